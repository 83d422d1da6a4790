// The frame that says that the map does not show what is now, and what it shows in its place.

export class NotLive {
  constructor(map) {
    this._container = map.getContainer();
    this._banner = document.createElement("div");
    this._banner.className = "fleet-banner";
    this._banner.hidden = true;
    this._container.append(this._banner);
    this._said = { replay: "", past: "" };
  }

  // Say the words of a replay, which come first, or of a desk that is turned back; none for neither.
  say(who, words) {
    this._said[who] = words;
    this._banner.textContent = this._said.replay || this._said.past;
    this._banner.hidden = !this._banner.textContent;
    this._container.classList.toggle("fleet-not-live", !this._banner.hidden);
  }
}
