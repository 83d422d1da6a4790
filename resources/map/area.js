// The area on the map. Drag a corner to move it, a dot to add one; double click a corner to remove it. What is round is
// moved by its middle and resized at its edge.

import { CircleHandles } from "./circles.js";
import { Corners } from "./corners.js";
import { circleRing, crossing, ringOf, round } from "./geometry.js";
import { say } from "./channel.js";
import { thin, thinAgain } from "./handles.js";
import { theme } from "./theme.js";

const EDIT = {
  allowSelfIntersection: true, // checked when the corner is released, and undone with a sentence
  snappable: false,
  draggable: false,
  removeVertexOn: "dblclick",
  removeLayerBelowMinVertexCount: false,
  limitMarkersToCount: 1, // any number makes geoman choose; handles.js says which
};

export function areaStyle(extra = {}) {
  return { color: theme.colours.accent, weight: 2, fillColor: theme.colours.accent, fillOpacity: 0.13, interactive: false, ...extra };
}

const latLngs = (ring) => ring.slice(0, same(ring[0], ring.at(-1)) ? -1 : undefined).map(([lon, lat]) => [lat, lon]);
const same = (a, b) => a[0] === b[0] && a[1] === b[1];

export class Area {
  constructor(map) {
    this._map = map;
    this._layers = [];
    this._previews = [];
    this._shown = "[]";
    this._editable = true;
    this._corners = new Corners(map, (layer) => this._redone(layer));
    this._circles = new CircleHandles(map, (layer) => this._redone(layer));
    map.on("zoomend moveend", () => this._layers.forEach(thinAgain));
  }

  // -- by keyboard

  get corner() {
    return this._corners.chosen;
  }

  chooseCorner(by) {
    return this._editable && this._corners.choose(this._layers, by);
  }

  releaseCorner() {
    this._corners.release();
  }

  moveCorner(by) {
    this._corners.move(this._layers, by);
  }

  addCorner() {
    this._corners.add(this._layers);
  }

  removeCorner() {
    this._corners.remove(this._layers);
  }

  // geoman has handles of its own for the corners as they were.
  _redone(layer) {
    layer.pm.disable();
    this._polygon(layer);
    this.editable(this._editable);
    this._corners.refresh(this._layers);
  }

  // A shape as the user has just drawn it, until the program says what the area has become.
  preview(layer) {
    layer.setStyle(areaStyle({ dashArray: "5 5" })).addTo(this._map);
    this._previews.push(layer);
  }

  forgetPreviews() {
    for (const layer of this._previews.splice(0)) layer.remove();
  }

  show(shapes) {
    this.forgetPreviews();
    if (JSON.stringify(shapes) === this._shown) return;
    for (const layer of this._layers) layer.pm.disable(), layer.remove();
    this._shown = JSON.stringify(shapes);
    this._layers = shapes.map((shape, index) => this._layer(shape, index));
    this.editable(this._editable);
    this._corners.refresh(this._layers);
  }

  _layer(shape, index) {
    const layer = shape.center
      ? L.circle([shape.center[1], shape.center[0]], areaStyle({ radius: shape.radius }))
      : L.polygon(shape.rings.map(latLngs), areaStyle());
    layer.fleetIndex = index;
    layer.fleetShape = shape;
    layer.on("pm:edit", () => this._edited(layer));
    layer.addTo(this._map);
    if (!layer.getRadius) thin(layer, this._map);
    return layer;
  }

  editable(on) {
    this._editable = on;
    if (!on) this._corners.release();
    for (const layer of this._layers) {
      if (on) layer.pm.enable(EDIT);
      else layer.pm.disable();
    }
    if (on) this._circles.show(this._layers);
    else this._circles.hide();
  }

  restyle() {
    for (const layer of [...this._layers, ...this._previews]) layer.setStyle(areaStyle());
  }

  // geoman emits several events for one gesture; the last of a frame counts.
  _edited(layer) {
    cancelAnimationFrame(layer.fleetFrame);
    layer.fleetFrame = requestAnimationFrame(() => (layer.getRadius ? this._circle(layer) : this._polygon(layer)));
  }

  _circle(layer) {
    const at = layer.getLatLng();
    const center = [round(at.lng), round(at.lat)];
    const radius = layer.getRadius();
    layer.fleetShape = { rings: [circleRing(center, radius)], center, radius };
    this._remember();
    say("edited_circle", {
      kind: "circle", ring: circleRing(center, radius), mode: "replace", index: layer.fleetIndex, center, radius_m: radius,
    });
  }

  _polygon(layer) {
    const rings = layer.getLatLngs().map(ringOf).filter((ring) => ring.length > 2);
    if (!rings.length || rings.some(crossing)) {
      say("refused", { reason: rings.length ? "crossing" : "few" });
      layer.pm.disable();
      layer.setLatLngs(layer.fleetShape.rings.map(latLngs));
      this.editable(this._editable);
      return;
    }
    layer.fleetShape = { rings: rings.map((ring) => [...ring, ring[0]]) };
    this._remember();
    const [ring, ...holes] = rings;
    say("edited", { kind: "polygon", ring, mode: "replace", index: layer.fleetIndex, holes });
  }

  _remember() {
    this._shown = JSON.stringify(this._layers.map((layer) => layer.fleetShape));
  }
}
