// The tasks as the page knows them, and what of them is in view: single pins and clusters.

import { Clustered } from "./clustered.js";
import { boxOf, mercator } from "./geometry.js";
import { clusterRadius } from "./markers.js";
import { spiderfy } from "./spiderfy.js";
import { limits } from "./theme.js";

const FLAG_PX = 38; // how far above its place the flag of a cluster ends
const BEYOND = 48; // pixels; a pin stands above its place

export class Tasks extends Clustered {
  constructor() {
    super("tasks");
    this.open = null;
    this.routes = []; // [key of a vehicle, its tasks in the order of its day]
  }

  replace(rows) {
    this.byKey.clear();
    this.change(rows, []);
  }

  change(rows, gone) {
    for (const [key, lat, lon, look, number, label, detail] of rows) {
      const [x, y] = mercator(lat, lon);
      this.byKey.set(key, { key, lat, lon, x, y, look, number, label, detail });
    }
    for (const key of gone) this.byKey.delete(key);
    this._index = null;
  }

  setOpen(open) {
    this.open = open;
    this._index = null;
  }

  mark(task) {
    if (this.open && this.open.key === task.key) return "open";
    return this.selected.has(task.key) ? "selected" : "";
  }

  // The vehicles that a line begins at.
  get lined() {
    return [...this.routes.map(([unit]) => unit), this.open && this.open.unit].filter(Boolean);
  }

  // Everything to draw: {pins, clusters}, each with its place in pixels of the view; what is marked is drawn last.
  inView(zoom, topLeft, size) {
    const view = { scale: 256 * 2 ** zoom, topLeft, size };
    const found = { pins: [], clusters: [] };
    const near = zoom > limits.cluster_zoom + 0.9;
    if (near || !this.clustered) for (const task of this.byKey.values()) this._pin(task, view, found.pins);
    else this._clustered(zoom, view, found);
    found.pins.sort((one, other) => one.y - other.y);
    if (near) spiderfy(found.pins);
    const marked = ({ task }) => +Boolean(this.mark(task)) + +(this.mark(task) === "open");
    found.pins.sort((one, other) => marked(one) - marked(other));
    return found;
  }

  _clustered(zoom, view, found) {
    for (const feature of this._build().getClusters(boxOf(view, BEYOND), Math.floor(zoom))) {
      const { properties } = feature;
      if (properties.cluster) found.clusters.push(this._cluster(feature, view));
      else this._pin(this.byKey.get(properties.key), view, found.pins);
    }
    for (const task of this.byKey.values()) if (this._single(task)) this._pin(task, view, found.pins);
  }

  _pin(task, { scale, topLeft, size }, list) {
    const x = task.x * scale - topLeft.x;
    const y = task.y * scale - topLeft.y;
    if (x > -BEYOND && y > -BEYOND && x < size.x + BEYOND && y < size.y + BEYOND) list.push({ task, x, y });
  }

  _cluster(feature, { scale, topLeft }) {
    const [lon, lat] = feature.geometry.coordinates;
    const [x, y] = mercator(lat, lon);
    const { cluster_id: id, point_count: count, look } = feature.properties;
    const radius = 0.75 * clusterRadius(count);
    const foot = { x: x * scale - topLeft.x, y: y * scale - topLeft.y };
    return { id, count, look, lat, lon, of: this, radius, foot, x: foot.x + radius - 1, y: foot.y + radius - FLAG_PX };
  }

  // What is marked or numbered is never in a cluster.
  _single(task) {
    return task.number > 0 || Boolean(this.mark(task));
  }

  _options() {
    const worst = (total, { look }) => (total.look = Math.min(total.look, look));
    return { minPoints: limits.clustered_tasks, map: ({ look }) => ({ look }), reduce: worst };
  }
}
