"""The street that a place is on: the nearest line with a name or a number, in the tiles of a map file around it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from math import cos, floor, hypot, inf, pi, radians
from typing import NamedTuple

from fleetdesk.domain.web_mercator import square
from fleetdesk.streets.mbtiles import DAMAGE, MBTiles
from fleetdesk.streets.pmtiles_file import PMTiles
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.street_names import KINDS, LAYERS, NAME, NO_STREETS, sound_name
from fleetdesk.streets.tile_features import GeometryKind, Point, TileFeature, features

ZOOM = 14
"""The zoom at which maps of streets have all names; below, the deepest that there is."""
WITHIN_M = 60.0
FARTHEST_DEG = 85.0
"""The square of the web map ends there."""
KEPT_TILES = 64
NO_ROADS = NO_STREETS | {"footway", "cycleway", "path", "steps", "bridleway", "corridor"}
"""Kinds of ways that no vehicle is on."""
_NUMBER = "ref"
_AROUND_M = 2 * pi * 6_378_137.0


class Road(NamedTuple):
    """A line with its name and the box that it lies in; the unit is the side of a tile."""

    name: str
    west: float
    north: float
    east: float
    south: float
    points: Sequence[Point]


class NearStreets:
    """Reads tiles as they are needed and keeps the last ones. Blocks, and stands for a file that may do harm."""

    def __init__(self, tiles: MBTiles | PMTiles) -> None:
        self._tiles = tiles
        self._roads = lru_cache(KEPT_TILES)(self._read)
        self._zoom = 0
        with suppress(*DAMAGE, OSError, EOFError):
            self._zoom = tiles.deepest(ZOOM) if tiles.schema is not Schema.IMAGES else 0

    def at(self, lat: float, lon: float) -> str:
        """Return the name of the street, or its number, of a place in degrees; empty where none is near."""
        if not self._zoom or not abs(lat) <= FARTHEST_DEG or not abs(lon) <= 180:
            return ""
        side = 1 << self._zoom
        x, y = (each * side for each in square(lat, lon))
        reach = WITHIN_M * side / (_AROUND_M * cos(radians(lat)))
        found = min(self._around(x, y, reach), default=(inf, ""))
        return found[1] if found[0] <= reach else ""

    def _around(self, x: float, y: float, reach: float) -> Iterator[tuple[float, str]]:
        """Yield how far away each street is, and its name, out of all tiles within reach."""
        columns, rows = ({floor(each - reach), floor(each + reach)} for each in (x, y))
        for column, row in ((column, row) for column in columns for row in rows):
            across, down = x - column, y - row
            for road in self._roads(column, row):
                if (
                    road.west - reach <= across <= road.east + reach
                    and road.north - reach <= down <= road.south + reach
                ):
                    yield _distance(road.points, across, down), road.name

    def _read(self, x: int, y: int) -> Sequence[Road]:
        """Return the streets of a tile; of a damaged one those that can be read."""
        found: list[Road] = []
        with suppress(*DAMAGE, OSError, EOFError):
            tile = self._tiles.tile(self._zoom, x, y) or b""
            layer = LAYERS[self._tiles.schema][:1]
            for each in features(tile, layer, (NAME, _NUMBER, *KINDS), enough=2):
                found += _roads_of(each)
        return found


def _roads_of(feature: TileFeature) -> Iterator[Road]:
    texts = feature.texts
    kind = next((texts[each] for each in KINDS if texts.get(each)), "")
    name = sound_name(texts.get(NAME) or texts.get(_NUMBER, "").partition(";")[0])
    if feature.kind != GeometryKind.LINE or kind in NO_ROADS or not name:
        return
    for line in feature.parts():
        across, down = [x for x, _y in line], [y for _x, y in line]
        yield Road(name, min(across), min(down), max(across), max(down), line)


def _distance(line: Sequence[Point], x: float, y: float) -> float:
    """Return how far a point is from a line; infinite for a line of one point."""
    return min((_distance_to_step(*start, *end, x, y) for start, end in pairwise(line)), default=inf)


def _distance_to_step(left: float, top: float, right: float, bottom: float, x: float, y: float) -> float:
    wide, tall = right - left, bottom - top
    length = wide * wide + tall * tall
    along = min(max(((x - left) * wide + (y - top) * tall) / length, 0.0), 1.0) if length else 0.0
    return hypot(left + wide * along - x, top + tall * along - y)
