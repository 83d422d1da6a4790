"""How many units are in each state, and how many tasks are late; kept by what changes, never by walking all. No Qt."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from fleetdesk.domain.motion import State
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.fleet import Delta, Seen


class FleetCounts:
    """Counts units by state, and people; `counted` is how many units were looked at so far."""

    def __init__(self) -> None:
        self._fleet: Mapping[str, Seen] | None = None
        self._known: dict[str, tuple[State, UnitKind]] = {}
        self._numbers: Counter[State | UnitKind] = Counter()
        self.counted = 0

    def note(self, fleet: Mapping[str, Seen], delta: Delta) -> None:
        """Take over what changed in a fleet; in one that was not counted yet there is nothing to change."""
        if fleet is not self._fleet:
            return
        known, keys = self._known, (*delta.changed, *delta.gone)
        self.counted += len(keys)
        for key in keys:
            seen = fleet.get(key)
            after = (seen.motion.state, seen.unit.kind) if seen is not None else None
            if known.get(key) != after:
                self._count(key, after)

    def of(self, fleet: Mapping[str, Seen]) -> dict[str, int]:
        """Return the numbers by the values of State, "people" and "all"; another fleet than last time is walked."""
        if fleet is not self._fleet:
            self._fleet = fleet
            self._known.clear()
            self._numbers.clear()
            self.note(fleet, Delta(tuple(fleet)))
        numbers: dict[str, int] = {state: self._numbers[state] for state in State}
        return numbers | {"all": len(fleet), "people": self._numbers[UnitKind.PERSON]}

    def _count(self, key: str, after: tuple[State, UnitKind] | None) -> None:
        before = self._known.get(key)
        if before is not None:
            self._numbers.subtract(before)
        if after is None:
            del self._known[key]
        else:
            self._known[key] = after
            self._numbers.update(after)


class TaskCounts:
    """Counts the unfinished tasks that are late at a moment, and those without a unit."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[datetime | None, bool]] = {}
        self._ends: list[datetime] = []
        self.unassigned = 0

    def put(self, key: str, task: Task | None) -> None:
        """Take over a task as it is now; None for one that is finished or gone."""
        before = self._known.pop(key, None)
        after = None if task is None else (task.stop_at, task.unassigned)
        if after is not None:
            self._known[key] = after
        if before == after:
            return
        if before is not None:
            self._add(before, -1)
        if after is not None:
            self._add(after, 1)

    def late(self, now: datetime) -> int:
        """Return how many have a window that has closed before `now`."""
        return bisect_left(self._ends, now)

    def _add(self, counted: tuple[datetime | None, bool], number: int) -> None:
        end, unassigned = counted
        self.unassigned += number * unassigned
        if end is not None and number > 0:
            insort(self._ends, end)
        elif end is not None:
            del self._ends[bisect_left(self._ends, end)]
