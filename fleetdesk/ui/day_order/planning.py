"""Works out the plans of one vehicle off the window's thread."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

from fleetdesk.base.sentences import joined
from fleetdesk.domain.day_plan.driving_time import DrivingTime, left_by
from fleetdesk.domain.day_plan.plans import Plans, compare, tasks_of_day
from fleetdesk.domain.day_plan.visit_time import usual_visit
from fleetdesk.domain.day_plan.visits import Departure
from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import Point
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.roads import FindWay
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store

PURPOSE = "order of the day"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the plans stand on: the driving time left, the length of a visit and how many tasks told it, the ways."""

    driving: DrivingTime
    work: timedelta
    told_by: int
    ways: str


async def planned(
    seen: Seen, other: Task | None, store: Store, zone: ZoneInfo, roads: RoadService
) -> tuple[Plans, Basis] | None:
    """Return the plans of a vehicle and what they stand on; None where it has no position.

    Ways by road that are not known yet are asked for; the service says when they have come.
    """
    here, now = point(seen.position), store.now()
    if here is None:
        return None
    tasks = tasks_of_day([task for task in store.task_store.unfinished.values() if _has(seen, task)], now, zone)
    places = _places(here, tasks, other)
    roads.ask(PURPOSE, [(one, to) for one, to in permutations(places, 2) if to != here])
    work, told_by = await asyncio.to_thread(usual_visit, list(store.tasks.values()))
    departure, ways = Departure(here, now, left_by(seen.driving, now), work), roads.ways_of(seen.unit.account)
    plans = await asyncio.to_thread(compare, tasks, other, departure, ways)
    return plans, Basis(departure.driving, work, told_by, _basis_of(places, ways))


def _has(seen: Seen, task: Task) -> bool:
    return bool(task.unit) and unit_key(task.account, task.unit or "") == seen.key


def _places(here: Point, tasks: Sequence[Task], other: Task | None) -> list[Point]:
    """Return every place once that a plan may go to, the vehicle's first."""
    located = [each for task in (*tasks, other) if task is not None for each in (task.start, task)]
    return list(dict.fromkeys([here, *(place for each in located if (place := point(each)) is not None)]))


def _basis_of(places: Sequence[Point], ways: FindWay) -> str:
    """Return in words where the ways come from; both where some are by road and some are not."""
    return joined(dict.fromkeys(ways(one, to).basis for one, to in permutations(places, 2) if to != places[0]), "; ")
