// Which of geoman's handles are shown: none of a circle, which has its own, and of the others those that lie apart.

import { circlesOf } from "./circles.js";
import { Room } from "./canvas.js";

const APART = 13; // pixels: side of the square that a handle has for itself
const MOST = 120; // at once, those in sight first, so that thousands of corners do not make thousands of elements

// Let a polygon show its handles so; geoman asks whenever it has made them, and while the pointer moves.
export function thin(layer, map) {
  layer.pm._filterClosestMarkers = () => apart(layer, map);
}

// Choose anew which handles lie apart, after a zoom.
export function thinAgain(layer) {
  if (layer.pm.enabled() && !layer.getRadius) layer.pm.applyLimitFilters({});
}

function apart(layer, map) {
  const circles = circlesOf(layer);
  const corners = layer.pm._markers.filter((_, index) => !circles[index]).flat();
  const between = corners.map((marker) => marker._middleMarkerNext).filter(Boolean);
  const room = new Room();
  const view = map.getBounds();
  const beyond = (marker) => +!view.contains(marker.getLatLng());
  const shown = [];
  for (const marker of [...corners, ...between].sort((one, other) => beyond(one) - beyond(other))) {
    const held = marker.dragging?.moving?.(); // of a marker off the map there is nothing to hold
    if (!held && shown.length >= MOST) continue;
    const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
    if (room.take(x - APART / 2, y - APART / 2, x + APART / 2, y + APART / 2) || held) shown.push(marker);
  }
  return shown;
}
