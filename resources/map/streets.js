// The street map that the user chose: images, or vector tiles that are drawn here by our own rules.

import { labelRules, paintRules } from "./street_rules.js";

const FINEST = 19; // the last zoom of the map
const IMAGE_STEP = 0.5;
const KEPT_LABELS = 256; // tiles whose names are kept; the library's own 16 are fewer than a large screen has

export class Streets {
  constructor(map, pane) {
    Object.assign(this, { map, pane, source: null, layer: null, fail: false });
  }

  show(source) {
    this.source = source;
    // Half a zoom would show a drawn tile, and its names, half as large again.
    this.map.options.zoomSnap = source && source.schema ? 1 : IMAGE_STEP;
    this.restyle();
  }

  // Draw anew in the colours, and the size of text, of now.
  restyle() {
    if (this.layer) this.layer.remove();
    this.layer = this.source && this._made(this.source).addTo(this.map);
  }

  _made(source) {
    const { template, min_zoom: minZoom, max_zoom: deepest } = source;
    if (!source.schema) return L.tileLayer(template, { minZoom, maxNativeZoom: deepest, maxZoom: FINEST, keepBuffer: 2, updateWhenIdle: true });
    const layer = protomapsL.leafletLayer({
      url: template, maxDataZoom: deepest, levelDiff: 0, minZoom, maxZoom: FINEST, pane: this.pane, attribution: "",
      keepBuffer: 1, paintRules: paintRules(source.schema), labelRules: labelRules(source.schema, source.language),
    });
    layer.labelers = new protomapsL.Labelers(layer.scratch, layer.labelRules, KEPT_LABELS, layer.onTilesInvalidated);
    return layer;
  }

  // Whether streets are drawn in the middle of the view.
  get covers() {
    const { source, map } = this;
    if (!source || this.fail || map.getZoom() < source.min_zoom) return false;
    if (!source.bounds) return true;
    const [south, west, north, east] = source.bounds;
    const { lat, lng } = map.getCenter().wrap();
    return south <= lat && lat <= north && west <= lng && lng <= east;
  }
}
