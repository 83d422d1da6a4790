"""What a dispatcher compares for one vehicle: its tasks as they are, in the best order, and with one more. No I/O."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.domain.board import day_span
from fleetdesk.domain.day_plan.best_order import best_order, in_order, with_task
from fleetdesk.domain.day_plan.visits import DayPlan, Departure, plan
from fleetdesk.domain.estimate import point
from fleetdesk.domain.roads import FindWay
from fleetdesk.domain.tasks import Task, TaskStatus

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of one vehicle; `added` is None where there is no other task. `unplaced` are in none of them."""

    as_it_is: DayPlan
    best: DayPlan
    added: DayPlan | None
    unplaced: tuple[Task, ...]


def compare(tasks: Sequence[Task], other: Task | None, departure: Departure, ways: FindWay) -> Plans:
    """Return the plans for the tasks of a vehicle, and for another task with a place, if any."""
    ordered = in_order(task for task in tasks if point(task) is not None)
    as_it_is = plan(ordered, departure, ways)
    added = with_task(other, ordered, departure, ways) if other is not None and point(other) is not None else None
    unplaced = tuple(task for task in tasks if point(task) is None)
    return Plans(as_it_is, best_order(ordered, departure, ways), added, unplaced)


def tasks_of_day(tasks: Iterable[Task], now: datetime, zone: ZoneInfo) -> list[Task]:
    """Return the unfinished tasks until the end of today, with those that are late; without any, those of the next day.

    A task that names no time belongs to today.
    """
    timed = [(_begins(task, now), task) for task in tasks if not task.finished]
    if not timed:
        return []
    first = max(min(begins for begins, _task in timed), now)
    _, ends = day_span(first.astimezone(zone).date(), zone)
    return [task for begins, task in timed if begins.timestamp() < ends]


def _begins(task: Task, now: datetime) -> datetime:
    return task.start_at or task.stop_at or now


def new_starts(plan: DayPlan) -> dict[str, datetime]:
    """Return the starts, by task, that put the tasks into the order of the plan; the ends of windows stay.

    A task whose start comes after that of the one before keeps it; another one gets the time at which its work begins.
    """
    starts: dict[str, datetime] = {}
    before: datetime | None = None
    for visit in plan.visits:
        start = visit.task.start_at
        if start is None or (
            before is not None and start <= before and visit.task.status is not TaskStatus.IN_PROGRESS
        ):
            start = starts[visit.task.key] = _start(visit.begins, visit.task.stop_at, before)
        before = max(start, before or start)
    return starts


def _start(begins: datetime, ends: datetime | None, before: datetime | None) -> datetime:
    start = begins.replace(second=0, microsecond=0)
    if before is not None:
        start = max(start, before.replace(second=0, microsecond=0) + MINUTE)
    return min(start, ends) if ends is not None else start
