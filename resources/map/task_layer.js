// The canvas of the tasks below the vehicles. A drag of the map takes it along: it is not drawn with each step.

import { CanvasLayer } from "./canvas.js";
import { Cells } from "./cells.js";
import { drawStart, drawTask, drawTaskCluster } from "./pins.js";
import { mercator } from "./geometry.js";
import { drawLegs } from "./spiderfy.js";
import { limits, theme } from "./theme.js";

const MARGIN = 0.35;
const REACH = 14;

export const TaskLayer = CanvasLayer.extend({
  initialize(pane, tasks, units) {
    CanvasLayer.prototype.initialize.call(this, pane, MARGIN);
    this.tasks = tasks;
    this.units = units;
    this._cells = new Cells();
    this._road = []; // the way to the open task along the roads, where it is known
    this._days = new Map(); // by vehicles the ways of their days, {first, rest}, each empty where it is not known
    this.orders = {
      tasks: (rows) => tasks.replace(rows),
      tasks_changed: (rows, { tasks_gone: gone }) => tasks.change(rows, gone),
      task_selection: (keys) => tasks.select(keys),
      open_task: (open) => tasks.setOpen(open),
      open_road: (points) => (this._road = points.map(placed)),
      routes: (routes) => (tasks.routes = routes),
      day_roads: (roads) => (this._days = new Map(roads.map(dayRoad))),
    };
  },

  getEvents() {
    return { ...CanvasLayer.prototype.getEvents.call(this), move: this._moved, moveend: this.redraw };
  },

  // Draw what a message has changed: tasks, or a vehicle that a line begins at.
  hear(message) {
    const parts = ["theme", "layers", ...Object.keys(this.orders)];
    if (parts.some((name) => name in message) || this._starts() !== this._startsDrawn) this.redraw();
  },

  // Where the vehicles are that a line begins at.
  _starts() {
    return this.tasks.lined.map((key) => this.units.byKey.get(key)).map((unit) => (unit ? `${unit.lat} ${unit.lon}` : "")).join();
  },

  // Draw anew only where the edge of the drawing would come into view.
  _moved() {
    if (!this._corner) return; // nothing is drawn before the program has sent its colours
    const at = this._map.containerPointToLayerPoint([0, 0]).subtract(this._corner);
    const room = this._map.getSize().multiplyBy(2 * MARGIN);
    if (at.x < 0 || at.y < 0 || at.x > room.x || at.y > room.y || this._map.getZoom() !== this._zoomDrawn) this.redraw();
  },

  paint(context, size, topLeft) {
    const found = this.tasks.inView(this._map.getZoom(), topLeft, size);
    this._startsDrawn = this._starts();
    this._scale = 256 * 2 ** this._map.getZoom();
    this._lines(context);
    for (const cluster of found.clusters) drawTaskCluster(context, cluster);
    drawLegs(context, found.pins);
    for (const { task, x, y } of found.pins) drawTask(context, task, x, y, this.tasks.mark(task));
    this._remember(found);
  },

  _remember({ pins, clusters }) {
    this._cells.clear();
    for (const item of clusters) this._cells.add(item, item.x, item.y, item.radius, 100);
    for (const item of pins) this._cells.add(item, item.x, item.y - limits.pin_head_px, REACH);
  },

  // Thin lines: through the day of vehicles that are selected, and the way of the open task.
  _lines(context) {
    for (const [unit, keys] of this.tasks.routes) this._day(context, unit, keys);
    const { open } = this.tasks;
    if (!open) return;
    const start = open.start && placed(open.start);
    const unit = this.units.byKey.get(open.unit);
    const between = unit && this._road.length ? from(unit, this._road) : [start];
    this._line(context, [unit, ...between, this.tasks.byKey.get(open.key)], theme.colours.accent, this._road.length ? 3 : 1.5);
    if (start) drawStart(context, ...this._pixel(start));
  },

  // The day of a vehicle: along the roads where they are known, else straight from task to task.
  _day(context, key, keys) {
    const unit = this.units.byKey.get(key);
    const stops = keys.map((each) => this.tasks.byKey.get(each)).filter(Boolean);
    const { first, rest } = this._days.get(key) || { first: [], rest: [] };
    const way = unit && first.length ? from(unit, first) : [];
    const width = first.length || rest.length ? 2.5 : 1.5;
    this._line(context, [unit, ...way, stops[0], ...(rest.length ? rest : stops)], theme.colours.town, width);
  },

  _line(context, stops, colour, width) {
    context.beginPath();
    stops.filter(Boolean).forEach((stop, number) => {
      const at = this._pixel(stop);
      if (number) context.lineTo(...at);
      else context.moveTo(...at);
    });
    stroke(context, colour, width);
  },

  _pixel({ x, y }) {
    return [x * this._scale - this._topLeft.x, y * this._scale - this._topLeft.y];
  },

  // The pin or cluster under a point of the view as {item, far}, or null.
  at(point) {
    return this._corner ? this._cells.at(this._map.containerPointToLayerPoint(point).subtract(this._corner)) : null;
  },
});

function placed([lat, lon]) {
  const [x, y] = mercator(lat, lon);
  return { x, y };
}

function dayRoad([key, first, rest]) {
  return [key, { first: first.map(placed), rest: rest.map(placed) }];
}

// What of a line is still ahead: from its point that is the nearest to the vehicle.
function from({ x, y }, line) {
  const far = line.map((each) => (each.x - x) ** 2 + (each.y - y) ** 2);
  return line.slice(far.indexOf(Math.min(...far)));
}

function stroke(context, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
