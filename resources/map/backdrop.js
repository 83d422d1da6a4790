// The map that needs no network: land, borders and lakes from outlines.bin, which packaging/backdrop.py describes,
// and the names of towns.

import { CanvasLayer, haloed, Room } from "./canvas.js";
import { mercator } from "./geometry.js";
import { FONT, textPx, theme } from "./theme.js";

const RANKS = [0, 0, 0, 0, 0, 1, 2, 4, 5, 6, 7, 8]; // the last rank of town shown at each zoom
const SIZES = [1.08, 1.04, 1, 0.96, 0.92, 0.88, 0.85, 0.85, 0.85]; // parts of the text's size
const LAST_FAR_RANK = 3;
const PAST_CLUSTER = 27; // pixels

const KINDS = 3;

// The lines of land, borders and lakes, each with the rectangle around it, on the web map's square.
function linesIn(buffer) {
  const counts = new Uint32Array(buffer, 0, KINDS);
  const all = counts.reduce((one, other) => one + other);
  const sizes = new Uint32Array(buffer, 4 * KINDS, all);
  const boxes = new Float32Array(buffer, 4 * (KINDS + all), 4 * all);
  const places = new Float32Array(buffer, 4 * (KINDS + all + 4 * all));
  let line = 0;
  let place = 0;
  return Array.from(counts, (count) =>
    Array.from({ length: count }, () => {
      const from = place;
      place += 2 * sizes[line];
      return { line: places.subarray(from, place), box: boxes.subarray(4 * line, 4 * ++line) };
    }));
}

export const Backdrop = CanvasLayer.extend({
  initialize(pane, streets) {
    CanvasLayer.prototype.initialize.call(this, pane, 0.2);
    this._streets = streets; // which have names of their own
    this.above = null; // the layer whose markers town names keep clear of
  },

  async load() {
    const fetched = [fetch("assets/outlines.bin"), fetch("assets/towns.json")];
    const [outlines, towns] = await Promise.all([(await fetched[0]).arrayBuffer(), (await fetched[1]).json()]);
    [this._land, this._borders, this._lakes] = linesIn(outlines);
    this._towns = towns.map(([name, lon, lat, rank]) => {
      const [x, y] = mercator(lat, lon);
      return { name, x, y, rank };
    });
    this.redraw();
  },

  paint(context, size, topLeft) {
    context.fillStyle = theme.colours.water;
    context.fillRect(0, 0, size.x, size.y);
    if (!this._land) return;
    const view = { scale: 256 * 2 ** this._map.getZoom(), topLeft, size };
    this._fill(context, view, this._land, theme.colours.land);
    this._fill(context, view, this._lakes, theme.colours.water);
    this._lines(context, view);
    if (!this._streets.covers) this._names(context, view);
  },

  _fill(context, view, shapes, colour) {
    context.beginPath();
    for (const shape of shapes) trace(context, view, shape, true);
    context.fillStyle = colour;
    context.fill("evenodd");
    context.strokeStyle = theme.colours.coast;
    context.lineWidth = 0.8;
    context.stroke();
  },

  _lines(context, view) {
    context.beginPath();
    for (const shape of this._borders) trace(context, view, shape, false);
    context.strokeStyle = theme.colours.border;
    context.lineWidth = 1.1;
    context.lineJoin = "round";
    context.stroke();
  },

  _names(context, view) {
    const zoom = this._map.getZoom();
    const last = RANKS[Math.min(RANKS.length - 1, Math.round(zoom))];
    const room = new Room();
    context.textBaseline = "middle";
    for (const town of this._towns) {
      if (town.rank > last) break;
      const x = town.x * view.scale - view.topLeft.x;
      const y = town.y * view.scale - view.topLeft.y;
      if (x > -200 && y > -30 && x < view.size.x + 100 && y < view.size.y + 30) this._name(context, town, x, y, room);
    }
  },

  // Whether what is drawn above leaves a rectangle free.
  _free(left, top, right, bottom) {
    if (!this.above || !this.above.taken || !this.above.topLeft()) return true;
    const by = this._topLeft.subtract(this.above.topLeft());
    return this.above.taken.free(left + by.x, top + by.y, right + by.x, bottom + by.y);
  },

  // Right of its dot, else left, below or above; of a larger town also farther off, past a cluster; or null.
  _side(town, x, y, size, room) {
    const half = size * 0.8;
    for (const off of town.rank <= LAST_FAR_RANK ? [7, PAST_CLUSTER] : [7]) {
      const [left, upper] = [x - town.width / 2, off + half - 7];
      for (const [from, middle] of [[x + off, y], [x - off - town.width, y], [left, y + upper + 6], [left, y - upper - 6]]) {
        const box = [from - 3, middle - half, from + town.width + 9, middle + half];
        if (this._free(...box) && room.take(...box)) return [from, middle];
      }
    }
    return null;
  },

  forgetWidths() {
    for (const town of this._towns || []) town.width = 0; // none before the file has come
  },

  _name(context, town, x, y, room) {
    const size = textPx(SIZES[town.rank]);
    context.font = `${town.rank === 0 ? 500 : 400} ${size}px ${FONT}`;
    town.width ||= context.measureText(town.name).width;
    const side = this._side(town, x, y, size, room);
    if (!side) return;
    context.beginPath();
    context.arc(x, y, town.rank === 0 ? 2.6 : 1.8, 0, 7);
    context.fillStyle = theme.colours.town_dot;
    context.fill();
    haloed(context, town.name, side, theme.colours.town);
  },
});

// Adds a line to the path. Points closer than a pixel are left out, and so are those whose neighbours lie beyond the
// same edge of the view: what is left looks the same inside it.
function trace(context, view, shape, closed) {
  const { scale, topLeft, size } = view;
  const [west, north, east, south] = shape.box;
  const right = size.x + 10;
  const bottom = size.y + 10;
  if (east * scale < topLeft.x || west * scale > topLeft.x + size.x) return;
  if (south * scale < topLeft.y || north * scale > topLeft.y + size.y) return;
  if ((east - west) * scale < 1 && (south - north) * scale < 1) return;
  const { line } = shape;
  let lastX = NaN;
  let lastY = NaN;
  let run = 0; // the edges beyond which all points since the last one drawn lie
  let skipped = false;
  for (let i = 0; i < line.length; i += 2) {
    const x = line[i] * scale - topLeft.x;
    const y = line[i + 1] * scale - topLeft.y;
    const beyond = (x < -10 ? 1 : x > right ? 2 : 0) | (y < -10 ? 4 : y > bottom ? 8 : 0);
    if (i === 0) {
      context.moveTo(x, y);
      run = beyond;
    } else if (run & beyond) {
      run &= beyond;
      skipped = true;
    } else {
      if (skipped) context.lineTo(lastX, lastY);
      else if (Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7 && i < line.length - 2) continue;
      skipped = false;
      context.lineTo(x, y);
      run = beyond;
    }
    lastX = x;
    lastY = y;
  }
  if (skipped) context.lineTo(lastX, lastY);
  if (closed) context.closePath();
}
