"""Items of one kind that the page shows, and what of them it has not been told yet."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

ROWS_AT_ONCE = 1000
"""So many rows go with one message, the others with the next: a hundred thousand at once would stop the window."""


class Keyed(Protocol):
    """What has a key that stays the same while the rest of it changes."""

    @property
    def key(self) -> str:
        """Return the key."""


Item = TypeVar("Item", bound=Keyed)


class Changes(Generic[Item]):
    """Collects changes until the page takes them as rows, which `row` makes; a message has at most ROWS_AT_ONCE.

    `names` are those of all items, changed items, keys that are gone.
    """

    def __init__(self, row: Callable[[Item], tuple[Any, ...]], names: tuple[str, str, str]) -> None:
        self._row, self._names = row, names
        self.items: dict[str, Item] = {}
        self._changed: dict[str, None] = {}
        self._gone: dict[str, None] = {}
        self._whole = True

    def update(self, changed: Iterable[Item], gone: Iterable[str]) -> None:
        """Change or add some and drop those that are gone; what is unchanged is not sent."""
        for item in changed:
            if self.items.get(item.key) != item:
                self.items[item.key] = item
                self._changed[item.key] = None
                self._gone.pop(item.key, None)
        for key in gone:
            if self.items.pop(key, None) is not None:
                self._gone[key] = None
                self._changed.pop(key, None)

    def restart(self) -> None:
        """Send all of them with the next message."""
        self._whole = True
        self._changed.clear()
        self._gone.clear()

    @property
    def pending(self) -> bool:
        """Return whether something has not been sent yet."""
        return bool(self._whole or self._changed or self._gone)

    def take(self) -> dict[str, Any]:
        """Return what was not sent yet, or the first of it, as parts of a message; it counts as sent."""
        everything, changed, gone = self._names
        if not self.pending:
            return {}
        if self._whole:
            self._changed = dict.fromkeys(self.items)
        now = list(islice(self._changed, ROWS_AT_ONCE))
        message = {everything: self._part(now)} if self._whole else {changed: self._part(now), gone: list(self._gone)}
        for key in now:
            del self._changed[key]
        self._whole = False
        self._gone.clear()
        return message

    def _part(self, keys: Iterable[str]) -> list[tuple[Any, ...]]:
        return [self._row(self.items[key]) for key in keys]
