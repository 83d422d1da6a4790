// The signs: shape carries the state, colour repeats it. Each is drawn once and kept as a small picture.

import { FONT, look } from "./look.js";

export const MOVING = 0, IDLING = 1, STOPPED = 2, SILENT = 3;
const FADES = [1, 0.78, 0.55, 0.34];
const BOX = 32; // side of a kept picture in pixels of the page
const kept = new Map();

export function forgetSigns() {
  kept.clear();
}

export function drawSign(context, unit, x, y) {
  const turn = unit.heading < 0 ? -1 : Math.round(unit.heading / 6) % 60;
  const key = `${window.devicePixelRatio} ${unit.state} ${unit.state === MOVING ? turn : 0} ${unit.fade} ${unit.flags}`;
  let picture = kept.get(key);
  if (!picture) kept.set(key, (picture = paint(unit, turn)));
  context.drawImage(picture, x - BOX / 2, y - BOX / 2, BOX, BOX);
}

export function drawRing(context, x, y) {
  context.beginPath();
  context.arc(x, y, 13, 0, 2 * Math.PI);
  context.strokeStyle = look.ring;
  context.lineWidth = 2.6;
  context.stroke();
}

function paint(unit, turn) {
  const sharp = window.devicePixelRatio || 1;
  const picture = document.createElement("canvas");
  picture.width = picture.height = BOX * sharp;
  const context = picture.getContext("2d");
  context.setTransform(sharp, 0, 0, sharp, (BOX / 2) * sharp, (BOX / 2) * sharp);
  context.globalAlpha = FADES[unit.fade] ?? 1;
  const colour = look.signs[unit.state];
  if (unit.person) {
    disc(context, colour);
    context.scale(0.62, 0.62);
  }
  shape(context, unit.state, turn);
  finish(context, unit, colour);
  return picture;
}

// A person is not a vehicle: the same sign, smaller, on a white disc with the state's colour around it.
function disc(context, colour) {
  context.beginPath();
  context.arc(0, 0, 10, 0, 2 * Math.PI);
  context.fillStyle = look.panel;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.stroke();
}

function shape(context, state, turn) {
  context.beginPath();
  if (state === MOVING && turn >= 0) arrow(context, (turn * 6 * Math.PI) / 180);
  else if (state === MOVING) diamond(context);
  else if (state === STOPPED) context.roundRect(-6.5, -6.5, 13, 13, 1.5);
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

// Moving, but nobody says where to.
function diamond(context) {
  context.moveTo(0, -8);
  context.lineTo(8, 0);
  context.lineTo(0, 8);
  context.lineTo(-8, 0);
  context.closePath();
}

function finish(context, unit, colour) {
  context.lineJoin = "round";
  if (unit.state === SILENT || unit.suspect) {
    context.strokeStyle = look.edge;
    context.lineWidth = 4.5;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = 2.2;
    if (unit.suspect) context.setLineDash([2.6, 2]);
    context.stroke();
    return;
  }
  context.strokeStyle = look.edge;
  context.lineWidth = 2.6;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}

// A cluster: how many, and around it how many of each state.
export function drawCluster(context, cluster) {
  const { x, y, radius, counts, count } = cluster;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = look.panel;
  context.fill();
  let from = -Math.PI / 2;
  context.lineWidth = 4;
  counts.forEach((number, state) => {
    if (!number) return;
    const to = from + (2 * Math.PI * number) / count;
    context.beginPath();
    context.arc(x, y, radius - 2, from, to);
    context.strokeStyle = look.signs[state];
    context.stroke();
    from = to;
  });
  context.font = `600 13px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = look.text;
  context.fillText(short(count), x, y + 0.5);
  context.textAlign = "left";
}

export function clusterRadius(count) {
  return Math.min(28, 15 + 3 * Math.log10(count));
}

function short(count) {
  return count < 1000 ? `${count}` : count < 10000 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}
