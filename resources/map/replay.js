// The past in place of what is live: units at one moment with the ways they came, in a frame that says when that was.

import { CanvasLayer, haloed, Room } from "./canvas.js";
import { drawMarker } from "./markers.js";
import { mercator } from "./geometry.js";
import { FONT, textPx, theme } from "./theme.js";

const NEWEST_S = 900; // so much of a way stands out
const WIDE = 4;

export const Replay = CanvasLayer.extend({
  // `changed` is called with whether the past is shown, whenever that is otherwise than before.
  initialize(pane, notLive, changed) {
    CanvasLayer.prototype.initialize.call(this, pane, 0);
    this._notLive = notLive;
    this._changed = changed;
    this._ways = [];
    this._at = 0;
    this._units = this._near = [];
    this.on = false;
  },

  // A way is a list of latitude, longitude and time, three by three.
  showWays(sent) {
    this._ways = sent.map((way) => {
      const points = [];
      for (let i = 0; i < way.length; i += 3) points.push([...mercator(way[i], way[i + 1]), way[i + 2]]);
      return points;
    });
    this.redraw();
  },

  // A unit is [label, lat, lon, state, heading, person], a pair that is near each other [lat, lon, lat, lon, words].
  show(sent) {
    const { at, words, units, near } = sent ?? { at: 0, words: "", units: [], near: [] };
    this._at = at;
    this._units = units.map(([label, lat, lon, state, heading, person]) => {
      return { label, at: mercator(lat, lon), state, heading, fade: 0, flags: +person, person, suspect: false };
    });
    this._near = near.map(([lat, lon, toLat, toLon, far]) => ({ from: mercator(lat, lon), to: mercator(toLat, toLon), words: far }));
    this._notLive.say("replay", words);
    if (this.on !== Boolean(sent)) this._changed((this.on = Boolean(sent)));
    this.redraw();
  },

  paint(context, size, topLeft) {
    if (!this.on) return;
    const scale = 256 * 2 ** this._map.getZoom();
    const pixel = ([x, y, time]) => [x * scale - topLeft.x, y * scale - topLeft.y, time];
    this._paintWays(context, pixel);
    const items = this._units.map((unit) => ({ unit, place: pixel(unit.at) }));
    for (const { from, to } of this._near) line(context, [pixel(from), pixel(to)], theme.colours.ring, 3);
    for (const { unit, place: [x, y] } of items) drawMarker(context, unit, x, y);
    this._labels(context, items, pixel);
  },

  // The way so far, the newest of it plainer; what is ahead is not drawn.
  _paintWays(context, pixel) {
    context.lineJoin = context.lineCap = "round";
    const pieces = { old: [], edge: [], newest: [] };
    for (const way of this._ways) {
      const past = until(way, this._at).map(pixel);
      const newest = past.filter(([, , time]) => time >= this._at - NEWEST_S);
      if (past.length > 1) pieces.old.push(past);
      if (newest.length > 1) pieces.newest.push(newest);
    }
    for (const piece of pieces.old) line(context, piece, theme.colours.town, 2);
    for (const piece of pieces.newest) line(context, piece, theme.colours.edge, WIDE + 2.5);
    for (const piece of pieces.newest) line(context, piece, theme.colours.accent, WIDE);
  },

  // Names where there is room, those of pairs and their distances before the others.
  _labels(context, items, pixel) {
    const room = new Room();
    for (const { place: [x, y] } of items) room.take(x - 7, y - 7, x + 7, y + 7);
    context.textBaseline = "middle";
    context.font = `600 ${textPx(0.85)}px ${FONT}`;
    for (const { from, to, words } of this._near) {
      const [[x, y], [toX, toY]] = [pixel(from), pixel(to)];
      write(context, room, words, [(x + toX) / 2, (y + toY) / 2], 6);
    }
    context.font = `500 ${textPx(0.85)}px ${FONT}`;
    for (const { unit, place } of items) write(context, room, unit.label.slice(0, 40), place, 12);
  },
});

// The points up to a moment, and where on the line to the next one the moment is.
function until(way, at) {
  let [low, high] = [0, way.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (way[middle][2] <= at) low = middle + 1;
    else high = middle;
  }
  const past = way.slice(0, low);
  if (low === 0 || low === way.length) return past;
  const [before, after] = [way[low - 1], way[low]];
  const share = (at - before[2]) / (after[2] - before[2] || 1);
  past.push([before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1]), at]);
  return past;
}

function line(context, points, colour, width) {
  context.beginPath();
  points.forEach(([x, y], number) => (number ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

// Write a text at the right of a place, else at its left, where there is room.
function write(context, room, text, [x, y], beside) {
  const [wide, half] = [context.measureText(text).width, textPx(0.55)];
  for (const left of [x + beside, x - beside - wide]) {
    if (room.take(left, y - half, left + wide + 3, y + half)) return haloed(context, text, [left, y], theme.colours.text, 3.5);
  }
}
