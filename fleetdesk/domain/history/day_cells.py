"""Where the points of a day are, in squares of 0.05 degrees: days that cannot touch an area need not be read."""

import math
from collections.abc import Iterable

from fleetdesk.domain.geo import METRES_A_DEGREE, Area
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.track import HOLE_S, MOST_KMH

CELL_DEG, COLUMNS = 0.05, 7200
FARTHEST_M = MOST_KMH / 3.6 * HOLE_S / 2 * 1.01
"""Of a known way between two points that touches a place, one of the points is no farther from that place."""
MOST_NEAR = 50_000
"""An area that is near more cells than this is near all of them."""


def cells_of(points: Iterable[TrackPoint]) -> list[int]:
    """Return the numbers of the cells in which points lie, each once and in order; a point without a place has none."""
    places = {(each.lat, each.lon) for each in points if each.lat is not None and each.lon is not None}
    return sorted({_cell(_row(lat), _column(lon)) for lat, lon in places if (lat, lon) != (0, 0)})


def cells_near(area: Area) -> frozenset[int] | None:
    """Return the cells in which a way that touches the area has a point; None for all of them."""
    south, west, north, east = area.bounds
    tall = FARTHEST_M / METRES_A_DEGREE
    wide = tall / max(math.cos(math.radians(max(abs(south), abs(north)) + tall)), 0.01)
    rows = range(_row(south - tall), _row(north + tall) + 1)
    columns = range(_column(west - wide), _column(east + wide) + 1)
    if len(rows) * len(columns) > MOST_NEAR:
        return None
    return frozenset(_cell(row, column) for row in rows for column in columns)


def _row(lat: float) -> int:
    return math.floor((min(max(lat, -90.0), 90.0) + 90.0) / CELL_DEG)


def _column(lon: float) -> int:
    return math.floor((min(max(lon, -180.0), 180.0) + 180.0) / CELL_DEG)


def _cell(row: int, column: int) -> int:
    return row * COLUMNS + column
