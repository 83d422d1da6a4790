// The canvas of the vehicles, above everything else on the map, and what lies under the pointer.

import { CanvasLayer, Room } from "./canvas.js";
import { FONT, halo, textPx, theme } from "./theme.js";
import { mercator } from "./geometry.js";
import { drawCluster, drawMarker, drawPin, drawRing } from "./markers.js";

const CELL = 32;

export const UnitLayer = CanvasLayer.extend({
  initialize(pane, units) {
    CanvasLayer.prototype.initialize.call(this, pane, 0);
    this.units = units;
    this._cells = new Map();
    this.place = null; // of the open task
  },

  paint(context, size, topLeft) {
    const found = this.units.inView(this._map.getZoom(), topLeft, size);
    this._dimmed(context, found.dimmed);
    this._legs(context, found.units);
    for (const { unit, x, y } of found.units) if (!this._ringed(unit)) drawMarker(context, unit, x, y);
    for (const cluster of found.clusters) drawCluster(context, cluster);
    this._chosen(context, found.units);
    this._labels(context, found);
    this._pin(context, topLeft);
    this._remember(found);
    if (found.moving) this.later();
  },

  _pin(context, topLeft) {
    if (!this.place) return;
    const scale = 256 * 2 ** this._map.getZoom();
    const [x, y] = mercator(this.place.lat, this.place.lon);
    drawPin(context, x * scale - topLeft.x, y * scale - topLeft.y);
  },

  _ringed(unit) {
    return this.units.selected.has(unit.key);
  },

  _dimmed(context, items) {
    context.fillStyle = theme.colours.silent;
    context.globalAlpha = 0.3;
    for (const { x, y } of items) context.fillRect(x - 1.5, y - 1.5, 3, 3);
    context.globalAlpha = 1;
  },

  _legs(context, items) {
    context.beginPath();
    for (const item of items) {
      if (item.legX === undefined) continue;
      context.moveTo(item.legX, item.legY);
      context.lineTo(item.x, item.y);
    }
    context.strokeStyle = theme.colours.silent;
    context.lineWidth = 1;
    context.stroke();
  },

  _chosen(context, items) {
    for (const { unit, x, y } of items) {
      if (!this._ringed(unit)) continue;
      drawRing(context, x, y);
      drawMarker(context, unit, x, y);
    }
  },

  // Plates, when there is room for most of them; markers and clusters come first.
  _labels(context, { units, clusters }) {
    if (this._map.getZoom() < 8.5 || units.length > 600) return;
    const room = new Room();
    for (const { x, y, radius } of clusters) room.take(x - radius, y - radius, x + radius, y + radius);
    for (const { x, y } of units) room.take(x - 7, y - 7, x + 7, y + 7);
    context.font = `500 ${textPx(0.85)}px ${FONT}`;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const { unit, x, y } of units) this._label(context, unit, x + (this._ringed(unit) ? 18 : 12), y, room);
  },

  _label(context, unit, x, y, room) {
    const label = unit.label.slice(0, 24);
    unit.width ||= context.measureText(label).width;
    const half = textPx(0.55);
    if (!room.take(x, y - half, x + unit.width + 3, y + half)) return;
    context.strokeStyle = halo();
    context.lineWidth = 3.5;
    context.strokeText(label, x, y);
    context.fillStyle = theme.colours.text;
    context.fillText(label, x, y);
  },

  _remember({ units, clusters }) {
    this.found = { units, clusters };
    this._cells.clear();
    for (const item of units) this._enter(item, 14);
    for (const item of clusters) this._enter(item, item.radius);
  },

  _enter(item, reach) {
    for (let i = Math.floor((item.x - reach) / CELL); i <= (item.x + reach) / CELL; i++) {
      for (let j = Math.floor((item.y - reach) / CELL); j <= (item.y + reach) / CELL; j++) {
        const cell = i * 65536 + j;
        this._cells.has(cell) ? this._cells.get(cell).push(item) : this._cells.set(cell, [item]);
      }
    }
  },

  // The unit nearest to a point of the view within reach of the pointer, else the cluster under it.
  at({ x, y }) {
    let best = null;
    let nearest = Infinity;
    for (const item of this._cells.get(Math.floor(x / CELL) * 65536 + Math.floor(y / CELL)) || []) {
      const far = Math.hypot(item.x - x, item.y - y) + (item.unit ? 0 : 100);
      if (far <= (item.unit ? 13 : 100 + item.radius) && far < nearest) [best, nearest] = [item, far];
    }
    return best;
  },
});
