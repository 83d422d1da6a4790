"""Towns of the local map, found by where they are. No I/O."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CELL_DEG = 1.0
KM_OF_DEGREE = 111.195
SMALLEST = 8
"""The rank of the smallest towns that the map has; 0 is that of a capital."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town at a place in degrees (WGS 84)."""

    name: str
    lat: float
    lon: float
    rank: int


@dataclass(frozen=True, slots=True)
class SeenTown:
    """A town as it is seen from a place: how far it is, in km, and in which direction, in degrees from north."""

    town: Town
    km: float
    bearing_deg: float


class Towns:
    """Finds the towns around a place. They lie in cells of one degree, so that a look-up reads a few of them."""

    def __init__(self, towns: Iterable[Town] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Town]] = defaultdict(list)
        for each in towns:
            self._cells[_cell(each.lat, each.lon)].append(each)

    def around(self, lat: float, lon: float, within_km: float) -> Iterator[SeenTown]:
        """Yield the towns within so many km of a place, in no order."""
        high = math.ceil(within_km / KM_OF_DEGREE / CELL_DEG)
        narrow = max(math.cos(math.radians(min(abs(lat) + high, 89.0))), 0.02)
        wide = min(math.ceil(within_km / (KM_OF_DEGREE * narrow) / CELL_DEG), round(180 / CELL_DEG))
        row, column = _cell(lat, lon)
        for cell in ((row + up, _wrapped(column + over)) for up in range(-high, high + 1) for over in _span(wide)):
            for town in self._cells.get(cell, ()):
                seen = _seen(town, lat, lon)
                if seen.km <= within_km:
                    yield seen


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / CELL_DEG), _wrapped(math.floor(lon / CELL_DEG))


def _wrapped(column: int) -> int:
    """Return the column in which a cell lies, which goes on over 180° east."""
    around = round(360 / CELL_DEG)
    return (column + around // 2) % around - around // 2


def _span(wide: int) -> range:
    return range(-wide, wide + 1) if 2 * wide + 1 < 360 / CELL_DEG else range(round(360 / CELL_DEG))


def _seen(town: Town, lat: float, lon: float) -> SeenTown:
    north = (town.lat - lat) * KM_OF_DEGREE
    over = (town.lon - lon + 180.0) % 360.0 - 180.0
    east = over * KM_OF_DEGREE * math.cos(math.radians((town.lat + lat) / 2))
    return SeenTown(town, math.hypot(north, east), math.degrees(math.atan2(east, north)) % 360.0)
