// The canvas of the vehicles, above everything else on the map, and what lies under the pointer.

import { CanvasLayer, haloed, Room } from "./canvas.js";
import { Cells } from "./cells.js";
import { FONT, textPx, theme } from "./theme.js";
import { drawCluster, drawMarker, drawRing } from "./markers.js";
import { drawLegs } from "./spiderfy.js";

const RING = 13; // pixels that the ring of a selected unit reaches
const MOST_NAMES = 600;
const NEAR_ZOOM = 8.5;
const MOST_OF_THEM = 0.75;

export const UnitLayer = CanvasLayer.extend({
  initialize(pane, units) {
    CanvasLayer.prototype.initialize.call(this, pane, 0);
    this.units = units;
    this._cells = new Cells();
    this.names = true;
  },

  paint(context, size, topLeft) {
    const found = this.units.inView(this._map.getZoom(), topLeft, size);
    this._clear(found);
    this._dimmed(context, found.dimmed);
    drawLegs(context, found.units);
    for (const { unit, x, y } of found.units) if (!this._ringed(unit)) drawMarker(context, unit, x, y);
    for (const cluster of found.clusters) drawCluster(context, cluster);
    this._chosen(context, found.units);
    this._labels(context, found);
    this._remember(found);
    if (found.moving) this.later();
  },

  // Move selected units beside a cluster that they would cover, with a line to where they are.
  _clear({ units, clusters }) {
    for (const item of units) {
      if (!this._ringed(item.unit)) continue;
      const over = clusters.find(({ x, y, radius }) => Math.hypot(item.x - x, item.y - y) < radius + RING);
      if (!over) continue;
      const turn = Math.atan2(item.y - over.y, item.x - over.x);
      const far = over.radius + RING + 2;
      Object.assign(item, { legX: item.x, legY: item.y, x: over.x + far * Math.cos(turn), y: over.y + far * Math.sin(turn) });
    }
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

  _chosen(context, items) {
    for (const { unit, x, y } of items) {
      if (!this._ringed(unit)) continue;
      drawRing(context, x, y);
      drawMarker(context, unit, x, y);
    }
  },

  // Plates stand at their markers wherever they fit: all that do where the map is near, else where most of them do.
  _labels(context, { units, clusters }) {
    const room = new Room();
    this.taken = room;
    for (const { x, y, radius } of clusters) room.take(x - radius, y - radius, x + radius, y + radius);
    if (units.length > MOST_NAMES) return;
    for (const { x, y } of units) room.take(x - 7, y - 7, x + 7, y + 7);
    if (!this.names) return;
    context.font = `500 ${textPx(0.85)}px ${FONT}`;
    const placed = units.map((item) => this._placed(context, item, room)).filter(Boolean);
    if (this._map.getZoom() < NEAR_ZOOM && placed.length < MOST_OF_THEM * units.length) return;
    context.textBaseline = "middle";
    for (const { label, left, y } of placed) haloed(context, label, [left, y], theme.colours.text, 3.5);
  },

  // Where the name of a unit stands: at its right, else at its left; null where there is no room.
  _placed(context, { unit, x, y }, room) {
    const label = unit.label.slice(0, 24);
    unit.width ||= context.measureText(label).width;
    const [beside, half] = [this._ringed(unit) ? 18 : 12, textPx(0.55)];
    for (const left of [x + beside, x - beside - unit.width]) {
      if (room.take(left, y - half, left + unit.width + 3, y + half)) return { label, left, y };
    }
    return null;
  },

  // Where the clusters are, in coarse pixels.
  clusterPlaces() {
    return this.found ? this.found.clusters.map(({ x, y }) => `${x >> 3} ${y >> 3}`).join() : "";
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
