// Places with names below everything that moves: those of the accounts, and the one that was looked for.

import { CanvasLayer, Room, haloed } from "./canvas.js";
import { circleRing, mercator } from "./geometry.js";
import { FONT, textPx, theme } from "./theme.js";

const LONGEST = 32; // letters of a name
const NAMED = 11; // names from this zoom on, where there is room for them
const SMALLEST_RING = 8; // pixels of radius from which a circle is drawn

export const Places = CanvasLayer.extend({
  initialize(pane) {
    CanvasLayer.prototype.initialize.call(this, pane, 0.2);
    this._places = [];
    this._found = null;
  },

  // Each place is [kind, name, lat, lon, radius in metres or 0].
  show(places) {
    this._places = places.map((each) => placed(...each));
    this.redraw();
  },

  find(place) {
    this._found = place && placed("found", ...place, 0);
    this.redraw();
  },

  paint(context, size, topLeft) {
    const scale = 256 * 2 ** this._map.getZoom();
    const room = new Room();
    const shown = this._places.map((each) => at(each, scale, topLeft)).filter(({ x, y, far }) => x > -far && y > -far && x < size.x + far && y < size.y + far);
    context.font = `500 ${textPx(0.85)}px ${FONT}`;
    for (const each of shown) if (each.far > SMALLEST_RING) ring(context, each, scale, topLeft);
    for (const each of shown) mark(context, each, room);
    if (this._map.getZoom() >= NAMED) for (const each of shown) label(context, each, room);
    if (this._found) pointOut(context, at(this._found, scale, topLeft));
  },
});

function placed(kind, name, lat, lon, radius) {
  const [x, y] = mercator(lat, lon);
  const circle = radius ? circleRing([lon, lat], radius).map((point) => mercator(point[1], point[0])) : null;
  return { kind, name: name.slice(0, LONGEST), x, y, circle, far: circle ? Math.abs(circle[0][1] - y) : 0 };
}

function at(place, scale, topLeft) {
  return { ...place, x: place.x * scale - topLeft.x, y: place.y * scale - topLeft.y, far: place.far * scale };
}

function ring(context, { circle }, scale, topLeft) {
  context.beginPath();
  circle.forEach(([x, y], number) => (number ? context.lineTo : context.moveTo).call(context, x * scale - topLeft.x, y * scale - topLeft.y));
  context.closePath();
  context.fillStyle = context.strokeStyle = theme.colours.town;
  context.globalAlpha = 0.06;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.2;
  context.setLineDash([4, 3]);
  context.stroke();
  context.setLineDash([]);
}

// A point of interest is a diamond, a visited place a square, the middle of a geozone a small circle.
const SHAPES = {
  poi: (context, x, y) => [[0, -5], [5, 0], [0, 5], [-5, 0]].forEach(([right, down]) => context.lineTo(x + right, y + down)),
  place: (context, x, y) => context.rect(x - 4, y - 4, 8, 8),
  geozone: (context, x, y) => context.arc(x, y, 2.5, 0, 7),
};

function mark(context, { kind, x, y }, room) {
  room.take(x - 6, y - 6, x + 6, y + 6);
  context.beginPath();
  SHAPES[kind](context, x, y);
  context.closePath();
  context.fillStyle = theme.colours.land;
  context.strokeStyle = theme.colours.town;
  context.lineWidth = 1.6;
  context.fill();
  context.stroke();
}

function label(context, { name: words, x, y }, room) {
  const wide = context.measureText(words).width;
  const tall = textPx();
  if (!room.take(x + 9, y - tall / 2, x + 9 + wide, y + tall / 2)) return;
  context.textAlign = "left";
  context.textBaseline = "middle";
  haloed(context, words, [x + 9, y], theme.colours.town);
}

// The place that was looked for: a ring and a dot in the accent, with its name always.
function pointOut(context, { name: words, x, y }) {
  context.strokeStyle = context.fillStyle = theme.colours.accent;
  context.lineWidth = 2;
  for (const [radius, paint] of [[11, "stroke"], [4, "fill"]]) {
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context[paint]();
  }
  context.font = `600 ${textPx(0.95)}px ${FONT}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  haloed(context, words, [x + 17, y], theme.colours.accent);
}
