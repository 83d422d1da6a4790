// The box beside the pointer: label and detail of a unit or task, or what is in a cluster. Text only, never HTML.

import { counted, words } from "./theme.js";

const MOST = 8;
const ROOM_OF_TOOLS = 56; // pixels

export class Hover {
  constructor(map) {
    this._map = map;
    this._box = document.createElement("div");
    this._box.className = "fleet-hover";
    this._box.hidden = true;
    this._box.setAttribute("role", "tooltip");
    this._shown = null; // the unit that the box is of
    this._told = []; // the key of a unit, and what the program says of it
    map.getContainer().append(this._box);
  }

  show(item, point) {
    this._shown = item.unit || null;
    this._box.replaceChildren(...this._lines(item));
    this._box.hidden = false;
    this._point = point;
    this._place(point);
  }

  // Words come when the pointer is over the unit already.
  tell(told) {
    this._told = told;
    if (this._box.hidden || !this._shown || this._shown.key !== told[0]) return;
    this._box.replaceChildren(...this._lines({ unit: this._shown }));
    this._place(this._point);
  }

  _place(point) {
    const size = this._map.getSize();
    const { offsetWidth: wide, offsetHeight: tall } = this._box;
    const before = point.x - 12 - wide;
    // Beside the pointer where there is room, else at the right edge: the tools lie over the left one.
    const left = point.x + 16 + wide <= size.x ? point.x + 16 : before >= ROOM_OF_TOOLS ? before : size.x - wide - 4;
    const top = Math.min(point.y + 14, size.y - tall - 6);
    this._box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  hide() {
    this._box.hidden = true;
  }

  _lines(item) {
    const one = item.unit || item.task;
    if (one) {
      const [key, ...told] = this._told;
      const details = item.task ? [one.detail] : one.key === key ? told : [];
      return [line("fleet-hover-name", one.label), ...details.map((each) => line("fleet-hover-detail", each))];
    }
    const members = item.of.members(item, MOST);
    const lines = members.map((each) => line("fleet-hover-member", each.label));
    lines.unshift(line("fleet-hover-name", counted(words[item.of.counted], item.count)));
    const more = item.count - members.length;
    if (more > 0) lines.push(line("fleet-hover-detail", counted(words.more, more)));
    return lines;
  }
}

function line(kind, text) {
  const part = document.createElement("div");
  part.className = kind;
  part.textContent = text;
  return part;
}
