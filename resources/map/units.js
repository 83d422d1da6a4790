// The fleet as the page knows it, and what of it is in view: single units and clusters.

import { ClusterIndex } from "./cluster_index.js";
import { Clustered, OPTIONS } from "./clustered.js";
import { mercator, placeOf } from "./geometry.js";
import { clusterRadius } from "./markers.js";
import { spiderfy } from "./spiderfy.js";
import { limits, theme } from "./theme.js";

const LEAST = 6; // units of a cluster
const MOST_APART = 25;
const GLIDE_MS = 700;
const PER_DEGREE = 1e6; // places come in millionths of a degree
const BESIDE = 40; // pixels beside the view within which a cluster may reach into it
const DRIFT = 4; // pixels that units may be from where they were when the clusters were made
const MANY = 2000; // clusters of more units are made a zoom at a time, those before being shown meanwhile

// The whole numbers of 32 bits that a text in base64 holds.
function numbers(text) {
  const bytes = atob(text);
  const made = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) made[i] = bytes.charCodeAt(i);
  return new Int32Array(made.buffer);
}

// The units of a cluster in each state, what is to be seen of them where they are faded, and whether any is selected.
function totalsOf(units, selected) {
  const totals = { counts: [0, 0, 0, 0], seen: [0, 0, 0, 0], chosen: 0 };
  for (const { key, state, fade } of units) {
    totals.counts[state] += 1;
    totals.seen[state] += theme.fades[fade] ?? 1;
    totals.chosen += +selected.has(key);
  }
  return totals;
}

function blank(key) {
  return {
    key, lat: NaN, lon: NaN, x: 0, y: 0, look: -1, state: -1, heading: -1, fade: -1, label: "", flags: 0, person: false,
    suspect: false, from: null, width: 0, builtX: 0, builtY: 0,
  };
}

// Signs that lie on each other lie as on a table that is looked at from the south, and so do not change places.
function southernLast(one, other) {
  return one.y - other.y || (one.unit.key < other.unit.key ? -1 : 1);
}

export class Units extends Clustered {
  // `redraw` is called when clusters have been made anew that were not waited for.
  constructor(redraw) {
    super("units");
    this.only = null;
    this._redraw = redraw;
    this._scale = 0; // and the box: what was drawn last
    this._box = [0, 0, 1, 1];
    this._drift = 0; // how far one of them is at most from where it was when the clusters were made
    this._making = null; // the clusters that are being made
    this._totals = new Map(); // of the clusters that were in view since
    this._numbered = []; // by the numbers that the program knows them by
  }

  replace({ named, looks }) {
    const before = this.byKey;
    this.byKey = new Map();
    this._numbered = [];
    this._name(named, before);
    this._put(looks);
    this._forget();
  }

  // Only what moves among clusters makes them anew; another look changes what they add up to.
  change({ named, looks }, gone) {
    for (const key of gone) if (this.byKey.delete(key)) this._forget();
    this._name(named, this.byKey);
    this._put(looks);
  }

  // Make the clusters anew when they are wanted next.
  _forget() {
    this._index = this._making = null;
  }

  // Who is selected now is drawn apart at once; that clusters hold others by it can wait for what draws next.
  select(keys) {
    this.selected = new Set(keys);
    this._totals.clear();
    this._making = null;
    this._drift = Infinity;
  }

  _name(named, before) {
    for (const [number, key, label] of named) {
      const unit = before.get(key) || blank(key);
      if (unit.label !== label) unit.width = 0;
      unit.label = label;
      this._numbered[number] = unit;
      this.byKey.set(key, unit);
    }
  }

  filter(keys) {
    this.only = keys && new Set(keys);
    this._forget();
  }

  // Names are measured anew in a text of another size.
  forgetWidths() {
    for (const unit of this.byKey.values()) unit.width = 0;
    this._totals.clear(); // the fades may be others
  }

  // Take over where units are and what they look like, four numbers each.
  _put(looks) {
    const cells = numbers(looks);
    const now = performance.now();
    for (let i = 0; i < cells.length; i += 4) {
      const unit = this._numbered[cells[i]];
      const [lat, lon] = [cells[i + 1] / PER_DEGREE, cells[i + 2] / PER_DEGREE];
      if (unit.lat !== lat || unit.lon !== lon) {
        const [x, y] = mercator(lat, lon);
        unit.from = unit.look !== -1 && this._seen(x - unit.x, y - unit.y, unit) ? { x: unit.x, y: unit.y, at: now } : null;
        [unit.lat, unit.lon, unit.x, unit.y] = [lat, lon, x, y];
        if (unit.look === -1) this._forget();
        else if (!this._single(unit)) this._drift = Math.max(this._drift, Math.abs(unit.x - unit.builtX), Math.abs(unit.y - unit.builtY));
      }
      if (unit.look !== cells[i + 3]) this._look(unit, cells[i + 3]);
    }
  }

  // Whether a move of a unit can be seen: in the view that was drawn last, and by half a pixel or more.
  _seen(across, down, { x, y }) {
    if (Math.max(Math.abs(across), Math.abs(down)) * this._scale < 0.5) return false;
    const [left, top, right, bottom] = this._box;
    return x >= left && x <= right && y >= top && y <= bottom;
  }

  // What a unit looks like, which is one number: state, fade, flags, and heading + 1 (0 unknown).
  _look(unit, look) {
    const [state, fade] = [look & 3, (look >> 2) & 3];
    if (state !== unit.state || fade !== unit.fade) this._totals.clear();
    Object.assign(unit, { look, state, fade, flags: (look >> 4) & 7, heading: (look >> 7) - 1 });
    unit.person = Boolean(unit.flags & 1);
    unit.suspect = Boolean(unit.flags & 2);
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
    const scale = (this._scale = 256 * 2 ** zoom);
    const around = (at, wide) => [(at - BESIDE) / scale, (at + wide + BESIDE) / scale];
    const [[left, right], [top, bottom]] = [around(topLeft.x, size.x), around(topLeft.y, size.y)];
    this._box = [left, top, right, bottom];
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
    if (this._index && this._drift * view.scale > DRIFT) this._renew(Math.floor(zoom));
    const index = this._build();
    index.inBox(Math.floor(zoom), this._box, (x, y, count, node) => {
      if (count > 1) found.clusters.push(this._cluster(node, count, x, y, view));
      else this._unit(index.item(node), view, found.units);
    });
    found.units.sort(southernLast); // in the index they lie in an order that changes with it
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

  _cluster(id, count, x, y, view) {
    let totals = this._totals.get(id);
    if (!totals) this._totals.set(id, (totals = totalsOf(this._build().members(id), this.selected)));
    return {
      ...totals, id, count, of: this, ...placeOf(x, y), radius: clusterRadius(count),
      x: x * view.scale - view.topLeft.x, y: y * view.scale - view.topLeft.y,
    };
  }

  members(cluster, most) {
    return this._build().members(cluster.id, most);
  }

  expansionZoom(cluster) {
    return this._build().expansionZoom(cluster.id);
  }

  // Of a few selected units none is in a cluster; of many, clusters say that they hold some.
  _single(unit) {
    return (this.selected.has(unit.key) && this.selected.size <= MOST_APART) || !this.shown(unit);
  }

  _build() {
    if (!this._index) this._take(this._begin());
    return this._index;
  }

  // Begin clusters of all that are not drawn by themselves, where they are now.
  _begin() {
    const together = Array.from(this.byKey.values()).filter((unit) => !this._single(unit));
    for (const unit of together) [unit.builtX, unit.builtY] = [unit.x, unit.y];
    this._drift = 0;
    return new ClusterIndex({ ...OPTIONS, least: LEAST, maxZoom: limits.cluster_zoom }).load(together);
  }

  _take(index) {
    this._totals.clear();
    this._index = index;
    this._making = null;
  }

  // Make the clusters anew: at once, or for many units between other work, for the zoom in view.
  _renew(zoom) {
    if (this.byKey.size <= MANY) this._index = null;
    else if (!this._making) {
      const index = (this._making = this._begin());
      this._makeOn(index, index.made(zoom));
    }
  }

  _makeOn(index, levels) {
    setTimeout(() => {
      if (index !== this._making) return; // what is among them has changed meanwhile
      if (!levels.next().done) this._makeOn(index, levels);
      else {
        this._take(index);
        this._redraw();
      }
    });
  }
}
