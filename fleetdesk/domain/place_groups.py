"""Places that lie together, so that a map can show the most of them and say where the others are. No I/O."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

CELL_LAT_DEG, CELL_LON_DEG = 2.0, 3.0
MOST_OF_ALL = 0.6
"""The part of all places that a group has to hold to be shown alone."""
Place = tuple[float, float]
Bounds = tuple[float, float, float, float]


def bounds(places: Iterable[Place]) -> Bounds:
    """Return south, west, north and east of places given as (lat, lon) degrees; ValueError for none."""
    lats, lons = zip(*places, strict=True)
    return min(lats), min(lons), max(lats), max(lons)


def groups(places: Iterable[Place]) -> list[list[Place]]:
    """Return the places in groups, the largest first: those in neighbouring cells of 2 by 3 degrees are together."""
    cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for lat, lon in places:
        cells[int(lat // CELL_LAT_DEG), int(lon // CELL_LON_DEG)].append((lat, lon))
    found = []
    while cells:
        found.append(_connected(cells, next(iter(cells))))
    return sorted(found, key=len, reverse=True)


def _connected(cells: dict[tuple[int, int], list[Place]], first: tuple[int, int]) -> list[Place]:
    """Take the cells that touch the first one out of all cells, and return their places."""
    places, waiting = cells.pop(first), [first]
    while waiting:
        row, column = waiting.pop()
        for cell in ((row + up, column + over) for up in (-1, 0, 1) for over in (-1, 0, 1)):
            if cell in cells:
                places += cells.pop(cell)
                waiting.append(cell)
    return places


def main_group(places: Sequence[Place]) -> tuple[list[Place], list[list[Place]]]:
    """Return the places to show first, and the groups that are left out: none where no group holds most of all."""
    found = groups(places)
    if found and len(found[0]) >= MOST_OF_ALL * len(places):
        return found[0], found[1:]
    return list(places), []
