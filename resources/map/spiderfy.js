// Spread units, or tasks, that stand on one spot in circles around it, so that each can be seen and clicked.

import { theme } from "./theme.js";

const NEAR = 9; // pixels

export function spiderfy(items) {
  const spots = new Map();
  for (const item of items) {
    const key = `${Math.round(item.x / NEAR)} ${Math.round(item.y / NEAR)}`;
    spots.has(key) ? spots.get(key).push(item) : spots.set(key, [item]);
  }
  for (const group of spots.values()) if (group.length > 1) fan(group);
}

// A line from each item that was moved to where it is.
export function drawLegs(context, items) {
  context.beginPath();
  for (const { x, y, legX, legY } of items) {
    if (legX === undefined) continue;
    context.moveTo(legX, legY);
    context.lineTo(x, y);
  }
  context.strokeStyle = theme.colours.silent;
  context.lineWidth = 1;
  context.stroke();
}

// Rings of 10, 18, 26 … places around the spot, in the order of the keys so that nobody jumps.
function fan(group) {
  const keyOf = ({ unit, task }) => (unit || task).key;
  group.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const x = group.reduce((sum, item) => sum + item.x, 0) / group.length;
  const y = group.reduce((sum, item) => sum + item.y, 0) / group.length;
  let ring = 0;
  let placed = 0;
  while (placed < group.length) {
    const room = Math.min(10 + 8 * ring, group.length - placed);
    const radius = group.length < 6 ? 18 : 34 + 28 * ring;
    for (let i = 0; i < room; i++) {
      const turn = (2 * Math.PI * i) / room - Math.PI / 2;
      Object.assign(group[placed + i], { legX: x, legY: y, x: x + radius * Math.cos(turn), y: y + radius * Math.sin(turn) });
    }
    placed += room;
    ring += 1;
  }
}
