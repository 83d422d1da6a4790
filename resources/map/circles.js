// Rings of the area that are circles: a handle in the middle moves one, a handle at its edge makes it larger or smaller.

import { circleOf, circleRing, metres, ringOf } from "./geometry.js";

const EDGE = 16; // number of the corner in the east, of 64
const latLng = ([lon, lat]) => L.latLng(lat, lon);

export function circlesOf(layer) {
  return layer.getLatLngs().map((ring) => circleOf(ringOf(ring)));
}

// The points by which a ring that is a circle is changed: each has a place, and moves to another.
export function grips(layer, index) {
  const set = (center, radius) => {
    const rings = layer.getLatLngs();
    rings[index] = circleRing(center, radius).map(latLng);
    layer.setLatLngs(rings);
  };
  const now = () => circleOf(ringOf(layer.getLatLngs()[index]));
  return [
    { at: () => latLng(now().center), move: ({ lng, lat }) => set([lng, lat], now().radius) },
    { at: () => latLng(circleRing(now().center, now().radius)[EDGE]), move: ({ lng, lat }) => set(now().center, metres(now().center, [lng, lat])) },
  ];
}

export class CircleHandles {
  // `changed` is called with the layer once a handle is let go.
  constructor(map, changed) {
    this._map = map;
    this._changed = changed;
    this._markers = [];
  }

  show(layers) {
    this.hide();
    for (const layer of layers) {
      if (layer.getRadius) continue; // geoman has the same handles for its own circles
      circlesOf(layer).forEach((circle, index) => circle && this._add(layer, grips(layer, index)));
    }
  }

  hide() {
    for (const marker of this._markers.splice(0)) marker.remove();
  }

  _add(layer, both) {
    const markers = both.map((grip) => this._marker(grip.at()));
    markers.forEach((marker, number) => {
      marker.on("drag", () => {
        both[number].move(marker.getLatLng());
        if (number === 0) markers[1].setLatLng(both[1].at());
      });
      marker.on("dragend", () => this._changed(layer));
    });
    this._markers.push(...markers);
  }

  _marker(at) {
    const icon = L.divIcon({ className: "marker-icon" });
    return L.marker(at, { draggable: true, icon, pmIgnore: true, keyboard: false }).addTo(this._map);
  }
}
