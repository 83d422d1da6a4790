// The outlines and names of saved areas, faint below everything that moves.

import { CanvasLayer, haloed } from "./canvas.js";
import { mercator } from "./geometry.js";
import { FONT, textPx, theme } from "./theme.js";

const LONGEST = 32; // letters of a name

export const SavedAreas = CanvasLayer.extend({
  initialize(pane) {
    CanvasLayer.prototype.initialize.call(this, pane, 0.2);
    this._areas = [];
  },

  // Each area is [name, rings of [lon, lat]].
  show(areas) {
    this._areas = areas.map(([name, rings]) => ({
      name: name.slice(0, LONGEST), rings: rings.map((ring) => ring.map(([lon, lat]) => mercator(lat, lon))),
    }));
    this.redraw();
  },

  paint(context, size, topLeft) {
    const scale = 256 * 2 ** this._map.getZoom();
    const pixel = ([x, y]) => [x * scale - topLeft.x, y * scale - topLeft.y];
    const drawn = this._areas.map(({ name, rings }) => ({ name, rings: rings.map((ring) => ring.map(pixel)) }));
    for (const area of drawn) this._outline(context, area.rings);
    for (const area of drawn) this._name(context, area);
  },

  _outline(context, rings) {
    context.beginPath();
    for (const ring of rings) {
      ring.forEach((point, number) => (number ? context.lineTo(...point) : context.moveTo(...point)));
      context.closePath();
    }
    context.fillStyle = theme.colours.town;
    context.globalAlpha = 0.06;
    context.fill("evenodd");
    context.globalAlpha = 1;
    context.strokeStyle = theme.colours.town;
    context.lineWidth = 1.2;
    context.stroke();
  },

  // Below the uppermost corner, where there is room inside for it.
  _name(context, { name, rings }) {
    const top = rings.flat().reduce((best, point) => (point[1] < best[1] ? point : best));
    const lefts = rings.flat().map(([x]) => x);
    context.font = `500 ${textPx(0.85)}px ${FONT}`;
    if (context.measureText(name).width > Math.max(...lefts) - Math.min(...lefts)) return;
    context.textAlign = "center";
    context.textBaseline = "top";
    haloed(context, name, [top[0], top[1] + 6], theme.colours.town);
    context.textAlign = "left";
  },
});
