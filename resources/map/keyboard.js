// The map without a mouse: a crosshair that arrows move and Enter presses, and the corners of the area one at a time.

const STEP = 16;
const FINE = 2;
const EDGE = 28; // nearer to the edge of the view the map moves instead
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Keyboard {
  constructor(map, draw, area) {
    Object.assign(this, { map, draw, area, aiming: false });
    this._at = null; // where the crosshair is, a point of the view
    this._mark = document.createElement("div");
    this._mark.className = "fleet-crosshair";
    this._mark.hidden = true;
    map.getContainer().append(this._mark);
    document.addEventListener("keydown", (event) => this._key(event), true);
    document.addEventListener("mousemove", (event) => event.isTrusted && this.rest(), true);
  }

  // Let arrows move the crosshair though no tool is chosen, because the program waits for a place.
  aim(on) {
    this.aiming = on;
    if (!on) this.rest();
  }

  // Take the crosshair away: the tool is another one, or the mouse is back.
  rest() {
    this._at = this._pressed = null;
    this._mark.hidden = true;
  }

  _key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey && event.key !== "Enter") return;
    const drawing = this.draw.tool !== "select" || this.aiming;
    if (drawing ? this._draws(event) : this._edits(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  _draws(event) {
    const arrow = ARROWS[event.key];
    const press = this._at !== null && (event.key === "Enter" || event.key === " ");
    if (arrow) this._move(arrow, event.shiftKey ? FINE : STEP);
    else if (press) this._press(event);
    else if (event.key === "Escape") this.rest();
    return Boolean(arrow) || press;
  }

  _move([x, y], step) {
    const size = this.map.getSize();
    const at = (this._at || size.divideBy(2)).add([x * step, y * step]);
    const inside = L.point(clamped(at.x, EDGE, size.x - EDGE), clamped(at.y, EDGE, size.y - EDGE));
    // A shape that one drag makes is held in points of the view, so the view stays under it.
    if (!this.draw.held) this.map.panBy(at.subtract(inside), { animate: false });
    this._at = inside;
    this._mark.style.transform = `translate(${inside.x}px, ${inside.y}px)`;
    this._mark.hidden = false;
    this._send("mousemove", {});
  }

  // Do what a click there would do; a lasso is begun by one press and closed by the next, a polygon by a second one at
  // the same place.
  _press({ shiftKey, altKey }) {
    const held = this.draw.held;
    const again = this._pressed && this._pressed.equals(this._at);
    this._pressed = this._at;
    const names = this.draw.tool === "lasso" ? [held ? "mouseup" : "mousedown"] : ["mousedown", "mouseup", "click"];
    if (again && this.draw.tool === "polygon") this.draw.close();
    else for (const name of names) this._send(name, { shiftKey, altKey });
    if (this.draw.tool === "select" && !this.aiming) this.rest();
  }

  _send(name, keys) {
    const box = this.map.getContainer().getBoundingClientRect();
    const [clientX, clientY] = [box.left + this._at.x, box.top + this._at.y];
    const target = document.elementFromPoint(clientX, clientY) || this.map.getContainer();
    const buttons = name === "mousedown" ? 1 : 0;
    target.dispatchEvent(new MouseEvent(name, { clientX, clientY, buttons, button: 0, bubbles: true, cancelable: true, view: window, ...keys }));
  }

  _edits(event) {
    const arrow = ARROWS[event.key];
    if (event.key === " ") return this.area.chooseCorner(event.shiftKey ? -1 : 1);
    if (!this.area.corner) return false;
    if (arrow) this.area.moveCorner(arrow.map((by) => by * (event.shiftKey ? FINE : STEP)));
    else if (event.key === "Delete" || event.key === "Backspace") this.area.removeCorner();
    else if (event.key === "Insert" || event.key === "+") this.area.addCorner();
    else if (event.key === "Enter" || event.key === "Escape") this.area.releaseCorner();
    else return false;
    return true;
  }
}

function clamped(value, least, most) {
  return Math.max(least, Math.min(most, value));
}
