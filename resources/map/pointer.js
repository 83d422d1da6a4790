// What a pointer does on the map while nothing is being drawn.

import { say } from "./channel.js";
import { limits } from "./theme.js";

const SPREAD_ZOOM = 16;

// Geoman draws corners, and the dots between them, as such icons; the pins that can be moved are handles too.
const isHandle = (target) => target.classList.contains("marker-icon") || target.classList.contains("fleet-picked");

export class Pointer {
  // `layers` are asked in this order for what lies under the pointer.
  constructor(map, layers, draw, hover) {
    Object.assign(this, { map, layers, draw, hover, over: "", overTask: "", resting: false });
    map.on("mousemove", this._moved, this);
    map.on("mouseout movestart zoomstart", this._away, this);
    // Over a handle of the area the map itself hears no moves.
    L.DomEvent.on(map.getContainer(), "mouseover", ({ target }) => isHandle(target) && this._away());
    map.on("click", this._clicked, this);
    map.on("dblclick", this._twice, this);
    map.on("contextmenu", this._menu, this);
  }

  // Find nothing under the pointer while a replay hides units and tasks, or no longer.
  rest(on) {
    this.resting = on;
    this._away();
  }

  // A handle of the area wins over a vehicle below it, and of vehicles and tasks the nearer one.
  _at({ containerPoint, originalEvent: { target } }) {
    if (this.resting || isHandle(target)) return null;
    const found = this.layers.map((layer) => layer.at(containerPoint)).filter(Boolean);
    return found.length ? found.reduce((one, other) => (other.far < one.far ? other : one)).item : null;
  }

  _moved(event) {
    const { containerPoint } = event;
    const item = this._at(event);
    this._over(this.draw.busy ? null : item);
    this.map.getContainer().classList.toggle("fleet-over", Boolean(item) && !this.draw.busy);
    if (item) this.hover.show(item, containerPoint);
    else this.hover.hide();
  }

  _away() {
    this.hover.hide();
    this._over(null);
  }

  // The program begins a drag by a press on a marker, so it has to know whose marker is under the pointer.
  _over(item) {
    const key = item && item.unit ? item.unit.key : "";
    const task = item && item.task ? item.task.key : "";
    if (key === this.over && task === this.overTask) return;
    Object.assign(this, { over: key, overTask: task });
    say("over", { key, task });
  }

  _clicked(event) {
    const { latlng, originalEvent: { target, ctrlKey, metaKey, shiftKey } } = event;
    if (this.draw.busy || isHandle(target)) return;
    const item = this._at(event);
    if (!item) say("background", { lat: latlng.lat, lon: this._lon(latlng) });
    else if (item.task) say("task", { task: item.task.key, ctrl: ctrlKey || metaKey });
    else if (item.unit) say("unit", { key: item.unit.key, ctrl: ctrlKey || metaKey, shift: shiftKey });
    else this._cluster(item, ctrlKey || metaKey);
  }

  _cluster(cluster, ctrl) {
    this.hover.hide();
    if (ctrl) {
      const keys = cluster.of.members(cluster, limits.keys).map((each) => each.key);
      while (JSON.stringify(keys).length > limits.message_bytes * 0.9) keys.length = Math.floor(keys.length * 0.9);
      return cluster.of.counted === "tasks" ? say("task_cluster", { tasks: keys }) : say("cluster", { keys, ctrl });
    }
    const zoom = cluster.of.expansionZoom(cluster);
    return this.map.setView([cluster.lat, cluster.lon], Math.max(this.map.getZoom() + 1, zoom > 14 ? SPREAD_ZOOM : zoom));
  }

  _twice(event) {
    const { containerPoint, originalEvent: { target } } = event;
    if (this.draw.busy || isHandle(target)) return;
    const item = this._at(event);
    if (item && item.task) say("task_open", { task: item.task.key });
    else if (item && item.unit) say("open", { key: item.unit.key });
    else if (!item) this.map.setZoomAround(containerPoint, this.map.getZoom() + 1);
  }

  _menu(event) {
    const { containerPoint, latlng, originalEvent } = event;
    originalEvent.preventDefault();
    if (this.draw.busy) return;
    const item = this._at(event);
    const { x, y } = containerPoint;
    if (item && item.task) return say("task_menu", { task: item.task.key, x, y });
    const key = item && item.unit ? item.unit.key : "";
    return say("context", { lat: latlng.lat, lon: this._lon(latlng), key, x, y });
  }

  _lon(latlng) {
    return latlng.wrap().lng;
  }
}
