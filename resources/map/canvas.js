// A layer that is one canvas over the whole view, drawn anew whenever the view moves.

import { halo, theme } from "./theme.js";

export const CanvasLayer = L.Layer.extend({
  initialize(pane, margin) {
    this._paneName = pane;
    this.hidden = false; // whether the canvas stays empty; hidden itself it would look spoiled (whole.js)
    this._margin = margin; // share of the view's size added on each side, so that zooming out shows no bare edge
  },

  onAdd(map) {
    this._canvas = L.DomUtil.create("canvas", "fleet-canvas leaflet-zoom-animated", map.getPane(this._paneName));
    this._context = this._canvas.getContext("2d");
    this.redraw();
  },

  onRemove() {
    this._canvas.remove();
  },

  getEvents() {
    return { move: this.redraw, zoom: this.redraw, viewreset: this.redraw, resize: this.redraw, zoomanim: this._follow };
  },

  // Draw in the next frame; many calls make one drawing.
  later() {
    if (this._frame) return;
    this._frame = requestAnimationFrame(() => this.redraw());
  },

  redraw() {
    if (this._frame) cancelAnimationFrame(this._frame);
    this._frame = 0;
    if (!this._map || this._map._animatingZoom || !theme.name) return;
    const size = this._map.getSize();
    const margin = size.multiplyBy(this._margin)._round();
    const full = size.add(margin.multiplyBy(2));
    this._corner = this._map.containerPointToLayerPoint(margin.multiplyBy(-1));
    this._zoomDrawn = this._map.getZoom();
    this._topLeft = this._map.getPixelOrigin().add(this._corner);
    this._fit(full);
    L.DomUtil.setTransform(this._canvas, this._corner, 1);
    this._context.clearRect(0, 0, full.x, full.y);
    if (!this.hidden) this.paint(this._context, full, this._topLeft);
  },

  // The pixel of the world, at this zoom, that the canvas begins at.
  topLeft() {
    return this._topLeft;
  },

  _fit(full) {
    const sharp = window.devicePixelRatio || 1;
    if (this._canvas.width !== Math.round(full.x * sharp) || this._canvas.height !== Math.round(full.y * sharp)) {
      this._canvas.width = Math.round(full.x * sharp);
      this._canvas.height = Math.round(full.y * sharp);
      this._canvas.style.width = `${full.x}px`;
      this._canvas.style.height = `${full.y}px`;
    }
    this._context.setTransform(sharp, 0, 0, sharp, 0, 0);
  },

  // While Leaflet animates a zoom the drawing made before is stretched to where it will be.
  _follow(event) {
    if (!this._topLeft) return; // not drawn yet
    const scale = this._map.getZoomScale(event.zoom, this._zoomDrawn);
    const origin = this._map._getNewPixelOrigin(event.center, event.zoom);
    L.DomUtil.setTransform(this._canvas, this._topLeft.multiplyBy(scale).subtract(origin), scale);
  },
});

// Write a text with a halo, so that it is read on whatever lies below it.
export function haloed(context, text, place, colour, width = 3) {
  context.lineJoin = "round";
  context.strokeStyle = halo();
  context.lineWidth = width;
  context.strokeText(text, ...place);
  context.fillStyle = colour;
  context.fillText(text, ...place);
}

// Keeps labels from lying on one another: remembers taken rectangles in coarse cells.
export class Room {
  constructor() {
    this._cells = new Map();
  }

  // Take a rectangle where it is free; return whether it was.
  take(left, top, right, bottom) {
    if (!this.free(left, top, right, bottom)) return false;
    const box = [left, top, right, bottom];
    for (const cell of cellsOf(box)) this._cells.has(cell) ? this._cells.get(cell).push(box) : this._cells.set(cell, [box]);
    return true;
  }

  free(left, top, right, bottom) {
    const overlaps = (box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1];
    return !cellsOf([left, top, right, bottom]).some((cell) => (this._cells.get(cell) || []).some(overlaps));
  }
}

function cellsOf([left, top, right, bottom]) {
  const cells = [];
  for (let x = left >> 6; x <= right >> 6; x++) for (let y = top >> 6; y <= bottom >> 6; y++) cells.push(x * 4096 + y);
  return cells;
}
