"""The ways between the tasks of a lane on the day board, and whether there is time for each. No Qt."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from fleetdesk.domain.board import UNASSIGNED, Bar, Lane
from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import FindWay, Way

LEAST_MIN = 1.0
"""A shorter way is no way: the next task is at the same place."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two bars of a lane that do not overlap, and the way that has to be driven in it."""

    before: Bar
    after: Bar
    way: Way

    @property
    def leaves(self) -> float:
        """Return when the vehicle has to leave to be there at the start, in seconds since 1970."""
        return self.after.start - self.way.minutes * 60

    @property
    def short_s(self) -> float:
        """Return by how many seconds the time is too short; 0 where it is long enough."""
        return max(self.before.stop - self.leaves, 0.0)


def gaps(lane: Lane, ways_of: Callable[[str], FindWay]) -> Iterator[Gap]:
    """Yield the gaps of a lane; `ways_of` returns what finds the ways of an account's vehicles."""
    for before, after, (here, there) in _legs(lane):
        way = ways_of(after.task.account)(here, there)
        if way.minutes >= LEAST_MIN:
            yield Gap(before, after, way)


def legs(lane: Lane) -> list[tuple[Point, Point]]:
    """Return from where to where the ways of a lane lead."""
    return [leg for _before, _after, leg in _legs(lane)]


def _legs(lane: Lane) -> Iterator[tuple[Bar, Bar, tuple[Point, Point]]]:
    for before, after in pairwise(lane.bars) if lane.key != UNASSIGNED else ():
        here, there = point(before.task), point(after.task.start) or point(after.task)
        if here and there and before.stop <= after.start and not after.task.finished:
            yield before, after, (here, there)
