"""Keys in the order of a value each, and of their own where the values are equal. No Qt.

A key is found, put in and taken out by halving: an index of all rows would have to be written anew for each change,
which takes 10 ms at 100,000 rows.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

Item = TypeVar("Item")
SLICE = 500


class Ordered:
    """The shown keys and the values they are ordered by."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.of: dict[str, Any] = {}
        self.descending = False

    def row(self, key: str) -> int | None:
        """Return the row of a key, or None."""
        return self.place(key, self.of[key]) if key in self.of else None

    def place(self, key: str, order: Any) -> int:
        """Return the row before which a key with that value belongs."""
        low, high = 0, len(self.keys)
        while low < high:
            middle = (low + high) // 2
            if self._before(self.keys[middle], order, key):
                low = middle + 1
            else:
                high = middle
        return low

    def _before(self, other: str, order: Any, key: str) -> bool:
        theirs = self.of[other]
        if theirs == order:
            return other < key
        return bool(theirs > order if self.descending else theirs < order)

    def put(self, row: int, key: str, order: Any) -> None:
        """Insert a key."""
        self.keys.insert(row, key)
        self.of[key] = order

    def take(self, row: int) -> None:
        """Remove the key of a row."""
        del self.of[self.keys.pop(row)]


def arranged(
    items: Mapping[str, Item], keep: Callable[[Item], bool], order: Callable[[Item], Any], descending: bool
) -> Iterator[Ordered | None]:
    """Yield None after each slice of work, then the wanted items in order."""
    made = Ordered()
    made.descending = descending
    keys = list(items)
    for start in range(0, len(keys), SLICE):
        _take_slice(made, items, keys[start : start + SLICE], keep, order)
        yield None
    # Slices that are in order already are merged by the sort, not sorted again.
    made.keys.sort()
    yield None
    made.keys.sort(key=made.of.__getitem__, reverse=descending)
    yield made


def _take_slice(
    made: Ordered,
    items: Mapping[str, Item],
    keys: list[str],
    keep: Callable[[Item], bool],
    order: Callable[[Item], Any],
) -> None:
    """Add a slice of the keys; leave out items removed meanwhile, which touch() is told of."""
    wanted = []
    for key in keys:
        item = items.get(key)
        if item is not None and keep(item):
            wanted.append(key)
            made.of[key] = order(item)
    wanted.sort()
    made.keys += wanted
