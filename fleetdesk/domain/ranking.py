"""Which vehicles could do a task: ranked by what would follow, with the reason in words. No Qt."""

import math
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.domain.assignment_impact import AssignmentImpact, Vehicle, assignment_impact
from fleetdesk.domain.estimate import in_progress, point, ways_to
from fleetdesk.domain.geo import Point, distance_m
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.motion import State
from fleetdesk.domain.roads import FASTEST_KMH, ROAD_FACTOR, FindWay, drive_minutes, straight_way
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import UnitKind

MOST = 12
Order = tuple[bool, bool, bool, bool, int, int, bool, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One vehicle that could do the task, its rank from 1, what would follow, and that in a sentence.

    `age` is that of its last message; None where there was none.
    """

    rank: int
    key: str
    label: str
    driver: str
    assignment_impact: AssignmentImpact
    reason: str
    age: timedelta | None = None


def tasks_by_unit(tasks: Iterable[Task]) -> dict[str, list[Task]]:
    """Return the unfinished tasks of each unit, by the unit's key."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.unit and not task.finished:
            found[unit_key(task.account, task.unit)].append(task)
    return found


def nearest(
    task: Task,
    fleet: Mapping[str, Vehicle],
    tasks: Iterable[Task],
    now: datetime,
    zone: ZoneInfo,
    most: int = MOST,
    find: FindWay = straight_way,
) -> list[Candidate]:
    """Rank the vehicles of the task's account (of all, when it has none yet), best first.

    Whose position is old comes after the others, who is silent last, who has no position after that, and their reason
    says so. Among equals, those whose way is known by road come before those for which it is an estimate.
    """
    theirs = tasks_by_unit(tasks)
    best: list[tuple[Order, str, str, AssignmentImpact]] = []
    for km, key in _by_distance(task, fleet):
        bound = _bound(task, drive_minutes(km * ROAD_FACTOR) if find is straight_way else km / FASTEST_KMH * 60, now)
        if len(best) == most and bound > best[-1][0]:
            break
        found = assignment_impact(task, fleet[key], theirs.get(key, ()), now, find)
        insort(best, (_order(fleet[key], found), fleet[key].label, key, found), key=lambda each: each[:3])
        del best[most:]
    return [_candidate(rank, fleet[key], key, found, zone) for rank, (_, _, key, found) in enumerate(best, 1)]


def ways_wanted(
    task: Task, fleet: Mapping[str, Vehicle], tasks: Iterable[Task], first: Iterable[str] = ()
) -> list[tuple[Point, Point]]:
    """Return the ways that a ranking would know by road: the last way of each vehicle, the nearest first.

    After them come the ways that the vehicles of the keys in `first` have to drive before.
    """
    theirs = tasks_by_unit(tasks)

    def ways(key: str) -> list[tuple[Point, Point]]:
        others = [each for each in theirs.get(key, ()) if each.key != task.key]
        return ways_to(task, fleet[key].position, in_progress(others))

    last = [found[-1] for _km, key in _by_distance(task, fleet) if (found := ways(key))]
    return [*last, *(each for key in first if key in fleet for each in ways(key)[:-1])]


def _by_distance(task: Task, fleet: Mapping[str, Vehicle]) -> list[tuple[float, str]]:
    """Return the units that may be asked, the nearest first, with the straight line in km."""
    goal, far = point(task), []
    for key, each in fleet.items():
        if task.account in ("", each.unit.account) and each.unit.kind is UnitKind.VEHICLE:
            here = point(each.position)
            far.append((distance_m(here, goal) / 1000 if goal and here else math.inf, key))
    return sorted(far)


def _bound(task: Task, least_min: float, now: datetime) -> Order:
    """Return the earliest possible order: no detour is shorter than the direct way; half a minute is for rounding."""
    if least_min == math.inf:
        return True, False, False, False, 0, 0, False, math.inf
    arrival = now + timedelta(minutes=least_min - 0.5)
    late_min = math.floor((arrival - task.stop_at) / timedelta(minutes=1)) if task.stop_at else 0
    return False, False, False, False, max(late_min, 0), 0, False, arrival.timestamp()


def _order(vehicle: Vehicle, found: AssignmentImpact) -> Order:
    """Return a sort key: no way, silence and old positions last; then legality, lateness, clashes, roads, arrival."""
    silent, old = vehicle.motion.state is State.SILENT, vehicle.motion.is_old
    arrival = found.arrival.timestamp() if found.arrival else math.inf
    late_min = round(found.late / timedelta(minutes=1))
    clashing = len(found.clashes)
    return found.arrival is None, silent, old, found.over_hours, late_min, clashing, not found.by_road, arrival


def _candidate(rank: int, vehicle: Vehicle, key: str, found: AssignmentImpact, zone: ZoneInfo) -> Candidate:
    driver = vehicle.driving.driver_name if vehicle.driving else None
    return Candidate(rank, key, vehicle.label, driver or "", found, found.in_words(zone), vehicle.motion.age)
