// Plane geometry on the web map's square. Points are [x, y] or [lon, lat]; rings are open here (no repeated end).

const EARTH_M = 6378137;

export function mercator(lat, lon) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

// The place whose mercator() is x and y.
export function placeOf(x, y) {
  return { lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, lon: (x - 0.5) * 360 };
}

// West, south, east and north of a view and so many pixels around it, for an index of places.
export function boxOf({ scale, topLeft, size }, around) {
  const lon = (x) => Math.max(-180, Math.min(180, (x / scale - 0.5) * 360));
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / scale))) * 180) / Math.PI;
  const [left, top] = [topLeft.x - around, topLeft.y - around];
  const [right, bottom] = [topLeft.x + size.x + around, topLeft.y + size.y + around];
  return [lon(left), lat(bottom), lon(right), lat(top)];
}

export function circleRing([lon, lat], radius, points = 64) {
  const ring = [];
  const far = radius / EARTH_M;
  const base = (lat * Math.PI) / 180;
  for (let i = 0; i < points; i++) {
    const turn = (2 * Math.PI * i) / points;
    const north = Math.asin(Math.sin(base) * Math.cos(far) + Math.cos(base) * Math.sin(far) * Math.cos(turn));
    const east = Math.atan2(
      Math.sin(turn) * Math.sin(far) * Math.cos(base), Math.cos(far) - Math.sin(base) * Math.sin(north));
    ring.push([lon + (east * 180) / Math.PI, (north * 180) / Math.PI]);
  }
  return ring;
}

const LEAST_OF_A_CIRCLE = 32; // corners; a polygon drawn by hand has other distances long before
const ROUND = 0.005; // share of the radius by which they may differ

// The middle and the radius of a ring that is a circle as above, or null. The middle is exact for even steps.
export function circleOf(ring) {
  if (ring.length < LEAST_OF_A_CIRCLE) return null;
  const sum = ring.map(onBall).reduce((one, other) => one.map((part, i) => part + other[i]));
  const center = [Math.atan2(sum[1], sum[0]), Math.atan2(sum[2], Math.hypot(sum[0], sum[1]))].map((turn) => (turn * 180) / Math.PI);
  const distances = ring.map((point) => metres(center, point));
  const radius = distances.reduce((one, other) => one + other) / ring.length;
  const even = distances.every((each) => Math.abs(each - radius) < ROUND * radius);
  return even && radius > 0 ? { center, radius } : null;
}

function onBall([lon, lat]) {
  const [east, north] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

// The way between two points on the ground.
export function metres(one, other) {
  const [a, b] = [onBall(one), onBall(other)];
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2));
}

export function ringOf(latLngs) {
  return latLngs.map((at) => [round(at.lng), round(at.lat)]);
}

export function round(degrees) {
  return Math.round(degrees * 1e7) / 1e7;
}

// The indices of the first two sides that cross, or null.
export function crossing(ring) {
  const n = ring.length;
  for (let i = 0; i < n - 1; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (cross(ring[i], ring[i + 1], ring[j], ring[(j + 1) % n])) return [i, j];
    }
  }
  return null;
}

function cross(a, b, c, d) {
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0 && overlap(a, b, c, d);
}

function overlap(a, b, c, d) {
  return [0, 1].every((k) => Math.max(a[k], b[k]) >= Math.min(c[k], d[k]) && Math.max(c[k], d[k]) >= Math.min(a[k], b[k]));
}

function side(a, b, p) {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

export function area(ring) {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length];
    twice += x * ny - nx * y;
  });
  return Math.abs(twice) / 2;
}

// Lines drawn by hand overshoot: of the two loops at each crossing keep the larger one.
export function unkink(ring) {
  for (let tries = 0; tries < 100; tries++) {
    const found = crossing(ring);
    if (!found) return ring;
    const inner = ring.slice(found[0] + 1, found[1] + 1);
    const outer = ring.slice(0, found[0] + 1).concat(ring.slice(found[1] + 1));
    ring = area(inner) > area(outer) ? inner : outer;
  }
  return ring;
}

// Simplify a line to at most so many points by Douglas and Peucker, with the smallest tolerance in pixels that does.
export function simplify(points, most) {
  for (let tolerance = 1; ; tolerance *= 1.5) {
    const line = L.LineUtil.simplify(points, tolerance);
    if (line.length <= most) return line;
  }
}
