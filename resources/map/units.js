// The fleet as the page knows it, and what of it is in view: single units and clusters.

import { Clustered } from "./clustered.js";
import { boxOf, mercator } from "./geometry.js";
import { clusterRadius } from "./markers.js";
import { spiderfy } from "./spiderfy.js";
import { limits, theme } from "./theme.js";

const LEAST = 6; // units of a cluster
const MOST_APART = 25;
const GLIDE_MS = 700;

// Supercluster copies these flat objects shallowly, so each state has numbers of its own: of its units, and of what is
// to be seen of them where they are faded.
function inStates({ state, fade }, chosen) {
  const seen = theme.fades[fade] ?? 1;
  const [s0, s1, s2, s3] = [+(state === 0), +(state === 1), +(state === 2), +(state === 3)];
  return { s0, s1, s2, s3, f0: s0 * seen, f1: s1 * seen, f2: s2 * seen, f3: s3 * seen, chosen };
}

function add(total, more) {
  total.s0 += more.s0;
  total.s1 += more.s1;
  total.s2 += more.s2;
  total.s3 += more.s3;
  total.f0 += more.f0;
  total.f1 += more.f1;
  total.f2 += more.f2;
  total.f3 += more.f3;
  total.chosen += more.chosen;
}

export class Units extends Clustered {
  constructor() {
    super("units");
    this.only = null;
  }

  replace(rows) {
    const before = this.byKey;
    this.byKey = new Map();
    for (const row of rows) this._put(row, before.get(row[0]));
    this._index = null;
  }

  change(rows, gone) {
    for (const row of rows) this._put(row, this.byKey.get(row[0]));
    for (const key of gone) this.byKey.delete(key);
    this._index = null;
  }

  filter(keys) {
    this.only = keys && new Set(keys);
    this._index = null;
  }

  // Names are measured anew in a text of another size.
  forgetWidths() {
    for (const unit of this.byKey.values()) unit.width = 0;
    this._index = null;
  }

  _put([key, lat, lon, state, heading, fade, label, detail, flags], old) {
    const [x, y] = mercator(lat, lon);
    const unit = { key, lat, lon, x, y, state, heading, fade, label, detail, flags };
    unit.person = Boolean(flags & 1);
    unit.suspect = Boolean(flags & 2);
    if (old && (old.x !== x || old.y !== y)) unit.from = { x: old.x, y: old.y, at: performance.now() };
    this.byKey.set(key, unit);
  }

  // The place to draw the unit at now: it glides from its last place for a moment, unless that is far away.
  place(unit, now, scale) {
    if (!unit.from) return unit;
    const share = (now - unit.from.at) / GLIDE_MS;
    const far = Math.max(Math.abs(unit.x - unit.from.x), Math.abs(unit.y - unit.from.y)) * scale;
    if (share >= 1 || far > 120 || far < 0.5) {
      unit.from = null;
      return unit;
    }
    const eased = 1 - (1 - share) ** 3;
    return { x: unit.from.x + (unit.x - unit.from.x) * eased, y: unit.from.y + (unit.y - unit.from.y) * eased };
  }

  shown(unit) {
    return !this.only || this.only.has(unit.key);
  }

  // Everything to draw: {units, clusters, dimmed}, each with its place in pixels of the view.
  inView(zoom, topLeft, size) {
    const scale = 256 * 2 ** zoom;
    const now = performance.now();
    const view = { scale, topLeft, size, now, moving: false };
    const found = { units: [], clusters: [], dimmed: [], moving: false };
    const near = zoom > limits.cluster_zoom + 0.9;
    if (near || !this.clustered) {
      for (const unit of this.byKey.values()) if (this.shown(unit)) this._unit(unit, view, found.units);
      if (near) spiderfy(found.units);
    } else this._clustered(zoom, view, found);
    if (this.only) for (const unit of this.byKey.values()) if (!this.only.has(unit.key)) this._unit(unit, view, found.dimmed);
    found.moving = view.moving;
    return found;
  }

  _clustered(zoom, view, found) {
    for (const feature of this._build().getClusters(boxOf(view, 40), Math.floor(zoom))) {
      const { properties } = feature;
      if (properties.cluster) found.clusters.push(this._cluster(feature, view));
      else this._unit(this.byKey.get(properties.key), view, found.units);
    }
    for (const key of this.selected.size > MOST_APART ? [] : this.selected) {
      const unit = this.byKey.get(key);
      if (unit && this.shown(unit)) this._unit(unit, view, found.units);
    }
  }

  _unit(unit, view, list) {
    const place = this.place(unit, view.now, view.scale);
    if (unit.from) view.moving = true;
    const x = place.x * view.scale - view.topLeft.x;
    const y = place.y * view.scale - view.topLeft.y;
    if (x > -20 && y > -20 && x < view.size.x + 20 && y < view.size.y + 20) list.push({ unit, x, y });
  }

  _cluster(feature, view) {
    const [lon, lat] = feature.geometry.coordinates;
    const [x, y] = mercator(lat, lon);
    const { cluster_id: id, point_count: count, s0, s1, s2, s3, f0, f1, f2, f3, chosen } = feature.properties;
    return {
      id, count, chosen, of: this, counts: [s0, s1, s2, s3], seen: [f0, f1, f2, f3], lat, lon, radius: clusterRadius(count),
      x: x * view.scale - view.topLeft.x, y: y * view.scale - view.topLeft.y,
    };
  }

  // Of a few selected units none is in a cluster; of many, clusters say that they hold some.
  _single(unit) {
    return (this.selected.has(unit.key) && this.selected.size <= MOST_APART) || !this.shown(unit);
  }

  _options() {
    return { minPoints: LEAST, map: (unit) => inStates(unit, +this.selected.has(unit.key)), reduce: add };
  }
}
