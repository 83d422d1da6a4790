// Where units drove: lines coloured by speed with arrows in their direction, squares where they stood.

import { CanvasLayer, haloed } from "./canvas.js";
import { mercator } from "./geometry.js";
import { FONT, textPx, theme } from "./theme.js";

const BANDS = ["stopped", "idling", "moving", "progress"]; // colours from slow to fast
const WIDE = 4;
const ARROW_EVERY = 90; // pixels of the line
const ARROW = 5;
const NAMED_FROM = 13; // the zoom from which stops tell how long

export const Track = CanvasLayer.extend({
  initialize(pane) {
    CanvasLayer.prototype.initialize.call(this, pane, 0.2);
    this.show(null);
  },

  // A line is a list of latitude, longitude and band, three by three; a stop is [lat, lon, words].
  show(sent) {
    const { lines, stops, picked } = sent ?? { lines: [], stops: [], picked: [] };
    this._lines = lines.map((line) => {
      const points = [];
      for (let i = 0; i < line.length; i += 3) points.push([...mercator(line[i], line[i + 1]), line[i + 2]]);
      return points;
    });
    this._stops = stops.map(([lat, lon, words]) => ({ at: mercator(lat, lon), words }));
    this._picked = picked.map((places) => places.map(([lat, lon]) => mercator(lat, lon)));
    this.redraw();
  },

  paint(context, size, topLeft) {
    const scale = 256 * 2 ** this._map.getZoom();
    const pixel = ([x, y, band]) => [x * scale - topLeft.x, y * scale - topLeft.y, band];
    const lines = this._lines.map((line) => line.map(pixel));
    context.lineJoin = context.lineCap = "round";
    for (const places of this._picked) this._pick(context, places.map(pixel));
    context.strokeStyle = theme.colours.edge;
    context.lineWidth = WIDE + 2.5;
    for (const line of lines) strokeAll(context, line);
    context.lineWidth = WIDE;
    for (const line of lines) strokeBands(context, line);
    context.strokeStyle = theme.colours.text;
    context.lineWidth = 1.6;
    for (const line of lines) arrows(context, line, size);
    for (const { at, words } of this._stops) this._stop(context, pixel(at), words);
  },

  _pick(context, points) {
    context.strokeStyle = theme.colours.ring;
    context.lineWidth = WIDE + 10;
    if (points.length > 1) strokeAll(context, points);
    for (const end of [points[0], points.at(-1)]) {
      context.beginPath();
      context.arc(end[0], end[1], WIDE + 6, 0, 2 * Math.PI);
      context.fillStyle = theme.colours.ring;
      context.fill();
    }
  },

  _stop(context, [x, y], words) {
    context.fillStyle = theme.colours.stopped;
    context.strokeStyle = theme.colours.edge;
    context.lineWidth = 1.5;
    context.fillRect(x - 4, y - 4, 8, 8);
    context.strokeRect(x - 4, y - 4, 8, 8);
    if (this._map.getZoom() < NAMED_FROM) return;
    context.font = `500 ${textPx(0.85)}px ${FONT}`;
    context.textBaseline = "middle";
    haloed(context, words, [x + 9, y], theme.colours.text);
  },
});

function strokeAll(context, points) {
  context.beginPath();
  points.forEach(([x, y], number) => (number ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}

// One stroke for each stretch of one band.
function strokeBands(context, points) {
  for (let first = 0; first < points.length - 1; ) {
    const band = points[first + 1][2];
    let last = first + 1;
    while (last < points.length - 1 && points[last + 1][2] === band) last++;
    context.strokeStyle = theme.colours[BANDS[band]];
    strokeAll(context, points.slice(first, last + 1));
    first = last;
  }
}

// An arrow each so many pixels, in the direction of the stretch that it lies on.
function arrows(context, points, size) {
  let left = ARROW_EVERY / 2;
  for (let i = 1; i < points.length; i++) {
    const [[x, y], [toX, toY]] = [points[i - 1], points[i]];
    const long = Math.hypot(toX - x, toY - y);
    const turn = Math.atan2(toY - y, toX - x);
    if (beside(points[i - 1], points[i], size)) {
      left = ARROW_EVERY - ((long - left) % ARROW_EVERY);
      continue;
    }
    for (; left <= long; left += ARROW_EVERY) arrow(context, [x + Math.cos(turn) * left, y + Math.sin(turn) * left], turn);
    left -= long;
  }
}

function beside([x, y], [toX, toY], size) {
  return Math.max(x, toX) < 0 || Math.max(y, toY) < 0 || Math.min(x, toX) > size.x || Math.min(y, toY) > size.y;
}

function arrow(context, [x, y], turn) {
  context.beginPath();
  for (const side of [2.6, -2.6]) {
    context.moveTo(x + ARROW * Math.cos(turn), y + ARROW * Math.sin(turn));
    context.lineTo(x + ARROW * Math.cos(turn + side), y + ARROW * Math.sin(turn + side));
  }
  context.stroke();
}
