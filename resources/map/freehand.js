// Shapes that one drag makes: rectangle, circle, lasso, and the box of a Shift+drag. Two clicks do as well as a drag.

import { areaStyle } from "./area.js";
import { circleRing, ringOf, round, simplify, unkink } from "./geometry.js";

const STILL = 4; // pixels that the mouse may move in a click
const LASSO_POINTS = 180;

export class Freehand {
  // Call finish(kind, shape, layer, event) for each shape; shape is null when it was too small.
  constructor(map, finish) {
    this._map = map;
    this._finish = finish;
    this._kind = null;
    map.getContainer().addEventListener("mousedown", (event) => this._down(event), true);
    document.addEventListener("mousemove", (event) => this._move(event), true);
    document.addEventListener("mouseup", (event) => this._up(event), true);
  }

  start(kind) {
    this.cancel();
    this._kind = kind;
  }

  stop() {
    this.cancel();
    this._kind = null;
  }

  get busy() {
    return Boolean(this._from);
  }

  // Give up the shape that is being drawn; the tool stays.
  cancel() {
    if (this._layer) this._layer.remove();
    this._layer = this._from = null;
    if (this._box) this._kind = null;
    this._box = false;
    this._map.dragging.enable();
  }

  _down(event) {
    if (event.button !== 0 || this._from) return;
    if (!this._kind && event.shiftKey) [this._kind, this._box] = ["box", true];
    if (!this._kind) return;
    this._map.dragging.disable();
    this._from = this._map.mouseEventToContainerPoint(event);
    this._points = [this._from];
  }

  _move(event) {
    if (!this._from) return;
    const to = this._map.mouseEventToContainerPoint(event);
    if (this._kind === "lasso" && to.distanceTo(this._points.at(-1)) >= 3) this._points.push(to);
    this._preview(to);
  }

  _up(event) {
    if (!this._from || event.button !== 0) return;
    const to = this._map.mouseEventToContainerPoint(event);
    const small = to.distanceTo(this._from) <= STILL && this._kind !== "lasso";
    if (small && !this._box) return; // a click: the second one ends the shape
    const kind = this._kind;
    const shape = small ? null : this._shape(kind, to);
    const layer = this._layer;
    this._layer = null;
    this.cancel();
    if (layer && (!shape || kind === "box")) layer.remove();
    this._finish(kind, shape, layer, event);
  }

  _preview(to) {
    if (this._layer) this._layer.remove();
    this._layer = this._draw(to).addTo(this._map);
  }

  _draw(to) {
    const at = (point) => this._map.containerPointToLatLng(point);
    const style = areaStyle(this._kind === "box" ? { dashArray: "4 4", weight: 1.5 } : {});
    if (this._kind === "circle") return L.circle(at(this._from), { ...style, radius: this._radius(to) });
    if (this._kind === "lasso") return L.polygon(this._points.map(at), style);
    return L.polygon(this._corners(to).map(at), style);
  }

  _corners(to) {
    const from = this._from;
    return [from, L.point(to.x, from.y), to, L.point(from.x, to.y)];
  }

  _radius(to) {
    return this._map.distance(this._map.containerPointToLatLng(this._from), this._map.containerPointToLatLng(to));
  }

  _shape(kind, to) {
    const at = (point) => this._map.containerPointToLatLng(point);
    if (kind === "circle") {
      const { lng, lat } = at(this._from);
      const center = [round(lng), round(lat)];
      return { center, radius_m: this._radius(to), ring: circleRing(center, this._radius(to)) };
    }
    if (kind !== "lasso") return { ring: ringOf(this._corners(to).map(at)) };
    const line = unkink(simplify(this._points, LASSO_POINTS).map(({ x, y }) => [x, y]));
    const bounds = L.bounds(line.map(([x, y]) => L.point(x, y)));
    if (line.length < 3 || Math.max(bounds.getSize().x, bounds.getSize().y) < 10) return null;
    return { ring: ringOf(line.map(([x, y]) => at(L.point(x, y)))) };
  }
}
