"""How much longer roads are than straight lines, learnt from a fleet's own finished tasks. No Qt.

A task may say from where to where it was driven, and how many km that were. What the vendor counts there is not said
(docs/vendors), so it is believed only of an account of which nearly all tasks tell what can be a way by road.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.quartiles import FEWEST, Quartiles
from fleetdesk.domain.tasks import Task, TaskStatus

SHORTEST_KM = 5.0  # of the straight line; in shorter ways the turn into the yard is a part of it
STRAIGHTEST, MOST_WINDING = 0.98, 2.5  # km for a straight km; where a task was entered is not measured to the metre
BELIEVED = 0.8
"""The share of an account's ways that must be possible ones."""


def learn_factors(tasks: Iterable[Task]) -> Mapping[str, Quartiles]:
    """Return the km for a straight km of each account whose completed tasks tell enough."""
    told: dict[str, list[float]] = defaultdict(list)
    for task in tasks:
        if (factor := _factor(task)) is not None:
            told[task.account].append(factor)
    found = ((account, _learnt(factors)) for account, factors in told.items())
    return {account: learnt for account, learnt in found if learnt is not None}


def _factor(task: Task) -> float | None:
    """Return the km that a task was driven for each straight km; None where that is not known."""
    start, place = point(task.start), point(task)
    if task.status is not TaskStatus.COMPLETED or not task.distance_km or start is None or place is None:
        return None
    straight = distance_m(start, place) / 1000
    return task.distance_km / straight if straight >= SHORTEST_KM else None


def _learnt(factors: list[float]) -> Quartiles | None:
    possible = [each for each in factors if STRAIGHTEST <= each <= MOST_WINDING]
    if len(possible) < max(FEWEST, BELIEVED * len(factors)):
        return None
    return Quartiles.of(possible)
