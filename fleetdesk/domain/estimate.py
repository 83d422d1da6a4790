"""How far and how long: estimates, for neither service knows of roads. No Qt.

Distances are straight lines times ROAD_FACTOR, driven at AVERAGE_KMH; whoever shows one says that it is an estimate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fleetdesk.domain.geo import Point
from fleetdesk.domain.located import Located, place_of
from fleetdesk.domain.roads import drive_minutes, road_km
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position


@dataclass(frozen=True, slots=True)
class Leg:
    """The last way to the task, and all the driving until there."""

    km: float
    arrival: datetime
    drive_min: float
    after: str = ""


def leg(task: Task, position: Position | None, others: Iterable[Task], now: datetime) -> Leg | None:
    """Return the leg from the vehicle, or from place and end of its task in progress; None without a place."""
    goal, here = point(task), point(position)
    if goal is None or here is None:
        return None
    first = next((each for each in others if each.status is TaskStatus.IN_PROGRESS), None)
    there = (point(first) or here) if first else here
    before, last = road_km(here, there), road_km(there, goal)
    free = now + timedelta(minutes=drive_minutes(before))
    if first is not None and first.stop_at is not None:
        free = max(free, first.stop_at)
    driving = drive_minutes(before + last)
    arrival = _to_the_minute(free + timedelta(minutes=drive_minutes(last)))
    return Leg(last, arrival, driving, first.name if first else "")


def _to_the_minute(moment: datetime) -> datetime:
    """Round to the minute, because an estimate has no seconds."""
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def point(located: Located | None) -> Point | None:
    """Return the place as (lon, lat) in degrees; None when unknown."""
    place = place_of(located)
    return (place[1], place[0]) if place else None
