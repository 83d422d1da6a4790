// Markers of units: the shape shows the state, the colour repeats it. Each look is painted once and kept as a picture.

import { FONT, short, textPx, theme } from "./theme.js";

const BOX = 32; // side of a kept picture in pixels of the page
const USUAL_PX = 13; // the text that clusters are drawn for
const kept = new Map();

export function forgetMarkers() {
  kept.clear();
}

export function drawMarker(context, unit, x, y) {
  const turn = theme.states[unit.state].shape === "arrow" ? step(unit.heading) : 0;
  const key = `${window.devicePixelRatio} ${unit.state} ${turn} ${unit.fade} ${unit.flags}`;
  let picture = kept.get(key);
  if (!picture) kept.set(key, (picture = paint(unit, turn)));
  context.drawImage(picture, x - BOX / 2, y - BOX / 2, BOX, BOX);
}

// The heading in whole degrees of one step; -1 where it is not known.
function step(heading) {
  const wide = theme.heading_step_deg;
  return heading < 0 ? -1 : (Math.round(heading / wide) * wide) % 360;
}

export function drawRing(context, x, y) {
  around(context, x, y, 13);
}

function around(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = theme.colours.ring;
  context.lineWidth = 2.6;
  context.stroke();
}

function paint(unit, turn) {
  const sharp = window.devicePixelRatio || 1;
  const picture = document.createElement("canvas");
  picture.width = picture.height = BOX * sharp;
  const context = picture.getContext("2d");
  context.setTransform(sharp, 0, 0, sharp, (BOX / 2) * sharp, (BOX / 2) * sharp);
  context.globalAlpha = theme.fades[unit.fade] ?? 1;
  const { shape, colour } = theme.states[unit.state];
  if (unit.person) {
    disc(context, colour);
    context.scale(0.62, 0.62);
  }
  outline(context, shape, turn);
  finish(context, unit, shape, colour);
  if (unit.flags & 4) badge(context, sharp);
  return picture;
}

// The driver has little driving time left: a clock at the upper right, whatever the shape.
function badge(context, sharp) {
  context.setTransform(sharp, 0, 0, sharp, (BOX / 2 + 9) * sharp, (BOX / 2 - 9) * sharp);
  context.beginPath();
  context.arc(0, 0, 5.5, 0, 2 * Math.PI);
  context.fillStyle = theme.colours.panel;
  context.fill();
  context.strokeStyle = theme.colours.late;
  context.lineWidth = 1.8;
  context.stroke();
  context.beginPath();
  context.moveTo(0, -3);
  context.lineTo(0, 0);
  context.lineTo(2.2, 1.2);
  context.strokeStyle = theme.colours.text;
  context.lineWidth = 1.4;
  context.stroke();
}

// A person is not a vehicle: the same shape, smaller, on a white disc with the state's colour around it.
function disc(context, colour) {
  context.beginPath();
  context.arc(0, 0, 10, 0, 2 * Math.PI);
  context.fillStyle = theme.colours.panel;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.stroke();
}

function outline(context, shape, turn) {
  context.beginPath();
  if (shape === "arrow" && turn >= 0) arrow(context, (turn * Math.PI) / 180);
  else if (shape === "arrow") diamond(context);
  else if (shape === "square") context.roundRect(-6.5, -6.5, 13, 13, 1.5);
  else context.arc(0, 0, 6.5, 0, 2 * Math.PI);
}

function arrow(context, turn) {
  const corners = [[0, -9.5], [6.2, 7.5], [0, 4], [-6.2, 7.5]];
  corners.forEach(([x, y], i) => {
    const at = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
    if (i) context.lineTo(...at);
    else context.moveTo(...at);
  });
  context.closePath();
}

// Moving with an unknown heading.
function diamond(context) {
  context.moveTo(0, -8);
  context.lineTo(8, 0);
  context.lineTo(0, 8);
  context.lineTo(-8, 0);
  context.closePath();
}

function finish(context, unit, shape, colour) {
  context.lineJoin = "round";
  if (shape === "ring" || unit.suspect) {
    context.strokeStyle = theme.colours.edge;
    context.lineWidth = 4.5;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = 2.2;
    if (unit.suspect) context.setLineDash([2.6, 2]);
    context.stroke();
    return;
  }
  context.strokeStyle = theme.colours.edge;
  context.lineWidth = 2.6;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}

// A cluster: the number of its units, and around it the share of each state, as faded as its units are in the mean.
export function drawCluster(context, cluster) {
  const { x, y, radius, counts, seen, count } = cluster;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = theme.colours.panel;
  context.fill();
  let from = -Math.PI / 2;
  context.lineWidth = 4;
  counts.forEach((number, state) => {
    if (!number) return;
    const to = from + (2 * Math.PI * number) / count;
    context.beginPath();
    context.arc(x, y, radius - 2, from, to);
    context.strokeStyle = theme.states[state].colour;
    context.globalAlpha = seen[state] / number;
    context.stroke();
    from = to;
  });
  context.globalAlpha = 1;
  if (cluster.chosen) around(context, x, y, radius + 3);
  context.font = `600 ${textPx()}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = theme.colours.text;
  context.fillText(short(count), x, y + 0.5);
  context.textAlign = "left";
}

export function clusterRadius(count) {
  return (Math.min(28, 15 + 3 * Math.log10(count)) * Math.max(textPx(), USUAL_PX)) / USUAL_PX;
}
