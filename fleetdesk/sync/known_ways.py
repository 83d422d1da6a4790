"""Ways by road that a router has answered, kept for minutes. No Qt.

A vehicle that has moved by less than a cell of a hundred metres has the same way.
"""

from collections.abc import Callable
from math import cos, floor, radians

from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import Way

KEPT_S = 600.0
MOST_KEPT = 20_000
CELL_DEGREES = 0.0009  # of latitude: 100 m
DIGITS = 5
_Key = tuple[int, int, float, float]


class KnownWays:
    """Ways from a cell of a hundred metres to a place. `clock` returns seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ways: dict[_Key, tuple[float, Way | None]] = {}

    def has(self, source: Point, target: Point) -> bool:
        """Return whether the router has answered, be it that there is no way."""
        return self._entry(source, target) is not None

    def find(self, source: Point, target: Point) -> Way | None:
        """Return the way; None where it is not known, or there is none."""
        entry = self._entry(source, target)
        return entry[1] if entry else None

    def put(self, source: Point, target: Point, way: Way | None) -> None:
        """Keep what the router has answered; the oldest goes where there are too many."""
        key = _key(source, target)
        self._ways.pop(key, None)
        self._ways[key] = (self._clock() + KEPT_S, way)
        if len(self._ways) > MOST_KEPT:
            del self._ways[next(iter(self._ways))]

    def forget(self) -> None:
        """Forget all, because another router is asked now."""
        self._ways.clear()

    def _entry(self, source: Point, target: Point) -> tuple[float, Way | None] | None:
        entry = self._ways.get(_key(source, target))
        return entry if entry is not None and entry[0] > self._clock() else None


def _key(source: Point, target: Point) -> _Key:
    return *cell(source), round(target[0], DIGITS), round(target[1], DIGITS)


def cell(place: Point) -> tuple[int, int]:
    """Return the numbers of the cell of a hundred metres that a place lies in."""
    lon, lat = place
    row = floor(lat / CELL_DEGREES)
    wide = CELL_DEGREES / max(cos(radians(row * CELL_DEGREES)), 0.01)
    return row, floor(lon / wide)
