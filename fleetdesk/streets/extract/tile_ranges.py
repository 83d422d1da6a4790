"""The numbers of the tiles that touch an area, as ranges on the curve that PMTiles counts along."""

from collections.abc import Iterator, Mapping, Sequence

import shapely
from pmtiles.tile import zxy_to_tileid
from shapely import Polygon

from fleetdesk.streets.tiles import corner

Ring = Sequence[tuple[float, float]]
"""Corners as longitude and latitude in degrees."""

Range = tuple[int, int]
"""The first number and the one after the last."""

MARGIN_DEG = 0.02  # beyond the outline, whose corners are as far off as 0.005


def tile_ranges(rings: Sequence[Ring], deepest: int) -> list[Range]:
    """Return the ranges of all tiles from zoom 0 to the deepest that touch an area or lie in it, in order, joined."""
    area = shapely.buffer(shapely.union_all([shapely.make_valid(Polygon(ring)) for ring in rings]), MARGIN_DEG)
    shapely.prepare(area)
    found = sorted(_ranges(area, 0, 0, 0, deepest))
    joined: list[Range] = []
    for first, after in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(after, joined[-1][1])
        else:
            joined.append((first, after))
    return joined


def country_at(countries: Mapping[str, Sequence[Ring]], lat: float, lon: float) -> str:
    """Return the name of the country that a place lies in, by their outlines; empty where it lies in none."""
    place = shapely.Point(lon, lat)
    found = (name for name, rings in countries.items() for ring in rings if Polygon(ring).contains(place))
    return next(found, "")


def _ranges(area: shapely.Geometry, zoom: int, x: int, y: int, deepest: int) -> Iterator[Range]:
    """Yield the ranges below one tile; a tile that is inside as a whole has all below it, a range a zoom."""
    (north, west), (south, east) = corner(zoom, x, y), corner(zoom, x + 1, y + 1)
    box = shapely.box(west, south, east, north)
    if not area.intersects(box):
        return
    if area.contains(box):
        for below in range(deepest - zoom + 1):
            yield _block(zoom, x, y, below)
        return
    yield _block(zoom, x, y, 0)
    if zoom < deepest:
        for right in (0, 1):
            for down in (0, 1):
                yield from _ranges(area, zoom + 1, 2 * x + right, 2 * y + down, deepest)


def _block(zoom: int, x: int, y: int, below: int) -> Range:
    """Return the range of the tiles of a deeper zoom that lie in a tile: one stretch of the curve."""
    here = zxy_to_tileid(zoom, x, y) - _before(zoom)
    size = 1 << 2 * below
    first = _before(zoom + below) + here * size
    return first, first + size


def _before(zoom: int) -> int:
    """Return how many tiles all coarser zooms have."""
    return ((1 << 2 * zoom) - 1) // 3
