// The drawing tools, one at a time, and their keys.

import { areaStyle } from "./area.js";
import { Freehand } from "./freehand.js";
import { crossing, ringOf } from "./geometry.js";
import { say } from "./channel.js";
import { limits, theme } from "./theme.js";

const KEYS = { p: "polygon", l: "lasso", r: "rectangle", c: "circle", m: "ruler" };
const QUIET_MS = 400; // the rest of the double click that closed a shape is not a click on the map

export class Draw {
  constructor(map, area, ruler) {
    this._map = map;
    this._ruler = ruler;
    this._area = area;
    this.tool = "select";
    this.keys = true; // whether single keys choose a tool
    this.mode = "replace"; // what a shape does with the area where no key is held
    this._endedAt = -Infinity;
    this._hands = {};
    this._freehand = new Freehand(map, (...shape) => this._made(...shape));
    this._guardPolygon();
    map.on("pm:create", (event) => this._polygon(event.layer));
    for (const name of ["mousedown", "mouseup", "click", "keydown", "keyup"]) {
      window.addEventListener(name, (event) => (this._hands = event), true);
    }
    document.addEventListener("keydown", (event) => this._key(event));
  }

  get busy() {
    return this.tool !== "select" || this._freehand.busy || performance.now() - this._endedAt < QUIET_MS;
  }

  // Whether a shape that one drag makes is under way.
  get held() {
    return this._freehand.busy;
  }

  set(tool) {
    this._map.pm.disableDraw();
    this._freehand.stop();
    this.tool = tool;
    if (tool !== "select") this._area.forgetPreviews();
    this._area.editable(tool === "select");
    this._map.getContainer().dataset.tool = tool;
    this._ruler.set(tool === "ruler");
    if (tool === "polygon") this._startPolygon();
    else if (tool !== "select" && tool !== "ruler") this._freehand.start(tool);
  }

  // Like set(), and tell the program.
  choose(tool) {
    this.set(tool);
    say("tool", { name: tool });
  }

  _startPolygon() {
    this._map.pm.enableDraw("Polygon", {
      snappable: false, allowSelfIntersection: true, finishOn: "dblclick", continueDrawing: false, tooltips: false,
      cursorMarker: false, templineStyle: { color: theme.colours.accent, weight: 2 },
      hintlineStyle: { color: theme.colours.accent, weight: 1.5, dashArray: "5 5" }, pathOptions: areaStyle(),
    });
  }

  // geoman closes without asking; an outline that crosses itself stays open here, so that a corner can be taken back.
  _guardPolygon() {
    const polygon = this._map.pm.Draw.Polygon;
    const finish = polygon._finishShape;
    polygon._finishShape = function (event) {
      const ring = ringOf(this._layer.getLatLngs());
      const reason = ring.length < 3 ? "few" : ring.length >= limits.corners ? "many" : crossing(ring) ? "crossing" : null;
      if (reason) say("refused", { reason });
      else finish.call(this, event);
    };
  }

  _polygon(layer) {
    const ring = ringOf(layer.getLatLngs()[0]);
    layer.pm.disable();
    layer.remove();
    this._tell("shape", "polygon", { ring }, L.polygon(ring.map(([lon, lat]) => [lat, lon])));
  }

  _made(kind, shape, layer, event) {
    this._hands = event;
    if (kind === "box") return this._boxed(shape, event);
    if (!shape) return say("refused", { reason: "small" });
    return this._tell(kind === "circle" ? "circle" : "shape", kind, shape, layer);
  }

  _boxed(shape, event) {
    if (!shape) return;
    this._endedAt = performance.now();
    const lons = shape.ring.map((point) => point[0]);
    const lats = shape.ring.map((point) => point[1]);
    const mode = event.altKey ? "subtract" : event.ctrlKey || event.metaKey ? "add" : "replace";
    say("box", {
      south: Math.min(...lats), west: Math.min(...lons), north: Math.max(...lats), east: Math.max(...lons), mode,
    });
  }

  _tell(name, kind, shape, layer) {
    const mode = this._hands.altKey ? "subtract" : this._hands.shiftKey ? "add" : this.mode;
    this._endedAt = performance.now();
    if (layer) this._area.preview(layer);
    say(name, { kind, mode, ...shape });
    this.choose("select");
  }

  _key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this._giveUp();
    else if (event.key === "Backspace") this._takeBack();
    else if (event.key === "Enter") this.close();
    else if (this.keys && KEYS[event.key.toLowerCase()]) this.choose(KEYS[event.key.toLowerCase()]);
  }

  _giveUp() {
    if (this.tool === "select") return this._freehand.cancel();
    this._endedAt = performance.now();
    return this.choose("select");
  }

  _takeBack() {
    if (this.tool === "ruler") return this._ruler.takeBack();
    if (this.tool !== "polygon") return this._freehand.cancel();
    const polygon = this._map.pm.Draw.Polygon;
    if (polygon._layer && polygon._layer.getLatLngs().length > 1) return polygon._removeLastVertex();
    return this.set("polygon"); // geoman would end the tool with its last corner
  }

  // Close the polygon that is being drawn.
  close() {
    const polygon = this._map.pm.Draw.Polygon;
    if (this.tool === "polygon" && polygon._layer) polygon._finishShape();
  }
}
