// Places of the form that are not saved yet: pins that can be dragged to where they belong.

import { say } from "./channel.js";

const SIZE = [30, 38];

export class Picked {
  constructor(map) {
    this._map = map;
    this._markers = new Map();
    this._held = ""; // the place that is being dragged
  }

  // Each place is {name, lat, lon}; one that is being dragged is left in the hand.
  show(places) {
    const wanted = new Set(places.map(({ name }) => name));
    for (const [name, marker] of this._markers) if (!wanted.has(name)) marker.remove(), this._markers.delete(name);
    for (const { name, lat, lon } of places) {
      const marker = this._markers.get(name) || this._add(name, lat, lon);
      if (name !== this._held) marker.setLatLng([lat, lon]);
    }
  }

  _add(name, lat, lon) {
    const icon = L.divIcon({ className: `fleet-picked fleet-picked-${name}`, iconSize: SIZE, iconAnchor: [SIZE[0] / 2, SIZE[1]] });
    const marker = L.marker([lat, lon], { draggable: true, icon, keyboard: false, pmIgnore: true }).addTo(this._map);
    marker.on("dragstart", () => (this._held = name));
    marker.on("dragend", () => {
      this._held = "";
      const at = marker.getLatLng().wrap();
      say("picked", { name, lat: at.lat, lon: at.lng });
    });
    this._markers.set(name, marker);
    return marker;
  }
}
