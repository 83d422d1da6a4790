"""The visits of one vehicle in an order: when it gets to each, how long it waits, and what is left of its window.

All times are estimates in UTC. A task with a start of its own is driven to by way of it. No I/O.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from fleetdesk.domain.day_plan.driving_time import DrivingTime, drive
from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import FindWay
from fleetdesk.domain.tasks import Task

NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Departure:
    """Where and when a vehicle is free, what its driver may drive, and how long a visit takes."""

    place: Point
    at: datetime
    driving: DrivingTime
    work: timedelta


@dataclass(frozen=True, slots=True)
class Visit:
    """One task in the order: the way to it with its breaks and rests, and the times at its place.

    `begins` is when the work can begin: the arrival, or later where the window opens later.
    """

    task: Task
    km: float
    drive_min: float
    breaks: int
    rests: int
    arrival: datetime
    begins: datetime
    leaves: datetime

    @property
    def wait(self) -> timedelta:
        """Return how long the vehicle stands before the window opens."""
        return self.begins - self.arrival

    @property
    def slack(self) -> timedelta | None:
        """Return how much later it could arrive, less than nothing where it is late; None without an end."""
        return None if self.task.stop_at is None else self.task.stop_at - self.arrival

    @property
    def late(self) -> timedelta:
        """Return how long after the window's end it arrives."""
        return max(-(self.slack or NONE), NONE)


@dataclass(frozen=True)
class DayPlan:
    """The visits in their order, from the departure on."""

    departure: Departure
    visits: tuple[Visit, ...]

    @property
    def tasks(self) -> list[Task]:
        """Return the tasks in the order of the visits."""
        return [each.task for each in self.visits]

    @cached_property
    def km(self) -> float:
        """Return the length of all ways."""
        return sum(each.km for each in self.visits)

    @cached_property
    def late(self) -> timedelta:
        """Return the lateness of all visits together."""
        return sum((each.late for each in self.visits), NONE)

    @property
    def ends(self) -> datetime:
        """Return when the last visit is left."""
        return self.visits[-1].leaves if self.visits else self.departure.at

    @property
    def drive_min(self) -> float:
        """Return the minutes at the wheel, without breaks and rests."""
        return sum(each.drive_min for each in self.visits)

    @property
    def cost(self) -> tuple[timedelta, datetime, float]:
        """Return what is compared: lateness first, then the end of the day, then the distance."""
        return self.late, self.ends, self.km


def plan(tasks: Iterable[Task], departure: Departure, ways: FindWay) -> DayPlan:
    """Return the plan for a vehicle that does the tasks in this order; tasks without a place are left out."""
    visits: list[Visit] = []
    after = departure
    for task in tasks:
        if point(task) is not None:
            visit, after = follow(task, after, ways)
            visits.append(visit)
    return DayPlan(departure, tuple(visits))


def follow(task: Task, departure: Departure, ways: FindWay) -> tuple[Visit, Departure]:
    """Return the visit of a task with a place, and the departure from there."""
    legs = _Legs(departure, ways)
    first = point(task.start)
    if first is not None:
        legs.go(first)
        legs.stay(task.start_at, departure.work)
    place = point(task)
    assert place is not None
    legs.go(place)
    arrival = legs.at
    begins = legs.stay(None if first else task.start_at, departure.work)
    visit = Visit(task, legs.km, legs.drive_min, legs.breaks, legs.rests, arrival, begins, legs.at)
    return visit, Departure(place, legs.at, legs.driving, departure.work)


class _Legs:
    """Adds up the ways and stays of one visit."""

    def __init__(self, departure: Departure, ways: FindWay) -> None:
        self.place, self.at, self.driving, self._ways = departure.place, departure.at, departure.driving, ways
        self.km, self.drive_min, self.breaks, self.rests = 0.0, 0.0, 0, 0

    def go(self, place: Point) -> None:
        """Drive to a place, with the breaks that are due."""
        way = self._ways(self.place, place)
        driven = drive(way.minutes, self.driving)
        self.place, self.at, self.driving = place, self.at + timedelta(minutes=driven.minutes), driven.left
        self.km, self.drive_min = self.km + way.km, self.drive_min + way.minutes
        self.breaks, self.rests = self.breaks + driven.breaks, self.rests + driven.rests

    def stay(self, opens: datetime | None, work: timedelta) -> datetime:
        """Wait until a window opens, then work; return when the work begins."""
        begins = max(self.at, opens) if opens else self.at
        self.driving = self.driving.paused((begins - self.at).total_seconds() / 60)
        self.at = begins + work
        return begins


def shifts(before: DayPlan, after: DayPlan) -> Sequence[tuple[Task, timedelta]]:
    """Return the tasks of both plans that are reached at another time, and how much later."""
    were = {each.task.key: each.arrival for each in before.visits}
    changed = ((each.task, each.arrival - were[each.task.key]) for each in after.visits if each.task.key in were)
    return [(task, later) for task, later in changed if abs(later) >= timedelta(minutes=1)]
