// Pins of tasks: the mark in the head says the state, the colour repeats it. Each look is painted once and kept.

import { FONT, limits, short, textPx, theme } from "./theme.js";

const WIDE = 40; // of a kept picture in pixels of the page; the point of the pin is in the middle
const TALL = 48;
const POINT = 42; // the height at which the point is
const HEADS = { usual: [0, 9], small: [-5, 6], open: [4, 11] }; // how much higher the head is than usual, and its radius
const kept = new Map();

export function forgetPins() {
  kept.clear();
}

// `mark` is "open", "selected" or "".
export function drawTask(context, task, x, y, mark) {
  const key = `${window.devicePixelRatio} ${task.look} ${task.number} ${mark}`;
  let picture = kept.get(key);
  if (!picture) kept.set(key, (picture = paint(theme.tasks[task.look], task.number, mark)));
  context.drawImage(picture, x - WIDE / 2, y - POINT, WIDE, TALL);
}

function paint(look, number, mark) {
  const sharp = window.devicePixelRatio || 1;
  const picture = document.createElement("canvas");
  picture.width = WIDE * sharp;
  picture.height = TALL * sharp;
  const context = picture.getContext("2d");
  context.setTransform(sharp, 0, 0, sharp, (WIDE / 2) * sharp, POINT * sharp);
  const [higher, radius] = HEADS[mark === "open" ? "open" : look.small ? "small" : "usual"];
  const up = limits.pin_head_px + higher;
  body(context, up, radius);
  if (mark) line(context, mark === "open" ? theme.colours.accent : theme.colours.ring, 7);
  line(context, look.hollow ? look.colour : theme.colours.edge, 3);
  context.fillStyle = look.hollow ? theme.colours.panel : look.colour;
  context.fill();
  const ink = look.hollow ? look.colour : theme.colours.edge;
  if (number) digits(context, number, up, look.hollow ? theme.colours.text : ink);
  else strokes(context, look.mark, -up, radius / 6, ink);
  if (number && look.mark.length) badge(context, look, up, radius);
  return picture;
}

function body(context, up, radius) {
  context.beginPath();
  context.arc(0, -up, radius, 0.8 * Math.PI, 2.2 * Math.PI);
  context.lineTo(0, 0);
  context.closePath();
}

function line(context, colour, width) {
  context.lineJoin = "round";
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

function digits(context, number, up, ink) {
  context.font = `600 ${number > 9 ? 10 : 11}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.fillText(`${number}`, 0, 0.5 - up);
}

function strokes(context, mark, y, scale, ink) {
  context.save();
  context.translate(0, y);
  context.scale(scale, scale);
  context.beginPath();
  for (const [first, ...rest] of mark) {
    context.moveTo(...first);
    for (const point of rest) context.lineTo(...point);
  }
  context.lineCap = "round";
  line(context, ink, 1.6);
  context.restore();
}

// The state beside a number.
function badge(context, look, up, radius) {
  context.save();
  context.translate(radius - 1, 0);
  context.beginPath();
  context.arc(0, -up - radius + 3, 5, 0, 2 * Math.PI);
  context.fillStyle = theme.colours.panel;
  context.fill();
  line(context, look.colour, 1.4);
  strokes(context, look.mark, -up - radius + 3, 0.9, theme.colours.text);
  context.restore();
}

// Where the open task starts.
export function drawStart(context, x, y) {
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fillStyle = theme.colours.panel;
  context.fill();
  line(context, theme.colours.accent, 3);
}

// A cluster of tasks is a flag beside its place, where vehicles may be: the number of tasks, in the colour of those that
// need the dispatcher first.
export function drawTaskCluster(context, { x, y, foot, radius, count, look }) {
  context.beginPath();
  context.moveTo(foot.x, foot.y);
  context.lineTo(foot.x, y);
  line(context, theme.tasks[look].colour, 2);
  context.beginPath();
  context.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, 5);
  line(context, theme.colours.edge, 5);
  context.fillStyle = theme.colours.panel;
  context.fill();
  line(context, theme.tasks[look].colour, 2.5);
  context.font = `600 ${textPx()}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = theme.colours.text;
  context.fillText(short(count), x, y + 0.5);
}
