"""Streets of many tiles put together: one row for a street in a settlement, with a point of it near its middle."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil, cos, floor, hypot, radians

from fleetdesk.domain.gazetteer.known_place import StreetRow
from fleetdesk.domain.towns import KM_OF_DEGREE
from fleetdesk.domain.web_mercator import square
from fleetdesk.streets.street_names import Settlement, StreetPart, TileNames

MOST_ROWS, MOST_PARTS, MOST_SETTLEMENTS = 300_000, 1_000_000, 200_000
"""What memory is there for: a country of some ten million people. What is above is left out."""
APART_DEG = 0.03
"""Parts of a street in cells of so many degrees that touch are one street; a tile of zoom 14 is 0.022 degrees wide."""
SIDE = 1 << 12
"""So many cells to each side of the web map know which settlements reach into them: 5 km each at 60 degrees north."""
MOST_REACHING, FARTHEST_CELLS = 100, 8
"""So many settlements at most reach into one cell, and so many cells far."""


class GatheredStreets:
    """Takes the names of tile after tile, and gives the rows in the end."""

    def __init__(self) -> None:
        self._parts: dict[str, array[float]] = defaultdict(lambda: array("d"))
        self._settlements: dict[tuple[int, int], list[Settlement]] = defaultdict(list)
        self._part_count = self._settlement_count = 0

    @property
    def full(self) -> bool:
        """Return whether no more parts are taken."""
        return self._part_count >= MOST_PARTS

    def add(self, names: TileNames) -> None:
        """Take the names of one more tile."""
        for street in names.streets:
            self._parts[street.name].extend((street.lat, street.lon, street.length))
        self._part_count += len(names.streets)
        for settlement in names.settlements[: MOST_SETTLEMENTS - self._settlement_count]:
            self._spread(settlement)
            self._settlement_count += 1

    def rows(self) -> Iterator[StreetRow]:
        """Yield a row for each street in each settlement, and for each stretch of one in none."""
        yield from islice(
            (row for name, numbers in self._parts.items() for row in self._rows(name, numbers)), MOST_ROWS
        )

    def _spread(self, settlement: Settlement) -> None:
        """Note a settlement in each cell that it reaches into."""
        column, row = _cell(settlement.lat, settlement.lon)
        cell_km = 360 * KM_OF_DEGREE / SIDE * cos(radians(settlement.lat))
        far = min(ceil(settlement.reach_km / max(cell_km, 0.1)), FARTHEST_CELLS)
        for cell in ((column + over, row + down) for over in range(-far, far + 1) for down in range(-far, far + 1)):
            if len(self._settlements[cell]) < MOST_REACHING:
                self._settlements[cell].append(settlement)

    def _rows(self, name: str, numbers: Sequence[float]) -> Iterator[StreetRow]:
        by_settlement: dict[Settlement | None, list[StreetPart]] = defaultdict(list)
        for lat, lon, length in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            by_settlement[self._settlement_of(lat, lon)].append(StreetPart(name, lat, lon, length))
        for settlement, parts in by_settlement.items():
            for together in _apart(parts):
                middle = _middle(together)
                yield name, settlement.name if settlement else "", round(middle.lat, 6), round(middle.lon, 6)

    def _settlement_of(self, lat: float, lon: float) -> Settlement | None:
        """Return the settlement whose middle is the nearest, measured by how far each reaches."""
        reaching = self._settlements.get(_cell(lat, lon), ())
        nearest = min(reaching, key=lambda each: _share_of_reach(each, lat, lon), default=None)
        return nearest if nearest and _share_of_reach(nearest, lat, lon) <= 1 else None


def _cell(lat: float, lon: float) -> tuple[int, int]:
    x, y = square(lat, lon)
    return floor(x * SIDE), floor(y * SIDE)


def _share_of_reach(settlement: Settlement, lat: float, lon: float) -> float:
    north, east = settlement.lat - lat, (settlement.lon - lon) * cos(radians(lat))
    return hypot(north, east) * KM_OF_DEGREE / settlement.reach_km


def _apart(parts: Sequence[StreetPart]) -> Iterator[list[StreetPart]]:
    """Yield the parts that are near each other, whatever lies between them and the rest."""
    cells: dict[tuple[int, int], list[StreetPart]] = defaultdict(list)
    for each in parts:
        cells[floor(each.lat / APART_DEG), floor(each.lon * cos(radians(each.lat)) / APART_DEG)].append(each)
    while cells:
        cell, found = cells.popitem()
        left = [cell]
        while left:
            north, east = left.pop()
            for near in ((north + up, east + over) for up in (-1, 0, 1) for over in (-1, 0, 1)):
                if near in cells:
                    found.extend(cells.pop(near))
                    left.append(near)
        yield found


def _middle(parts: Sequence[StreetPart]) -> StreetPart:
    """Return the part that is the nearest to the middle of all."""
    whole = sum(each.length for each in parts)
    lat = sum(each.lat * each.length for each in parts) / whole
    lon = sum(each.lon * each.length for each in parts) / whole
    return min(parts, key=lambda each: hypot(each.lat - lat, (each.lon - lon) * cos(radians(lat))))
