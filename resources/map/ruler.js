// The ruler: the length of a line from click to click, and on to the pointer.

import { metres } from "./geometry.js";
import { distance, theme } from "./theme.js";

const FINE_M = 10; // lengths below a kilometre are told in such steps

export class Ruler {
  constructor(map) {
    Object.assign(this, { map, points: [], active: false });
    map.on("click", ({ latlng }) => this.active && this._add(latlng));
    map.on("mousemove", ({ latlng }) => this.active && this.points.length && this._draw(latlng));
  }

  set(active) {
    this.active = active;
    this.points = [];
    this._draw();
  }

  takeBack() {
    this.points.pop();
    this._draw();
  }

  _add(latlng) {
    this.points.push(latlng);
    this._draw();
  }

  _draw(pointer) {
    for (const each of [this.line, this.label]) if (each) each.remove();
    this.line = this.label = null;
    const places = pointer ? [...this.points, pointer] : this.points;
    if (places.length < 2) return;
    this.line = L.polyline(places, { color: theme.colours.accent, weight: 2, interactive: false, pmIgnore: true }).addTo(this.map);
    this.label = L.tooltip({ permanent: true, direction: "right", offset: [10, 0], className: "fleet-ruler", interactive: false });
    this.label.setLatLng(places.at(-1)).setContent(document.createTextNode(told(length(places)))).addTo(this.map);
  }
}

function length(places) {
  const points = places.map(({ lng, lat }) => [lng, lat]);
  return points.slice(1).reduce((sum, point, at) => sum + metres(points[at], point), 0);
}

function told(long) {
  const kilometres = long < 9995 ? Math.round(long / 10) / 100 : Math.round(long / 100) / 10;
  return distance(long < 995 ? Math.round(long / FINE_M) * FINE_M : kilometres * 1000);
}
