// Places in clusters at every zoom, by Supercluster's own rule, in flat arrays so that a fleet that moves is no burden.
//
// From the nearest zoom outward, each item in turn takes in those within the radius that no other has taken; where they
// are too few together, all of them stay as they are. Neighbours come in the order of the items, which does not change
// when they move. Zooms are made when they are looked at.

const NONE = -1;
const WIDER = 1.0001; // looked at a little farther than the radius, so that no rounding hides a neighbour

export class ClusterIndex {
  // `radius` is in pixels of a tile that is `extent` of them wide, `least` the units of a cluster.
  constructor({ radius, extent, least, maxZoom }) {
    Object.assign(this, { _reach: radius / extent, _least: least, _maxZoom: maxZoom });
  }

  // Take over items with x and y on the web map's square; where they are then is remembered.
  load(items) {
    const most = items.length;
    this._items = items;
    this._levels = [];
    this._clusters = 0;
    this._first = new Int32Array(most + 1); // where the children of a cluster begin
    this._zoom = new Uint8Array(most);
    this._children = new Int32Array(2 * most);
    const finest = level(most);
    for (const { x, y } of items) put(finest, Math.fround(x), Math.fround(y), 1, finest.size);
    this._levels[this._maxZoom + 1] = finest;
    return this;
  }

  // Make the zooms from the nearest out to one, a zoom each time it is called.
  *made(zoom) {
    for (let at = this._maxZoom; at >= zoom; at--) yield this._level(at);
  }

  // Call `each` with x, y, the number of units and the node of all that lie in a box, at a whole zoom.
  inBox(zoom, [left, top, right, bottom], each) {
    const { x, y, count, node, size } = this._level(Math.max(0, Math.min(zoom, this._maxZoom + 1)));
    for (let i = 0; i < size; i++) {
      if (x[i] >= left && x[i] <= right && y[i] >= top && y[i] <= bottom) each(x[i], y[i], count[i], node[i]);
    }
  }

  // The item of a node that is no cluster.
  item(node) {
    return this._items[node];
  }

  // Up to so many items of a cluster.
  members(node, most = Infinity) {
    const found = [];
    const open = [node];
    while (open.length && found.length < most) {
      const next = open.pop();
      if (next < this._items.length) found.push(this._items[next]);
      else this._spread(next - this._items.length, open);
    }
    return found;
  }

  // The zoom at which a cluster falls apart.
  expansionZoom(node) {
    return this._zoom[node - this._items.length] + 1;
  }

  _spread(cluster, open) {
    if (cluster >= this._clusters) return;
    for (let i = this._first[cluster + 1] - 1; i >= this._first[cluster]; i--) open.push(this._children[i]);
  }

  _level(zoom) {
    return (this._levels[zoom] ||= this._merged(this._level(zoom + 1), zoom));
  }

  _merged(from, zoom) {
    const reach = this._reach / 2 ** zoom;
    const near = new Near(from, reach);
    const made = level(from.size);
    for (let i = 0; i < from.size; i++) {
      if (near.taken[i]) continue;
      const found = near.take(i);
      const most = near.found;
      let count = from.count[i];
      for (let k = 0; k < most; k++) count += from.count[found[k]];
      if (most && count >= this._least) this._join(made, from, i, found.subarray(0, most), count, zoom);
      else {
        copy(made, from, i);
        for (let k = 0; k < most; k++) copy(made, from, found[k]);
      }
    }
    return made;
  }

  _join(made, from, seed, found, count, zoom) {
    let [x, y] = [from.x[seed] * from.count[seed], from.y[seed] * from.count[seed]];
    let last = this._first[this._clusters];
    this._children[last++] = from.node[seed];
    for (const k of found) {
      x += from.x[k] * from.count[k];
      y += from.y[k] * from.count[k];
      this._children[last++] = from.node[k];
    }
    this._zoom[this._clusters] = zoom;
    put(made, x / count, y / count, count, this._items.length + this._clusters);
    this._first[++this._clusters] = last;
  }
}

function level(most) {
  return {
    size: 0, x: new Float64Array(most), y: new Float64Array(most), count: new Int32Array(most), node: new Int32Array(most),
  };
}

function put(to, x, y, count, node) {
  const at = to.size++;
  to.x[at] = x;
  to.y[at] = y;
  to.count[at] = count;
  to.node[at] = node;
}

function copy(to, from, i) {
  put(to, from.x[i], from.y[i], from.count[i], from.node[i]);
}

// What lies within reach of an item and was not taken yet, by chains of items in hashed cells.
class Near {
  constructor({ x, y, size }, reach) {
    Object.assign(this, { _x: x, _y: y, _square: reach * reach, _around: reach * WIDER, taken: new Uint8Array(size), _near: new Int32Array(size), found: 0 });
    this._scale = 1 / (2 * this._around); // cells so wide that what is near lies in four at most
    this._fx = Float32Array.from(x.subarray(0, size)); // Supercluster looks neighbours up by numbers so short
    this._fy = Float32Array.from(y.subarray(0, size));
    this._across = new Int32Array(size);
    this._down = new Int32Array(size);
    this._next = new Int32Array(size);
    this._mask = 2 ** Math.ceil(Math.log2(4 * size + 4)) - 1;
    this._heads = new Int32Array(this._mask + 1).fill(NONE);
    for (let i = size - 1; i >= 0; i--) {
      const across = (this._across[i] = Math.floor(this._fx[i] * this._scale));
      const down = (this._down[i] = Math.floor(this._fy[i] * this._scale));
      const head = hash(across, down) & this._mask;
      this._next[i] = this._heads[head];
      this._heads[head] = i;
    }
  }

  // Take an item and what is near it; return the latter in the order of the items: the first `found` of the list.
  take(item) {
    const { _near: near, _heads: heads, _mask: mask, taken } = this;
    this.found = 0;
    taken[item] = 1;
    const { _around: around, _scale: scale } = this;
    const x = this._x[item];
    const y = this._y[item];
    const right = Math.floor((x + around) * scale);
    const bottom = Math.floor((y + around) * scale);
    for (let i = Math.floor((x - around) * scale); i <= right; i++) {
      for (let j = Math.floor((y - around) * scale); j <= bottom; j++) {
        const head = heads[hash(i, j) & mask];
        if (head !== NONE) this._look(item, head, i, j);
      }
    }
    if (this.found > 1) near.subarray(0, this.found).sort();
    for (let k = 0; k < this.found; k++) taken[near[k]] = 1;
    return near;
  }

  _look(item, head, across, down) {
    const { _across, _down, _next, _fx, _fy, _square, taken } = this;
    const x = this._x[item];
    const y = this._y[item];
    for (let k = head; k !== NONE; k = _next[k]) {
      if (taken[k] || _across[k] !== across || _down[k] !== down) continue;
      const dx = _fx[k] - x;
      const dy = _fy[k] - y;
      if (dx * dx + dy * dy <= _square) this._near[this.found++] = k;
    }
  }
}

function hash(across, down) {
  const mixed = Math.imul(across, 0x9e3779b1) ^ Math.imul(down, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
