// What is drawn of a vector street map, by meaning, and where each of three schemas keeps it. Colours come from the theme.

import { FONT, halo, textPx, theme } from "./theme.js";

const { LineSymbolizer, PolygonSymbolizer, LineLabelSymbolizer, CenteredTextSymbolizer, ShieldSymbolizer, exp, GeomType } = protomapsL;

// Ranks of roads, from motorways on, by OpenStreetMap's words, which all three schemas keep or shorten.
const RANKS = {
  motorway: 0, motorway_link: 0, trunk: 0, trunk_link: 0, primary: 1, primary_link: 1, secondary: 2, secondary_link: 2,
  tertiary: 3, tertiary_link: 3, residential: 4, unclassified: 4, living_street: 4, minor: 4, road: 4, busway: 4,
  service: 5, pedestrian: 5, track: 6, path: 6, footway: 6, cycleway: 6, bridleway: 6, steps: 6,
};

// By rank: the first zoom, and widths in pixels at some zooms.
const ROADS = [
  [5, [[5, 0.8], [9, 2], [12, 3.2], [15, 8], [18, 20]]],
  [7, [[7, 0.7], [10, 1.6], [12, 2.6], [15, 7], [18, 18]]],
  [9, [[9, 0.7], [12, 1.9], [15, 6], [18, 16]]],
  [10, [[10, 0.6], [12, 1.3], [15, 5], [18, 14]]],
  [12, [[12, 0.6], [14, 1.8], [16, 5], [18, 12]]],
  [14, [[14, 0.8], [16, 2.6], [18, 6]]],
  [14, [[14, 0.7], [18, 2]]],
];
const CASING_FROM = 12; // zoom
const FIRST_NAMED = [12, 12, 13, 14, 15, 16, 17]; // the zoom from which streets of each rank have their names
const NUMBERS_FROM = 17;
const ARROWS_FROM = 16;
const ARROW_STEP = 110; // pixels between the arrows of a one-way street

const polygons = ({ geomType }) => geomType === GeomType.Polygon;
const lines = ({ geomType }) => geomType === GeomType.Line;
const points = ({ geomType }) => geomType === GeomType.Point;
const among = (...words) => (value) => words.includes(value);

const isGreen = among("park", "wood", "forest", "grass", "grassland", "scrub", "cemetery", "nature_reserve", "garden", "meadow",
  "golf_course", "recreation_ground", "village_green", "orchard", "vineyard", "national_park", "protected_area", "allotments");
const isBuilt = among("residential", "commercial", "industrial", "retail", "hospital", "school", "university", "railway");
const isRail = among("rail", "transit", "light_rail", "subway", "tram", "narrow_gauge");

const PLACES = ["city", "town", "village", "suburb", "quarter", "hamlet", "neighbourhood"];
const PLACE_ZOOMS = [4, 8, 11, 12, 13, 13, 14];
const PLACE_SIZES = [1.2, 1.04, 0.96, 0.9, 0.88, 0.88, 0.85];

// Each schema: the layers below which the ground lies, and how to read a feature of the rest.
export const SCHEMAS = {
  protomaps: {
    ground: [], land: "earth", water: "water", rivers: "water", green: "landuse", built: "landuse", roads: "roads", names: "roads",
    buildings: "buildings", numbers: "buildings", places: "places", borders: "boundaries",
    use: (p) => p.kind, road: (p) => p.kind_detail, rail: (p) => p.kind === "rail", ferry: (p) => p.kind === "ferry",
    number: "addr_housenumber", place: (p) => p.kind_detail, border: (p) => p.kind === "country",
    tunnel: (p) => Boolean(p.is_tunnel), named: (language) => [`name:${language}`, "name"],
  },
  openmaptiles: {
    ground: ["water", "landcover", "landuse", "boundary", "transportation"], land: "", water: "water", rivers: "waterway",
    green: "landcover", built: "landuse", roads: "transportation", names: "transportation_name", buildings: "building",
    numbers: "housenumber", places: "place", borders: "boundary",
    use: (p) => p.class, road: (p) => p.class, rail: (p) => isRail(p.class), ferry: (p) => p.class === "ferry",
    number: "housenumber", place: (p) => p.class, border: (p) => p.admin_level <= 2,
    tunnel: (p) => p.brunnel === "tunnel", named: (language) => [`name:${language}`, "name", "name:latin"],
  },
  shortbread: {
    ground: ["ocean", "water_polygons", "land", "sites", "streets", "boundaries"], land: "", water: "water_polygons", rivers: "water_lines",
    green: "land", built: "land", roads: "streets", names: "street_labels", buildings: "buildings", numbers: "addresses",
    places: "place_labels", borders: "boundaries",
    use: (p) => p.kind, road: (p) => p.kind, rail: (p) => Boolean(p.rail), ferry: (p) => p.kind === "ferry",
    number: "housenumber", place: (p) => p.kind, border: (p) => p.admin_level <= 2,
    tunnel: (p) => Boolean(p.tunnel), named: (language) => [`name_${language}`, "name"],
  },
};

const roadColour = (rank) => (rank < 2 ? theme.colours.main_road : rank < 6 ? theme.colours.road : theme.colours.rail);
const rankOf = (schema, { props }) => (schema.rail(props) ? undefined : RANKS[schema.road(props)]);
const widthOf = (rank, more = 0) => (zoom) => exp(1.6, ROADS[rank][1])(zoom) + more;

// Fills a whole tile once it has a layer: outside of what a map holds, what lies below is seen.
class Ground {
  before(context) {
    context.fillStyle = theme.colours.land;
    context.fillRect(-16, -16, 288, 288);
  }

  draw() {}
}

// Small arrows along a street that is open one way.
class OneWay {
  before(context) {
    context.strokeStyle = theme.colours.town;
    context.lineWidth = 1.2;
    context.globalAlpha = 0.8;
  }

  draw(context, parts, zoom, { props }) {
    const back = props.oneway === -1 || props.oneway === "-1" || props.oneway_reverse ? Math.PI : 0;
    for (const part of parts) arrows(context, part, back);
  }
}

function arrows(context, line, turn) {
  let left = ARROW_STEP / 2;
  for (let i = 1; i < line.length; i++) {
    const [dx, dy] = [line[i].x - line[i - 1].x, line[i].y - line[i - 1].y];
    const length = Math.hypot(dx, dy);
    for (; left < length; left += ARROW_STEP) arrow(context, line[i - 1].x + (dx * left) / length, line[i - 1].y + (dy * left) / length, Math.atan2(dy, dx) + turn);
    left -= length;
  }
}

function arrow(context, x, y, angle) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(-5, 0);
  context.lineTo(4, 0);
  context.moveTo(1, -2.5);
  context.lineTo(4, 0);
  context.lineTo(1, 2.5);
  context.stroke();
  context.restore();
}

export function paintRules(name) {
  const schema = SCHEMAS[name];
  const { colours } = theme;
  const area = (dataLayer, fill, filter, minzoom) => ({ dataLayer, minzoom, symbolizer: new PolygonSymbolizer({ fill }), filter: (zoom, f) => polygons(f) && filter(f.props) });
  const line = (dataLayer, look, filter, minzoom) => ({ dataLayer, minzoom, symbolizer: new LineSymbolizer({ lineCap: "round", lineJoin: "round", ...look }), filter: (zoom, f) => lines(f) && filter(f) });
  const road = (rank, minzoom, look) => line(schema.roads, look, (f) => rankOf(schema, f) === rank, minzoom);
  const ranks = ROADS.map((row, rank) => [rank, row[0]]).reverse(); // motorways last, above all others
  return [
    ...schema.ground.map((dataLayer) => ({ dataLayer, symbolizer: new Ground() })),
    ...(schema.land ? [area(schema.land, colours.land, () => true)] : []),
    area(schema.built, colours.built, (p) => isBuilt(schema.use(p)), 10),
    area(schema.green, colours.green, (p) => isGreen(schema.use(p)), 8),
    ...(schema.green === schema.built ? [] : [area(schema.built, colours.green, (p) => isGreen(schema.use(p)), 8)]),
    ...(name === "shortbread" ? [area("ocean", colours.water, () => true)] : []),
    area(schema.water, colours.water, () => true),
    line(schema.rivers, { color: colours.water, width: exp(1.5, [[9, 0.6], [14, 2], [18, 8]]) }, () => true, 9),
    area(schema.buildings, colours.building, (p) => p.kind !== "address", 14),
    line(schema.borders, { color: colours.border, width: 1.2 }, (f) => schema.border(f.props)),
    line(schema.roads, { color: colours.rail, width: exp(1.4, [[10, 0.7], [18, 2.4]]) }, (f) => schema.rail(f.props), 10),
    line(schema.roads, { color: colours.coast, width: 1.2, dash: [6, 5] }, (f) => schema.ferry(f.props), 7),
    ...ranks.filter(([rank]) => rank < 6).map(([rank, first]) => road(rank, Math.max(first, CASING_FROM), { color: colours.road_edge, width: widthOf(rank, 1.6) })),
    ...ranks.map(([rank, first]) => road(rank, first, { color: roadColour(rank), width: widthOf(rank), ...(rank === 6 ? { dash: [3, 3] } : {}) })),
    line(schema.roads, { color: colours.land, width: 2, opacity: 0.5, lineCap: "butt", dash: [4, 4] }, (f) => schema.tunnel(f.props), 13),
    { dataLayer: schema.roads, minzoom: ARROWS_FROM, symbolizer: new OneWay(), filter: (zoom, f) => lines(f) && isOneWay(f.props) && rankOf(schema, f) < 6 },
  ];
}

function isOneWay({ oneway, oneway_reverse: reverse }) {
  return Boolean(reverse) || (Boolean(oneway) && oneway !== "no" && oneway !== "0");
}

export function labelRules(name, language) {
  const schema = SCHEMAS[name];
  const { colours } = theme;
  const text = (part, weight = 400) => ({ font: `${weight} ${textPx(part)}px ${FONT}`, fill: colours.town, stroke: halo(), width: 3 });
  const named = { labelProps: schema.named(language) };
  return [
    ...PLACES.map((word, at) => ({
      dataLayer: schema.places, minzoom: PLACE_ZOOMS[at], maxzoom: at === 0 ? 15 : 17,
      symbolizer: new CenteredTextSymbolizer({ ...text(PLACE_SIZES[at], at < 2 ? 500 : 400), ...named }),
      filter: (zoom, f) => points(f) && schema.place(f.props) === word,
    })),
    {
      dataLayer: schema.names, minzoom: 9,
      symbolizer: new ShieldSymbolizer({ font: `500 ${textPx(0.78)}px ${FONT}`, labelProps: ["ref"], fill: colours.town, background: colours.panel, padding: 3 }),
      filter: (zoom, f) => lines(f) && typeof f.props.ref === "string" && f.props.ref.length < 8 && rankOf(schema, f) < (zoom < 12 ? 2 : 3),
    },
    {
      dataLayer: schema.roads, minzoom: 14,
      symbolizer: new LineLabelSymbolizer({ ...text(0.82, 500), fill: colours.stopped, labelProps: ["limit"], repeatDistance: 200, position: 2 }),
      filter: (zoom, f) => lines(f) && truckLimit(f.props),
    },
    ...FIRST_NAMED.map((minzoom, rank) => ({
      dataLayer: schema.names, minzoom,
      symbolizer: new LineLabelSymbolizer({ ...text(0.85), ...named, position: 2, repeatDistance: 250 }),
      filter: (zoom, f) => lines(f) && rankOf(schema, f) === rank,
    })),
    {
      dataLayer: schema.numbers, minzoom: NUMBERS_FROM,
      symbolizer: new CenteredTextSymbolizer({ ...text(0.78), labelProps: [schema.number] }),
      filter: (zoom, f) => points(f) && f.props[schema.number] !== undefined,
    },
  ];
}

// What a truck has to mind on a street, laid down in the feature as its text; maps of the usual makers seldom have it.
function truckLimit(props) {
  if (props.limit === undefined) {
    const found = [["maxheight", "m"], ["maxwidth", "m"], ["maxlength", "m"], ["maxweight", "t"], ["maxaxleload", "t"]];
    const told = found.filter(([name]) => props[name]).map(([name, unit]) => `${props[name]} ${unit}`);
    if (props.hgv === "no") told.push("⛔");
    props.limit = told.join(" · ");
  }
  return props.limit !== "";
}
