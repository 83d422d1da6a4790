// The canvas of the vehicles, above everything else on the map, and what lies under the pointer.

import { CanvasLayer, Room } from "./canvas.js";
import { Cells } from "./cells.js";
import { FONT, halo, textPx, theme } from "./theme.js";
import { drawCluster, drawMarker, drawRing } from "./markers.js";

export const UnitLayer = CanvasLayer.extend({
  initialize(pane, units) {
    CanvasLayer.prototype.initialize.call(this, pane, 0);
    this.units = units;
    this._cells = new Cells();
    this.names = true;
  },

  paint(context, size, topLeft) {
    const found = this.units.inView(this._map.getZoom(), topLeft, size);
    this._dimmed(context, found.dimmed);
    this._legs(context, found.units);
    for (const { unit, x, y } of found.units) if (!this._ringed(unit)) drawMarker(context, unit, x, y);
    for (const cluster of found.clusters) drawCluster(context, cluster);
    this._chosen(context, found.units);
    this._labels(context, found);
    this._remember(found);
    if (found.moving) this.later();
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
    if (!this.names || this._map.getZoom() < 8.5 || units.length > 600) return;
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
    for (const item of units) this._cells.add(item, item.x, item.y, 13);
    for (const item of clusters) this._cells.add(item, item.x, item.y, item.radius, 100);
  },

  // The unit nearest to a point of the view within reach of the pointer, else the cluster under it, as {item, far}.
  at(point) {
    return this._cells.at(point);
  },
});
