"""How far and how long a vehicle has to drive to a task: by road where that is known, else an estimate. No Qt.

Whoever shows one says which of both it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fleetdesk.domain.geo import Point
from fleetdesk.domain.located import Located, place_of
from fleetdesk.domain.roads import ESTIMATE, FindWay, Way, straight_way
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position


@dataclass(frozen=True, slots=True)
class Leg:
    """The last way to the task, and all the driving until there.

    `by_road` where a router has found all of it, `basis` says where it comes from, `spread` is the least and the most
    minutes of driving that are likely.
    """

    km: float
    arrival: datetime
    drive_min: float
    after: str = ""
    by_road: bool = False
    basis: str = ESTIMATE
    spread: tuple[float, float] | None = None


def leg(
    task: Task, position: Position | None, others: Iterable[Task], now: datetime, find: FindWay = straight_way
) -> Leg | None:
    """Return the leg from the vehicle, or from place and end of its task in progress; None without a place."""
    first = in_progress(others)
    ways = [find(*each) for each in ways_to(task, position, first)]
    if not ways:
        return None
    last, driving = ways[-1], sum(each.minutes for each in ways)
    free = now + timedelta(minutes=driving - last.minutes)
    if first is not None and first.stop_at is not None:
        free = max(free, first.stop_at)
    arrival = _to_the_minute(free + timedelta(minutes=last.minutes))
    unsure = next((each for each in ways if not each.by_road), None)
    after = first.name if first else ""
    return Leg(last.km, arrival, driving, after, unsure is None, (unsure or last).basis, _spread(ways))


def in_progress(others: Iterable[Task]) -> Task | None:
    """Return the task that the vehicle has to finish first."""
    return next((each for each in others if each.status is TaskStatus.IN_PROGRESS), None)


def ways_to(task: Task, position: Position | None, first: Task | None) -> list[tuple[Point, Point]]:
    """Return the ways that a vehicle has to drive to a task, over the one that it does first; none without a place."""
    goal, here = point(task), point(position)
    if goal is None or here is None:
        return []
    there = point(first) or here
    return [(there, goal)] if there == here else [(here, there), (there, goal)]


def _spread(ways: list[Way]) -> tuple[float, float] | None:
    if all(each.spread is None for each in ways):
        return None
    both = [each.spread or (each.minutes, each.minutes) for each in ways]
    return sum(least for least, _most in both), sum(most for _least, most in both)


def _to_the_minute(moment: datetime) -> datetime:
    """Round to the minute, because an estimate has no seconds."""
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def point(located: Located | None) -> Point | None:
    """Return the place as (lon, lat) in degrees; None when unknown."""
    place = place_of(located)
    return (place[1], place[0]) if place else None
