// What a layer has drawn, in coarse cells, so that what lies under the pointer is found without looking at all of it.

const CELL = 32;

export class Cells {
  constructor() {
    this._cells = new Map();
  }

  clear() {
    this._cells.clear();
  }

  // Remember an item that is hit within `reach` pixels of a place; `behind` lets others be nearer.
  add(item, x, y, reach, behind = 0) {
    const entry = { item, x, y, reach, behind };
    for (let i = Math.floor((x - reach) / CELL); i <= (x + reach) / CELL; i++) {
      for (let j = Math.floor((y - reach) / CELL); j <= (y + reach) / CELL; j++) {
        const cell = i * 65536 + j;
        this._cells.has(cell) ? this._cells.get(cell).push(entry) : this._cells.set(cell, [entry]);
      }
    }
  }

  // The nearest item there as {item, far}, or null.
  at({ x, y }) {
    let best = null;
    for (const each of this._cells.get(Math.floor(x / CELL) * 65536 + Math.floor(y / CELL)) || []) {
      const distance = Math.hypot(each.x - x, each.y - y);
      const far = distance + each.behind;
      if (distance <= each.reach && far < (best ? best.far : Infinity)) best = { item: each.item, far };
    }
    return best;
  }
}
