// Items at places that become clusters where they lie together, by an index that is built anew after a change.

import { limits } from "./theme.js";

export const OPTIONS = { radius: 34, extent: 256 };

export class Clustered {
  // `counted` names the words for so many of them.
  constructor(counted) {
    this.byKey = new Map();
    this.selected = new Set();
    this.clustered = true;
    this.counted = counted;
    this._index = null;
  }

  select(keys) {
    this.selected = new Set(keys);
    this._index = null;
  }

  // Up to so many items of a cluster.
  members(cluster, most) {
    return this._build().getLeaves(cluster.id, most).map((feature) => this.byKey.get(feature.properties.key));
  }

  expansionZoom(cluster) {
    return this._build().getClusterExpansionZoom(cluster.id);
  }

  // What is drawn by itself is not in the index; `_options` are Supercluster's, beside those that hold for all.
  _build() {
    if (this._index) return this._index;
    const features = [];
    for (const item of this.byKey.values()) {
      if (this._single(item)) continue;
      features.push({ type: "Feature", properties: item, geometry: { type: "Point", coordinates: [item.lon, item.lat] } });
    }
    this._index = new Supercluster({ ...OPTIONS, maxZoom: limits.cluster_zoom, ...this._options() }).load(features);
    return this._index;
  }
}
