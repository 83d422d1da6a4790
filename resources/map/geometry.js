// Plane geometry on the web map's square. Points are [x, y] or [lon, lat]; rings are open here (no repeated end).

const EARTH_M = 6378137;

export function mercator(lat, lon) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
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
