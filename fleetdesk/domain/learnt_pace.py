"""How long ways take, learnt from a fleet's own finished tasks. No Qt.

What is known is when a vehicle left one task's place and came to the next one's: the time between has rests and waits
in it, and the way is not known. So minutes for a straight kilometre are learnt; learnt_factor.py has the length.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import Point, distance_m
from fleetdesk.domain.quartiles import FEWEST, Quartiles
from fleetdesk.domain.roads import FASTEST_KMH
from fleetdesk.domain.tasks import Task

SHORTEST_KM = 5.0  # of the straight line; in shorter ways the stop at the gate is most of the time
FASTEST_MIN, SLOWEST_MIN = 60 / FASTEST_KMH, 4.0  # for a straight kilometre; slower is a rest, not a way
LONGEST_MIN = 600.0
_Stay = tuple[datetime, datetime, Point]


def learn(tasks: Iterable[Task]) -> Mapping[str, Quartiles]:
    """Return the minutes for a straight kilometre of each account whose finished tasks tell enough."""
    stays: dict[tuple[str, str], list[_Stay]] = defaultdict(list)
    for task in tasks:
        if task.finished and task.unit and (stay := _stay(task)):
            stays[task.account, task.unit].append(stay)
    paces: dict[str, list[float]] = defaultdict(list)
    for (account, _unit), there in stays.items():
        paces[account].extend(_paces(sorted(there)))
    return {account: Quartiles.of(each) for account, each in paces.items() if len(each) >= FEWEST}


def _stay(task: Task) -> _Stay | None:
    """Return when the vehicle came, when it left, and where that was; None where one of them is not known."""
    came, left, place = task.entered_at or task.work_started_at, task.left_at or task.work_finished_at, point(task)
    return (came, left, place) if came and left and place and came <= left else None


def _paces(stays: list[_Stay]) -> Iterator[float]:
    for (_came, left, here), (came, _left, there) in pairwise(stays):
        minutes, km = (came - left).total_seconds() / 60, distance_m(here, there) / 1000
        if km >= SHORTEST_KM and minutes <= LONGEST_MIN and FASTEST_MIN <= minutes / km <= SLOWEST_MIN:
            yield minutes / km
