"""The outlines that the page draws (packaging/backdrop.py), cut out around a box, for files of the map."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from fleetdesk.base import resources
from fleetdesk.domain import web_mercator

KINDS = 3
Line = list[tuple[float, float]]
"""Latitude and longitude in degrees, in steps of about 10 m."""


class Outlines(NamedTuple):
    """Rings of land and lakes, to be filled by the even-odd rule, and lines of borders."""

    land: list[Line]
    borders: list[Line]
    lakes: list[Line]


def outlines_in(south: float, west: float, north: float, east: float) -> Outlines:
    """Return what lies in a box of degrees. Waits for the disk; OSError where the map's files were not built."""
    left, top = web_mercator.square(north, west)
    right, bottom = web_mercator.square(south, east)
    box = (left, top, right, bottom)
    land, borders, lakes = ([each for each in kind if _meets(each, box)] for kind in _read())
    return Outlines(
        [ring for each in land for ring in _rings(each, box)],
        [line for each in borders for line in _lines(each, box)],
        [ring for each in lakes for ring in _rings(each, box)],
    )


Points = npt.NDArray[np.float32]
Box = tuple[float, float, float, float]


def _read() -> list[list[Points]]:
    """Return the lines of land, borders and lakes on the square of the web map."""
    data = resources.path("map", "assets", "outlines.bin").read_bytes()
    counts = np.frombuffer(data, "<u4", KINDS)
    count = int(counts.sum())
    sizes = np.frombuffer(data, "<u4", count, 4 * KINDS)
    places = np.frombuffer(data, "<f4", -1, 4 * (KINDS + count + 4 * count)).reshape(-1, 2)
    lines = np.split(places, np.cumsum(sizes)[:-1])
    ends = np.cumsum(counts).tolist()
    return [lines[first:last] for first, last in zip([0, *ends[:-1]], ends, strict=True)]


def _meets(line: Points, box: Box) -> bool:
    (left, top), (right, bottom) = line.min(axis=0), line.max(axis=0)
    return bool(left <= box[2] and right >= box[0] and top <= box[3] and bottom >= box[1])


def _rings(line: Points, box: Box) -> Iterator[Line]:
    if len(line) < 4:
        return
    for part in shapely.get_parts(shapely.clip_by_rect(shapely.Polygon(line.astype(float)), *box)):
        if isinstance(part, shapely.Polygon) and not part.is_empty:
            yield from (_degrees(each) for each in (part.exterior, *part.interiors))


def _lines(line: Points, box: Box) -> Iterator[Line]:
    for part in shapely.get_parts(shapely.clip_by_rect(shapely.LineString(line.astype(float)), *box)):
        if isinstance(part, shapely.LineString) and not part.is_empty:
            yield _degrees(part)


def _degrees(line: shapely.LineString) -> Line:
    found = (web_mercator.place(x, y) for x, y in line.coords)
    return [(round(lat, 4), round(lon, 4)) for lat, lon in found]
