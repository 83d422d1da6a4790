// The script of a map that was saved as a web page: draws what the page's data tells. Words go in as text alone.
"use strict";

(() => {
  const told = JSON.parse(document.getElementById("told").textContent);
  const colours = told.colours;
  const NAMED_FROM = 9; // the zoom from which units and tasks have their names beside them
  const BANDS = ["stopped", "idling", "moving", "progress"]; // colours of a track from slow to fast
  const SVG = "http://www.w3.org/2000/svg";
  const map = window.map_fleet;
  const lines = L.canvas({ padding: 0.5 });

  function made(name, style, ...inside) {
    const element = document.createElement("div");
    element.className = name;
    for (const each of inside) element.append(each);
    Object.assign(element.style, style);
    return element;
  }

  function words(label, detail) {
    const first = document.createElement("b");
    first.textContent = label;
    const rest = made("detail", {});
    rest.textContent = detail;
    return made("words", {}, first, rest);
  }

  function drawn(shape, attributes) {
    const svg = document.createElementNS(SVG, "svg");
    const part = document.createElementNS(SVG, shape);
    for (const [name, value] of Object.entries({ width: 22, height: 22, viewBox: "-11 -11 22 22" })) {
      svg.setAttribute(name, value);
    }
    for (const [name, value] of Object.entries({ stroke: colours.edge, "stroke-width": 1.5, ...attributes })) {
      part.setAttribute(name, value);
    }
    svg.append(part);
    return svg;
  }

  const SIGNS = {
    arrow: (fill, turn) => drawn("path", { d: "M0,-9 L6.5,8 L0,4.5 L-6.5,8 Z", fill, transform: `rotate(${turn})` }),
    circle: (fill) => drawn("circle", { r: 6, fill }),
    square: (fill) => drawn("rect", { x: -6, y: -6, width: 12, height: 12, rx: 2, fill }),
    ring: (stroke) => drawn("circle", { r: 5, fill: colours.panel, stroke, "stroke-width": 2.5 }),
    pin: (fill) => drawn("path", { d: "M0,10 C-3,4 -7,2 -7,-3 A7,7 0 1 1 7,-3 C7,2 3,4 0,10 Z", fill }),
  };

  function sign({ lat, lon, shape, colour, turn, fade, label, detail }) {
    const name = made("name", {});
    name.textContent = label;
    const html = made("sign", { opacity: fade }, SIGNS[shape](colour, turn), name);
    const anchor = shape === "pin" ? [11, 21] : [11, 11];
    const icon = L.divIcon({ className: "", html, iconSize: [22, 22], iconAnchor: anchor });
    const said = detail ? `${label}, ${detail}` : label;
    L.marker([lat, lon], { icon, alt: said, title: said, riseOnHover: true }).bindPopup(words(label, detail)).addTo(map);
  }

  function track({ lines: ways, stops, picked }) {
    for (const places of picked) {
      L.polyline(places, { renderer: lines, color: colours.ring, weight: 13, interactive: false }).addTo(map);
    }
    for (const way of ways) {
      for (let at = 3; at < way.length; at += 3) {
        const part = [[way[at - 3], way[at - 2]], [way[at], way[at + 1]]];
        const color = colours[BANDS[way[at + 2]] ?? "progress"];
        L.polyline(part, { renderer: lines, color, weight: 4, interactive: false }).addTo(map);
      }
    }
    for (const [lat, lon, said] of stops) {
      const shown = { renderer: lines, radius: 4, color: colours.edge, weight: 1, fillColor: colours.text, fillOpacity: 1 };
      L.circleMarker([lat, lon], shown).bindPopup(words(said, "")).addTo(map);
    }
  }

  for (const name of ["text", "panel", "hairline", "water", "land", "town"]) {
    document.documentElement.style.setProperty(`--${name}`, colours[name]);
  }
  document.title = told.title;
  const ground = map.createPane("ground");
  ground.style.zIndex = 150;
  const under = { pane: "ground", renderer: L.canvas({ pane: "ground", padding: 0.5 }), interactive: false };
  const filled = { ...under, color: colours.coast, weight: 0.8, fillOpacity: 1 };
  L.polygon(told.outlines.land, { ...filled, fillColor: colours.land }).addTo(map);
  L.polygon(told.outlines.lakes, { ...filled, fillColor: colours.water }).addTo(map);
  L.polyline(told.outlines.borders, { ...under, color: colours.border, weight: 1.1 }).addTo(map);
  for (const [name, lon, lat] of told.towns) {
    const html = made("town", {});
    html.textContent = name;
    L.marker([lat, lon], { icon: L.divIcon({ className: "", html, iconSize: [0, 0] }), interactive: false, keyboard: false })
      .addTo(map);
  }
  for (const rings of told.areas) {
    const places = rings.map((ring) => ring.map(([lon, lat]) => [lat, lon]));
    L.polygon(places, { color: colours.accent, weight: 2, fillOpacity: 0.12, interactive: false }).addTo(map);
  }
  if (told.track) track(told.track);
  told.signs.forEach(sign);

  const note = L.control({ position: "bottomleft" });
  note.onAdd = () => {
    const box = words(told.title, "");
    box.className = "note";
    for (const line of told.notes) {
      const said = made("detail", {});
      said.textContent = line;
      box.append(said);
    }
    return box;
  };
  note.addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const name = () => map.getContainer().classList.toggle("named", map.getZoom() >= NAMED_FROM);
  map.on("zoomend", name);
  map.setView([told.view.lat, told.view.lon], told.view.zoom, { animate: false });
  map.setMinZoom(Math.max(told.view.zoom - 1, 1)); // beyond, there is nothing in the file
  map.setMaxBounds([told.box.slice(0, 2), told.box.slice(2)]);
  name();
})();
