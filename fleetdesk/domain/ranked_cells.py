"""Numbers of numbered rows in narrow cells: what lies at a rank, or between two values, without looking at all rows."""

from collections.abc import Iterator
from math import floor
from typing import cast

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Values = NDArray[np.float64]
PER_UNIT = 64
"""Cells in 1.0; in degrees of latitude a cell is 1.7 km high, so that few units leave theirs at a time."""
_NOWHERE = np.iinfo(np.int64).min


class RankedCells:
    """One finite number for each row; rows are small whole numbers that the caller gives and uses again."""

    def __init__(self) -> None:
        self._values: Values = np.empty(0)
        self._cells: Rows = np.empty(0, np.int64)
        self._rows: dict[int, set[int]] = {}
        self._count = 0

    def __len__(self) -> int:
        """Return how many rows have a number."""
        return self._count

    def put(self, rows: Rows, values: Values) -> None:
        """Set the numbers of rows, of which none is named twice; only rows that leave their cell cost more."""
        self._grow(int(rows.max(initial=-1)) + 1)
        cells = np.floor(values * PER_UNIT).astype(np.int64)
        self._values[rows] = values
        for place in np.flatnonzero(cells != self._cells[rows]):
            row, cell = int(rows[place]), int(cells[place])
            self._take(row)
            self._rows.setdefault(cell, set()).add(row)
            self._cells[row] = cell
            self._count += 1

    def drop(self, row: int) -> None:
        """Take the number of a row away, where it has one."""
        if row < len(self._cells):
            self._take(row)

    def percentile(self, percent: float) -> float:
        """Return the same as numpy.percentile() of all numbers, which interpolates between the two nearest ranks."""
        at = (self._count - 1) * (percent / 100)
        rank = floor(at)
        below, above = self._ranked(rank), self._ranked(min(rank + 1, self._count - 1))
        part, wide = at - rank, above - below
        return above - wide * (1 - part) if part >= 0.5 else below + wide * part

    def between(self, one: float, other: float) -> Iterator[int]:
        """Return the rows in the cells from one value to another, in either order: all that lie between, and more."""
        first, last = sorted((floor(one * PER_UNIT), floor(other * PER_UNIT)))
        return (row for cell, rows in self._rows.items() if first <= cell <= last for row in rows)

    def _ranked(self, rank: int) -> float:
        for cell in sorted(self._rows):
            rows = self._rows[cell]
            if rank < len(rows):
                return cast(float, np.sort(self._values[list(rows)])[rank].item())
            rank -= len(rows)
        raise IndexError(rank)

    def _take(self, row: int) -> None:
        cell = int(self._cells[row])
        if cell == _NOWHERE:
            return
        self._rows[cell].discard(row)
        if not self._rows[cell]:
            del self._rows[cell]
        self._cells[row] = _NOWHERE
        self._count -= 1

    def _grow(self, size: int) -> None:
        more = max(size, 2 * len(self._cells)) - len(self._cells) if size > len(self._cells) else 0
        if more:
            self._values = np.concatenate((self._values, np.zeros(more)))
            self._cells = np.concatenate((self._cells, np.full(more, _NOWHERE)))
