"""Keys in the order of a value each, and of their own where the values are equal. No Qt.

A key is found, put in and taken out by halving: an index of all rows would have to be written anew for each change,
which takes 10 ms at 100,000 rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from fleetdesk.base.slices import slices

Item = TypeVar("Item")
SLICE, LOOKED_AT, MARKED_EACH = 2000, 250, 100
"""So many keys are sorted at once, so many items looked at, and each so many keys is a mark where all may be cut."""


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
        return self.place_in(self.keys, key, order)

    def place_in(self, keys: Sequence[str], key: str, order: Any, low: int = 0) -> int:
        """Return the place, no lower than `low`, before which a key with that value belongs in sorted keys."""
        high = len(keys)
        while low < high:
            middle = (low + high) // 2
            if self._before(keys[middle], order, key):
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
    keys, ordered = list(items), list[list[str]]()
    for part in slices(keys, SLICE):
        wanted = list[str]()
        for some in slices(part, LOOKED_AT):
            wanted += _wanted(made, items, some, keep, order)
            yield None
        ordered.append(_sorted(made, wanted))
    for part in _merged(made, ordered):
        made.keys += part
        yield None
    yield made


def _wanted(
    made: Ordered,
    items: Mapping[str, Item],
    keys: Sequence[str],
    keep: Callable[[Item], bool],
    order: Callable[[Item], Any],
) -> list[str]:
    """Return the wanted ones of some keys; leave out items removed meanwhile, which touch() is told of."""
    wanted = []
    for key in keys:
        item = items.get(key)
        if item is not None and keep(item):
            wanted.append(key)
            made.of[key] = order(item)
    return wanted


def _sorted(made: Ordered, keys: list[str]) -> list[str]:
    keys.sort()
    keys.sort(key=made.of.__getitem__, reverse=made.descending)
    return keys


def _merged(made: Ordered, lists: list[list[str]]) -> Iterator[list[str]]:
    """Yield the keys of sorted lists in order, some thousand at a time: sorting all of very many takes too long.

    Marks that stand as far apart in each slice cut all of them into parts that follow each other.
    """
    if len(lists) < 2:
        yield from lists
        return
    marks = _sorted(made, [key for each in lists for key in each[MARKED_EACH // 2 :: MARKED_EACH]])
    begins = [0] * len(lists)
    for mark in marks[:: SLICE // MARKED_EACH]:
        ends = [made.place_in(each, mark, made.of[mark], begin) for each, begin in zip(lists, begins, strict=True)]
        yield _part(made, lists, begins, ends)
        begins = ends
    yield _part(made, lists, begins, [len(each) for each in lists])


def _part(made: Ordered, lists: list[list[str]], begins: list[int], ends: list[int]) -> list[str]:
    cuts = zip(lists, begins, ends, strict=True)
    return _sorted(made, [key for each, begin, end in cuts for key in each[begin:end]])
