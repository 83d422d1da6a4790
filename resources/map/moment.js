// Where a unit was at the moment that the charts are pointed at.

const SIZE = 18;

export class Moment {
  constructor(map) {
    this._map = map;
    this._marker = null;
  }

  // A place is [lat, lon]; null takes the mark away.
  show(place) {
    if (!place) {
      this._marker?.remove();
      this._marker = null;
    } else if (this._marker) this._marker.setLatLng(place);
    else {
      const icon = L.divIcon({ className: "fleet-moment", iconSize: [SIZE, SIZE] });
      this._marker = L.marker(place, { icon, interactive: false, keyboard: false, zIndexOffset: 1000 }).addTo(this._map);
    }
  }
}
