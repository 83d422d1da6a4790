// One corner of the area chosen by keyboard: shown, moved, added, removed. What changes goes the way of the mouse.

import { circlesOf, grips } from "./circles.js";
import { say } from "./channel.js";
import { theme } from "./theme.js";

const REST_MS = 350; // moves that follow sooner are one change

export class Corners {
  // `changed` is called with the layer whose corners have changed.
  constructor(map, changed) {
    this._map = map;
    this._changed = changed;
    this._place = null; // number of the chosen corner among all
    this._mark = null;
  }

  get chosen() {
    return this._place !== null;
  }

  // Choose the next corner of these layers, or the one before; false where there is none.
  choose(layers, by) {
    const all = this._all(layers);
    if (!all.length) return false;
    this._settle();
    this._place = ((this._place === null ? (by > 0 ? -1 : 0) : this._place) + by + all.length) % all.length;
    this._show(all);
    return true;
  }

  release() {
    if (!this.chosen) return;
    this._settle();
    this._place = null;
    if (this._mark) this._mark.remove();
    this._mark = null;
    say("corner", { number: 0, of: 0 });
  }

  move(layers, [x, y]) {
    this._with(layers, ({ at, move }) => {
      const there = this._map.latLngToContainerPoint(at()).add([x, y]);
      move(this._map.containerPointToLatLng(there));
    });
  }

  // Add a corner half-way to the next one, which is the chosen one then.
  add(layers) {
    this._with(layers, ({ ring, index }) => {
      if (!ring) return; // a circle has no corners to add
      const [from, to] = [ring[index], ring[(index + 1) % ring.length]];
      ring.splice(index + 1, 0, L.latLng((from.lat + to.lat) / 2, (from.lng + to.lng) / 2));
      this._place += 1;
    });
  }

  remove(layers) {
    this._with(layers, ({ ring, index }) => {
      if (ring && ring.length > 3) ring.splice(index, 1);
      else say("refused", { reason: "few" });
    });
    this.choose(layers, -1);
  }

  // Show the chosen corner again after the layers were drawn anew.
  refresh(layers) {
    if (!this.chosen) return;
    const all = this._all(layers);
    if (!all.length) return this.release();
    this._place = Math.min(this._place, all.length - 1);
    return this._show(all);
  }

  _all(layers) {
    const corners = [];
    for (const layer of layers) {
      if (layer.getRadius) continue; // geoman's circle has a middle and an edge, which the mouse moves
      const circles = circlesOf(layer);
      layer.getLatLngs().forEach((ring, number) => {
        const found = circles[number] ? grips(layer, number) : ring.map((_, index) => cornerOf(ring, index));
        corners.push(...found.map((each) => ({ layer, ...each })));
      });
    }
    return corners;
  }

  _with(layers, change) {
    const corner = this._all(layers)[this._place];
    if (!corner) return;
    change(corner);
    corner.layer.setLatLngs(corner.layer.getLatLngs());
    const all = this._all(layers);
    this._place = Math.min(this._place, all.length - 1);
    this._show(all);
    clearTimeout(this._timer);
    this._waiting = corner.layer;
    this._timer = setTimeout(() => this._settle(), REST_MS);
  }

  // Tell of what has changed, now.
  _settle() {
    clearTimeout(this._timer);
    const layer = this._waiting;
    this._waiting = null;
    if (layer) this._changed(layer);
  }

  _show(all) {
    const at = all[this._place].at();
    if (this._mark) this._mark.remove();
    this._mark = L.circleMarker(at, {
      radius: 9, color: theme.colours.ring, weight: 3, fill: false, interactive: false, pmIgnore: true,
    }).addTo(this._map);
    if (!this._map.getBounds().contains(at)) this._map.panTo(at, { animate: false });
    say("corner", { number: this._place + 1, of: all.length });
  }
}

function cornerOf(ring, index) {
  return { ring, index, at: () => ring[index], move: (there) => (ring[index] = there) };
}
