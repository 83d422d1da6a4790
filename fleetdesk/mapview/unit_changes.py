"""Every unit of the map under the number that the page knows it by, and what of them it has not been told yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fleetdesk.mapview.map_unit import MapUnit, UnitColumns, packed, unit_of

_ROWS_AT_FIRST = 64


class UnitChanges(Mapping[str, MapUnit]):
    """Collects changes until the page takes them; a unit that looks the same is not sent. Reads as its units by key.

    A message has `named`, a list of number, key and label of each unit that is new or has another label, and `looks`,
    which is packed(): ten thousand units that moved are texts of none.
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._numbers: dict[str, int] = {}
        self._labels: list[str] = []  # by number
        self._cells = np.zeros((_ROWS_AT_FIRST, 3), "<i4")
        self._changed = np.zeros(_ROWS_AT_FIRST, bool)
        self._unnamed: dict[str, int] = {}
        self._gone: dict[str, int] = {}  # their numbers are free once the page has been told
        self._free: list[int] = []
        self._whole = True

    def __getitem__(self, key: str) -> MapUnit:
        """Return the unit with a key; KeyError without one."""
        number = self._numbers[key]
        return unit_of(key, self._labels[number], self._cells[number].tolist())

    def __contains__(self, key: object) -> bool:
        """Return whether a unit with this key is on the map."""
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        """Return the keys."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many units are on the map."""
        return len(self._numbers)

    def replace(self, units: UnitColumns) -> None:
        """Replace all of them."""
        self._clear()
        self.update(units, ())

    def update(self, changed: UnitColumns, gone: Iterable[str]) -> None:
        """Change or add some and drop those that are gone; what is unchanged is not sent."""
        known = self._numbers
        new = [key for key in changed.keys if key not in known]
        for key in new:
            self._add(key, changed.label(key))
        if not changed.only_moved:
            self._name(changed)
        rows = np.array([known[key] for key in changed.keys], np.int64)
        differ = np.flatnonzero((self._cells[rows] != changed.cells).any(axis=1))
        self._cells[rows[differ]] = changed.cells[differ]
        self._changed[rows[differ]] = True
        for key in gone:
            self._drop(key)

    def _add(self, key: str, label: str) -> None:
        """Give a unit the number that it had until the page was told last, else one that is free."""
        number = self._gone.pop(key, None)
        if number is None:
            number = self._free.pop() if self._free else self._added()
        self._numbers[key] = self._unnamed[key] = number
        self._labels[number], self._changed[number] = label, True

    def _added(self) -> int:
        number = len(self._labels)
        self._labels.append("")
        if number == len(self._cells):
            self._cells = np.concatenate((self._cells, np.zeros_like(self._cells)))
            self._changed = np.concatenate((self._changed, np.zeros_like(self._changed)))
        return number

    def _name(self, units: UnitColumns) -> None:
        for key in units.keys:
            number, label = self._numbers[key], units.label(key)
            if self._labels[number] != label:
                self._labels[number], self._unnamed[key], self._changed[number] = label, number, True

    def _drop(self, key: str) -> None:
        number = self._numbers.pop(key, None)
        if number is not None:
            self._gone[key] = number
            self._changed[number] = False
            self._unnamed.pop(key, None)

    def restart(self) -> None:
        """Send all of them with the next message."""
        self._whole = True

    @property
    def pending(self) -> bool:
        """Return whether something has not been sent yet."""
        return bool(self._whole or self._gone or self._changed.any())

    def take(self) -> dict[str, Any]:
        """Return what was not sent yet as parts of a message; it counts as sent."""
        if self._whole:
            message: dict[str, Any] = {
                "units": self._part(self._numbers, np.array([*self._numbers.values()], np.int64))
            }
        elif self.pending:
            message = {"changed": self._part(self._unnamed, np.flatnonzero(self._changed)), "gone": list(self._gone)}
        else:
            return {}
        self._whole = False
        self._changed[:] = False
        self._unnamed.clear()
        self._free += self._gone.values()
        self._gone.clear()
        return message

    def _part(self, named: Mapping[str, int], numbers: NDArray[np.int64]) -> dict[str, Any]:
        names = [(number, key, self._labels[number]) for key, number in named.items()]
        return {"named": names, "looks": packed(numbers, self._cells[numbers])}
