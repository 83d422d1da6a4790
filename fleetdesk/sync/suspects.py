"""Which units are far from the others of their account, perhaps with lat and lon swapped. No Qt."""

from collections.abc import Iterable, Mapping
from typing import cast

import numpy as np

from fleetdesk.domain.keys import account_of
from fleetdesk.domain.located import place_of
from fleetdesk.domain.ranked_cells import RankedCells
from fleetdesk.sync.fleet import Seen

LAT_MARGIN, LON_MARGIN = 8.0, 14.0
FEWEST_FOR_A_REGION = 8
MARGINS = np.array((LAT_MARGIN, LON_MARGIN))
LOW, HIGH = 10, 90
"""Percentiles of lat and of lon; who is farther outside of them than the margins is suspect."""


class Suspects:
    """Sets and clears the mark `suspect` of units, account by account.

    `judged` is how many units were compared with their region so far: it grows with what moves, not with the fleet.
    """

    def __init__(self) -> None:
        self._regions: dict[str, _Region] = {}
        self.judged = 0

    def move(self, moved: Mapping[str, Seen]) -> list[str]:
        """Take over where these units are now; return the keys of all units whose mark changes by it."""
        accounts = {seen.unit.account for seen in moved.values()}
        for account in accounts:
            own = moved if len(accounts) == 1 else {key: it for key, it in moved.items() if it.unit.account == account}
            self._regions.setdefault(account, _Region()).move(own)
        return [key for region in self._regions.values() for key in self._marked(region)]

    def drop(self, gone: Iterable[str]) -> None:
        """Forget units that are gone; what follows for the others is said by the next move()."""
        for key in gone:
            region = self._regions.get(account_of(key))
            if region is not None:
                region.drop(key)

    def _marked(self, region: "_Region") -> list[str]:
        judged, changed = region.mark()
        self.judged += judged
        return changed


class _Region:
    """Where the units of one account are; each has a row while it has a place."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._free: list[int] = []
        self._keys: list[str] = []
        self._seen: dict[int, Seen] = {}
        self._where = np.empty((0, 2))
        self._marked = np.empty(0, bool)
        self._axes = RankedCells(), RankedCells()
        self._limits: np.ndarray | None = None  # lowest and highest lat and lon that are not suspect
        self._moved: set[int] = set()
        self._is_stale = False

    def move(self, units: Mapping[str, Seen]) -> None:
        """Take over where units are; one without a place is not of the region."""
        known = self._rows
        placed = {key: place for key, seen in units.items() if (place := place_of(seen.position)) is not None}
        for key in units.keys() - placed.keys():
            self.drop(key)
        if not placed:
            return
        rows = [known[key] if key in known else self._new_row(key, units[key]) for key in placed]
        moved, where = np.array(rows), np.array(list(placed.values()))
        self._where[moved] = where
        for axis, values in zip(self._axes, where.T, strict=True):
            axis.put(moved, values)
        self._moved.update(rows)
        self._is_stale = True

    def drop(self, key: str) -> None:
        """Take a unit out."""
        row = self._rows.pop(key, None)
        if row is None:
            return
        for axis in self._axes:
            axis.drop(row)
        self._free.append(row)
        self._moved.discard(row)
        self._is_stale = True

    def mark(self) -> tuple[int, list[str]]:
        """Mark who is far outside now; return how many had to be judged, and the keys of those whose mark changes."""
        if not self._is_stale:
            return 0, []
        self._is_stale = False
        before, self._limits = self._limits, self._limits_now()
        if self._limits is None:
            return 0, []
        judged = np.fromiter(self._touched(before), np.int64)
        self._moved.clear()
        where = self._where[judged]
        far = ((where < self._limits[0]) | (where > self._limits[1])).any(axis=1)
        changed = judged[self._marked[judged] != far].tolist()
        self._marked[judged] = far
        for row in changed:
            self._seen[row].suspect = bool(self._marked[row])
        return len(judged), [self._keys[row] for row in changed]

    def _limits_now(self) -> np.ndarray | None:
        if len(self._rows) < FEWEST_FOR_A_REGION:
            return None
        ends = np.array([[axis.percentile(percent) for axis in self._axes] for percent in (LOW, HIGH)])
        return cast(np.ndarray, ends + np.stack((-MARGINS, MARGINS)))

    def _touched(self, before: np.ndarray | None) -> set[int]:
        """Return the rows that moved, and those that a limit has passed over; all where there were no limits."""
        if before is None or self._limits is None:
            return set(self._rows.values())
        passed = (
            row
            for one, other in zip(before, self._limits, strict=True)
            for axis, low, high in zip(self._axes, one, other, strict=True)
            if low != high
            for row in axis.between(low, high)
        )
        return self._moved.union(passed)

    def _new_row(self, key: str, seen: Seen) -> int:
        row = self._free.pop() if self._free else self._added_row()
        self._rows[key] = row
        self._keys[row], self._seen[row], self._marked[row] = key, seen, seen.suspect
        return row

    def _added_row(self) -> int:
        if len(self._keys) == len(self._where):
            more = max(64, len(self._where))
            self._where = np.concatenate((self._where, np.zeros((more, 2))))
            self._marked = np.concatenate((self._marked, np.zeros(more, bool)))
        self._keys.append("")
        return len(self._keys) - 1
