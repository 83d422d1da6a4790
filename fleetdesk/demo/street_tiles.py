"""Cuts the streets of the demo into vector tiles of the Protomaps schema, and writes them as a PMTiles file."""

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import floor
from pathlib import Path
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from fleetdesk.demo.street_plan import Place, Plan
from fleetdesk.demo.vector_encoding import EXTENT, Feature, Shape, encoded
from fleetdesk.domain.web_mercator import square
from fleetdesk.streets.pmtiles_file import box_fields

ZOOMS = range(10, 15)
FIRST_ZOOM = {"primary": 10, "secondary": 10, "tertiary": 12, "residential": 13}
KINDS = {"primary": "major_road", "secondary": "major_road", "tertiary": "major_road", "residential": "minor_road"}
EDGE = 0.03  # of a tile, around it: lines are as wide
ATTRIBUTION = "Streets of the demo, made up"
Spot = tuple[float, float]
"""A place in tiles: how far from the west and from the north."""
Tile = tuple[int, int, int]
Layers = defaultdict[Tile, defaultdict[str, list[Feature]]]


def write_streets(file: Path, plans: Iterable[Plan]) -> None:
    """Write the streets of these plans as a map file."""
    found = list(plans)
    tiles = _tiles(found)
    with file.open("wb") as target:
        writer: Any = Writer(target)  # type: ignore[no-untyped-call]
        for tile in sorted(tiles, key=lambda each: zxy_to_tileid(*each)):
            writer.write_tile(zxy_to_tileid(*tile), gzip.compress(encoded(tiles[tile]), 1, mtime=0))
        writer.finalize(_header(found), {"attribution": ATTRIBUTION, "name": ATTRIBUTION})


def _tiles(plans: Iterable[Plan]) -> Layers:
    tiles: Layers = defaultdict(lambda: defaultdict(list))
    for each in plans:
        for zoom in ZOOMS:
            _add_ways(tiles, each, zoom)
            _add_towns(tiles, each, zoom)
        _add_houses(tiles, each, ZOOMS[-1])
    return tiles


def _add_ways(tiles: Layers, plan: Plan, zoom: int) -> None:
    for way in plan.ways:
        if zoom < FIRST_ZOOM[way.kind]:
            continue
        told = {"kind": KINDS[way.kind], "kind_detail": way.kind, "name": way.name, "ref": way.ref}
        properties = {key: word for key, word in told.items() if word} | ({"oneway": "yes"} if way.oneway else {})
        for tile, parts in cut([spot(place, zoom) for place in way.places]).items():
            tiles[(zoom, *tile)]["roads"].append(Feature(Shape.LINE, parts, properties))


def _add_towns(tiles: Layers, plan: Plan, zoom: int) -> None:
    for town in plan.towns:
        at = spot((town.lat, town.lon), zoom)
        tile = (floor(at[0]), floor(at[1]))
        named = {"kind": "locality", "kind_detail": "town", "name": town.name}
        tiles[(zoom, *tile)]["places"].append(Feature(Shape.POINT, [[_steps(at, tile)]], named))


def _add_houses(tiles: Layers, plan: Plan, zoom: int) -> None:
    for house in plan.houses:
        at = spot(house.middle, zoom)
        tile = (floor(at[0]), floor(at[1]))
        corners = [_steps(spot(each, zoom), tile) for each in house.corners]
        numbered = {"kind": "address", "addr_housenumber": house.number}
        tiles[(zoom, *tile)]["buildings"] += (
            Feature(Shape.POLYGON, [corners], {"kind": "building"}),
            Feature(Shape.POINT, [[_steps(at, tile)]], numbered),
        )


def spot(place: Place, zoom: int) -> Spot:
    """Return where a place is in the tiles of a zoom."""
    side, (x, y) = 1 << zoom, square(*place)
    return x * side, y * side


def cut(line: Sequence[Spot]) -> dict[tuple[int, int], list[list[tuple[int, int]]]]:
    """Return the parts of a line in each tile that it comes near, in steps of the tile."""
    parts: dict[tuple[int, int], list[list[tuple[int, int]]]] = defaultdict(list)
    for start, end in pairwise(line):
        for tile in _touched(start, end):
            clipped = _clipped(start, end, tile)
            if clipped is None:
                continue
            first, last = (_steps(each, tile) for each in clipped)
            if parts[tile] and parts[tile][-1][-1] == first:
                parts[tile][-1].append(last)
            elif first != last:
                parts[tile].append([first, last])
    return {tile: found for tile, found in parts.items() if found}


def _touched(start: Spot, end: Spot) -> Iterator[tuple[int, int]]:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    for x in range(floor(left - EDGE), floor(right + EDGE) + 1):
        for y in range(floor(top - EDGE), floor(bottom + EDGE) + 1):
            yield x, y


def _clipped(start: Spot, end: Spot, tile: tuple[int, int]) -> tuple[Spot, Spot] | None:
    """Return the part of a stretch in a tile and its edge (Liang and Barsky); None where there is none."""
    first, last = 0.0, 1.0
    for at, to, low in zip(start, end, tile, strict=True):
        step = to - at
        for room, way in ((at - (low - EDGE), -step), (low + 1 + EDGE - at, step)):
            if way == 0:
                if room < 0:
                    return None
            elif way < 0:
                first = max(first, room / way)
            else:
                last = min(last, room / way)
    if first >= last:
        return None
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    return (x + dx * first, y + dy * first), (x + dx * last, y + dy * last)


def _steps(at: Spot, tile: tuple[int, int]) -> tuple[int, int]:
    return round((at[0] - tile[0]) * EXTENT), round((at[1] - tile[1]) * EXTENT)


def _header(plans: Iterable[Plan]) -> dict[str, Any]:
    towns = [town for each in plans for town in each.towns]
    south, north = min(each.lat for each in towns) - 0.1, max(each.lat for each in towns) + 0.1
    west, east = min(each.lon for each in towns) - 0.2, max(each.lon for each in towns) + 0.2
    box = box_fields(south, west, north, east)
    return {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, "center_zoom": ZOOMS[0], **box}
