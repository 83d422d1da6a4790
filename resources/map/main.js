// Put the page together around the map that folium made, and carry out the messages of the program.

import { Area } from "./area.js";
import { Backdrop } from "./backdrop.js";
import { Draw } from "./draw.js";
import { Hover } from "./hover.js";
import { UnitLayer } from "./layer.js";
import { listen, say } from "./channel.js";
import { Keyboard } from "./keyboard.js";
import { distance, setLimits, setTheme, setWords } from "./theme.js";
import { Pointer } from "./pointer.js";
import { Streets } from "./streets.js";
import { forgetMarkers } from "./markers.js";
import { forgetPins } from "./pins.js";
import { Moment } from "./moment.js";
import { NotLive } from "./not_live.js";
import { Picked } from "./picked.js";
import { Places } from "./places.js";
import { Replay } from "./replay.js";
import { Ruler } from "./ruler.js";
import { SavedAreas } from "./saved_areas.js";
import { TaskLayer } from "./task_layer.js";
import { Tasks } from "./tasks.js";
import { Track } from "./track.js";
import { Units } from "./units.js";

const map = window.map_fleet;
map.options.minZoom = 3; // or a layer's own first zoom would move the map there
map.options.maxZoom = 19;
const pane = (name, level) => Object.assign(map.createPane(name).style, { zIndex: level, pointerEvents: "none" });
pane("backdrop", 150);
pane("streets", 250);
pane("areas", 420);
pane("track", 430);
pane("tasks", 440);
pane("fleet", 450);
pane("replay", 460);

const units = new Units(redraw);
const streets = new Streets(map, "streets");
const tasks = new Tasks();
const savedAreas = new SavedAreas("areas").addTo(map);
const placeLayer = new Places("areas").addTo(map);
const track = new Track("track").addTo(map);
const taskLayer = new TaskLayer("tasks", tasks, units).addTo(map);
const layer = new UnitLayer("fleet", units).addTo(map);
const backdrop = new Backdrop("backdrop", streets).addTo(map); // drawn after the markers, which the names of towns keep clear of
backdrop.above = layer;
const area = new Area(map);
const hover = new Hover(map);
const draw = new Draw(map, area, new Ruler(map));
const pointer = new Pointer(map, [layer, taskLayer], draw, hover);
const notLive = new NotLive(map);
const replay = new Replay("replay", notLive, showPast).addTo(map);
const moment = new Moment(map);
const picked = new Picked(map);
const keyboard = new Keyboard(map, draw, area);

const Scale = L.Control.Scale.extend({
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    this._updateScale(this._mScale, distance(metres), metres / most);
  },
});
const scale = new Scale({ imperial: false, maxWidth: 110 }).addTo(map);

const credits = document.createElement("div");
credits.className = "fleet-credits";
map.getContainer().append(credits);

let followed = null;

function changeTheme(sent) {
  setTheme(sent);
  forgetMarkers();
  forgetPins();
  units.forgetWidths();
  backdrop.forgetWidths();
  area.restyle();
  backdrop.redraw();
  streets.restyle();
  savedAreas.redraw();
  placeLayer.redraw();
  track.redraw();
  replay.redraw();
}

// Units, tasks and tracks step aside for a replay.
function showPast(on) {
  pointer.rest(on);
  for (const each of [layer, taskLayer, track]) {
    each.hidden = on;
    each.redraw();
  }
}

function changeLayers({ names, clusters }) {
  layer.names = names;
  units.clustered = tasks.clustered = clusters;
}

function changeTool(name) {
  draw.set(name);
  keyboard.rest();
}

function changeWords(sent) {
  setWords(sent);
  scale._update();
}

function showStreets(source) {
  streets.show(source);
  backdrop.redraw();
  credits.textContent = ["Natural Earth", "GeoNames", ...(source ? [source.attribution] : [])].join(" · ");
}

function streetsFail(fail) {
  if (streets.fail && !fail) streets.restyle(); // what was missing is asked for again
  streets.fail = fail;
  backdrop.redraw();
}

// Jump there with the first message; later move there. Leaflet ignores what is wanted while it animates a zoom.
function go(place, message) {
  if (map._animatingZoom) map.once("zoomend", () => go(place, message));
  else move(place, message);
}

function move({ lat, lon, zoom, bounds, fleet }, { units: first }) {
  const animate = first ? false : undefined;
  if (fleet) bounds = fleetBounds();
  if (bounds) map.fitBounds([[bounds[0], bounds[1]], [bounds[2], bounds[3]]], { padding: [48, 48], maxZoom: 14, animate });
  else if (lat !== undefined) map.setView([lat, lon], zoom ?? map.getZoom(), { animate });
}

function fleetBounds() {
  const box = [90, 180, -90, -180];
  for (const { lat, lon, suspect } of units.byKey.values()) {
    if (suspect) continue;
    box[0] = Math.min(box[0], lat);
    box[1] = Math.min(box[1], lon);
    box[2] = Math.max(box[2], lat);
    box[3] = Math.max(box[3], lon);
  }
  return box[0] <= box[2] ? box : null;
}

function follow() {
  const unit = followed !== null && units.byKey.get(followed);
  if (unit && !replay.on) map.panTo([unit.lat, unit.lon], { animate: true, duration: 0.5 });
}

map.on("dragstart", () => {
  if (followed === null) return;
  followed = null;
  say("follow_ended");
});

let told = 0;
function tellView() {
  clearTimeout(told);
  told = setTimeout(() => {
    const { lat, lng } = map.getCenter().wrap();
    say("view", { lat, lon: lng, zoom: map.getZoom() });
  }, 50);
}
map.on("moveend", tellView);

const ORDERS = {
  limits: setLimits, words: changeWords, theme: changeTheme, tiles: showStreets, filter: (keys) => units.filter(keys), selection: (keys) => units.select(keys),
  streets_fail: streetsFail,
  units: (sent) => units.replace(sent), area: (shapes) => area.show(shapes), tool: changeTool, view: go,
  mode: (name) => (draw.mode = name), aim: (on) => keyboard.aim(on),
  focus: (on) => map.getContainer().classList.toggle("fleet-focus", on),
  follow: (key) => (followed = key), keys: (on) => (draw.keys = on), ...taskLayer.orders,
  layers: changeLayers, saved_areas: (areas) => savedAreas.show(areas), places: (listed) => placeLayer.show(listed), found: (place) => placeLayer.find(place),
  picked: (places) => picked.show(places), hovered: (lines) => hover.tell(lines), track: (sent) => track.show(sent),
  moment: (place) => moment.show(place), replay_ways: (ways) => replay.showWays(ways), replay: (sent) => replay.show(sent), past: (words) => notLive.say("past", words),
};

// The vehicles, and the names of towns where clusters are elsewhere now.
function redraw() {
  if (layer.hidden) return;
  const before = layer.clusterPlaces();
  layer.redraw();
  if (layer.clusterPlaces() !== before) backdrop.later();
}

listen((message) => {
  const start = performance.now();
  for (const [name, order] of Object.entries(ORDERS)) if (name in message) order(message[name], message);
  if (message.changed) units.change(message.changed, message.gone);
  if (message.units || message.changed || message.follow) follow();
  if (message.units) tellView();
  // A message with only its number asks whether the page still works as the map.
  taskLayer.hear(message);
  if (Object.keys(message).length > 1) redraw();
  else if (window.map_fleet !== map || !map.listens("click") || !map.listens("moveend")) return;
  say("ack", { seq: message.seq, units: units.byKey.size, ms: Math.round((performance.now() - start) * 100) / 100 });
});

backdrop.load();
map.getContainer().focus({ preventScroll: true });
