"""The day board: one lane a vehicle, its tasks as bars on a time axis, those that overlap below each other. No Qt.

The axis goes on over midnight: a board holds some days around the one that it is laid out for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from fleetdesk.base.slices import slices
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.tasks import Task

UNASSIGNED = ""
OPEN_S = 3600.0  # a window without one of its ends is drawn as an hour
SHORTEST_S = 300.0  # and a window without a length as five minutes, so that two of them do not lie on each other
AT_ONCE = 200
"""So many tasks are put into their lanes before the work may pause."""


class Bar(NamedTuple):
    """One task in its lane: seconds since 1970 (UTC), and the row of the lane, from 0, in which it overlaps nothing."""

    start: float
    stop: float
    key: str
    task: Task
    row: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """One vehicle's bars by their start; its key is the unit's, or empty for the tasks that nobody has."""

    key: str
    bars: tuple[Bar, ...] = ()
    rows: int = 1


def day_span(day: date, zone: ZoneInfo) -> tuple[float, float]:
    """Return the first second of a day in the zone and that of the next, since 1970: 23 to 25 hours lie between."""
    first, following = (datetime.combine(each, time(), zone) for each in (day, day + timedelta(days=1)))
    return first.timestamp(), following.timestamp()


def on_day(day: date, zone: ZoneInfo) -> Callable[[Task], bool]:
    """Return the function that tells whether any of a task's window is on a day in the zone."""
    begins, ends = day_span(day, zone)
    return lambda task: _overlaps(task, begins, ends)


def _overlaps(task: Task, begins: float, ends: float) -> bool:
    start, stop = task.start_at or task.stop_at, task.stop_at or task.start_at
    return start is not None and stop is not None and start.timestamp() < ends and stop.timestamp() >= begins


def span(task: Task) -> tuple[float, float] | None:
    """Return when a task is to be done, in seconds since 1970; an open end is an hour away; None without any time."""
    start = task.start_at.timestamp() if task.start_at else None
    stop = task.stop_at.timestamp() if task.stop_at else None
    if start is None and stop is None:
        return None
    first = start if start is not None else (stop or 0.0) - OPEN_S
    last = stop if stop is not None else first + OPEN_S
    return first, max(last, first + SHORTEST_S)


def lane_of(task: Task) -> str:
    """Return the key of the lane that a task lies in."""
    return unit_key(task.account, task.unit) if task.unit else UNASSIGNED


def stacked(key: str, bars: Iterable[Bar]) -> Lane:
    """Return a lane in as few rows as it needs: each bar goes to the first row that is free when it begins."""
    rows, free, taken = 0, list[int](), list[tuple[float, int]]()
    placed = []
    for bar in sorted(bars, key=_BY_START):
        while taken and taken[0][0] <= bar.start:
            heappush(free, heappop(taken)[1])
        row = heappop(free) if free else rows
        rows = max(rows, row + 1)
        heappush(taken, (bar.stop, row))
        placed.append(bar if row == bar.row else bar._replace(row=row))
    return Lane(key, tuple(placed), max(1, rows))


_BY_START = itemgetter(0, 1, 2)


class DayBoard:
    """All lanes of some days, kept as tasks change; only the lanes that a change touches are laid out again.

    `around` is how many days before and after the day are laid out with it.
    """

    def __init__(self, day: date, zone: ZoneInfo, label: Callable[[str], str], around: int = 0) -> None:
        self.day, self.around = day, around
        beside = timedelta(days=around)
        self.begins, self.ends = day_span(day - beside, zone)[0], day_span(day + beside, zone)[1]
        self.lanes: list[Lane] = []
        self.untimed: set[str] = set()  # unfinished tasks that name no time, so that they are on no day
        self._label = label
        self._everyone: frozenset[str] = frozenset()
        self._lane_of: dict[str, str] = {}
        self._spans: dict[str, dict[str, Bar]] = defaultdict(dict)
        self._laid: dict[str, Lane] = {}
        self._row_of: dict[str, int] = {}

    def fill(self, tasks: Mapping[str, Task], everyone: Iterable[str] = ()) -> None:
        """Lay out all tasks that overlap the days; `everyone` are the units with a lane even without a task."""
        for _pause in self.filling(tasks, everyone):
            pass

    def filling(self, tasks: Mapping[str, Task], everyone: Iterable[str] = ()) -> Iterator[None]:
        """Do the same; yield where the work may pause. What has changed of the tasks by the end is for touch()."""
        self._everyone = frozenset(everyone)
        self._lane_of.clear()
        self._spans.clear()
        self.untimed.clear()
        for part in slices(list(tasks.items()), AT_ONCE):
            self._put(part)
            yield None
        self._laid.clear()
        for key in list(self._spans):
            self._lay(key)
            yield None
        self._order()

    def touch(self, tasks: Mapping[str, Task], keys: Iterable[str]) -> None:
        """Take over what became of these tasks; one that is not in `tasks` any more leaves the board."""
        for _pause in self.touching(tasks, keys):
            pass

    def touching(self, tasks: Mapping[str, Task], keys: Iterable[str]) -> Iterator[None]:
        """Do the same; yield where the work may pause. Until its end the lanes are those of before."""
        stale: set[str] = set()
        for part in slices(list(keys), AT_ONCE):
            stale |= self._take(tasks, part)
            yield None
        for key in stale:
            self._lay(key)
            yield None
        if all((key in self._row_of) == self._wanted(key) for key in stale):
            for key in stale & self._row_of.keys():
                self.lanes[self._row_of[key]] = self._laid.get(key) or Lane(key)
        else:
            self._order()

    def _take(self, tasks: Mapping[str, Task], keys: Sequence[str]) -> set[str]:
        """Put these tasks where they belong now; return the keys of the lanes that are to be laid out again."""
        stale = {self._lane_of[key] for key in keys if key in self._lane_of}
        self.untimed.difference_update(keys)
        for key in keys:
            self._spans[self._lane_of.pop(key, UNASSIGNED)].pop(key, None)
        return stale | self._put((key, tasks[key]) for key in keys if key in tasks)

    def _put(self, tasks: Iterable[tuple[str, Task]]) -> set[str]:
        """Put the tasks that overlap the days into their lanes; return the keys of the lanes."""
        lanes = set()
        for key, task in tasks:
            found = span(task)
            if found is None:
                self.untimed.update(() if task.finished else (key,))
            elif found[0] < self.ends and found[1] > self.begins:
                lane = self._lane_of[key] = lane_of(task)
                self._spans[lane][key] = Bar(*found, key, task)
                lanes.add(lane)
        return lanes

    def _lay(self, key: str) -> None:
        if self._spans[key]:
            self._laid[key] = stacked(key, self._spans[key].values())
        else:
            self._laid.pop(key, None)

    def _wanted(self, key: str) -> bool:
        return key == UNASSIGNED or key in self._laid or key in self._everyone

    def _order(self) -> None:
        """Order the lanes: tasks without a vehicle first, then the vehicles by label."""
        wanted = {*self._laid, *self._everyone} - {UNASSIGNED}
        named = sorted((self._label(key).casefold(), key) for key in wanted)
        order = [UNASSIGNED, *(key for _, key in named)]
        self.lanes = [self._laid.get(key) or Lane(key) for key in order]
        self._row_of = {key: number for number, key in enumerate(order)}

    def lane(self, task: str) -> Lane | None:
        """Return the lane in which a task lies; None when it is not on the board."""
        key = self._lane_of.get(task)
        return None if key is None else self._laid.get(key)

    def number(self, lane: str) -> int | None:
        """Return the number of lanes above the lane of this key; None when it has none."""
        return self._row_of.get(lane)

    def bar(self, task: str) -> Bar | None:
        """Return the bar of a task; None when it is not on the board."""
        lane = self.lane(task)
        return None if lane is None else next((each for each in lane.bars if each.key == task), None)

    def bars(self) -> Iterator[Bar]:
        """Yield all bars, lane by lane."""
        return (bar for lane in self.lanes for bar in lane.bars)

    def __len__(self) -> int:
        return len(self._lane_of)
