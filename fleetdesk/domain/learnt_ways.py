"""The estimate of a way by what a fleet's own finished tasks have taught: its length, its time, or both. No Qt."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from fleetdesk.base.local_formats import grouped, number
from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Point, distance_m
from fleetdesk.domain.learnt_factor import MOST_WINDING, STRAIGHTEST, learn_factors
from fleetdesk.domain.learnt_pace import FASTEST_MIN, SLOWEST_MIN, learn
from fleetdesk.domain.quartiles import Quartiles
from fleetdesk.domain.roads import AVERAGE_KMH, ROAD_FACTOR, Way, drive_minutes
from fleetdesk.domain.tasks import Task

BY_FACTOR = _(
    "estimate: straight line × {factor} ({least} to {most}) as on {count} ways of this fleet, at {speed} km/h"
)
BY_PACE = _("estimate: straight line, {minutes} min a kilometre as on {count} ways of this fleet, waits included")
BY_BOTH = _(
    "estimate: straight line × {factor} ({least} to {most}) as on {ways} ways of this fleet, {minutes} min a kilometre "
    "as on {count}, waits included"
)


@dataclass(frozen=True, slots=True)
class LearntWays:
    """What was learnt of an account: minutes and km for a straight km; what was not is the fixed speed or factor."""

    pace: Quartiles | None = None
    factor: Quartiles | None = None

    def way(self, one: Point, other: Point) -> Way:
        """Estimate a way between two points (lon, lat)."""
        straight = distance_m(one, other) / 1000
        km = straight * (self.factor.middle if self.factor else ROAD_FACTOR)
        if self.pace is None:
            return Way(km, drive_minutes(km), basis=self.basis)
        spread = straight * self.pace.least, straight * self.pace.most
        return Way(km, straight * self.pace.middle, basis=self.basis, spread=spread)

    @property
    def basis(self) -> str:
        """Say where such an estimate comes from."""
        pace, factor = self.pace, self.factor
        told = BY_BOTH if pace and factor else BY_PACE if pace else BY_FACTOR
        return told.format(
            factor=number(factor.middle, 2) if factor else "",
            least=number(factor.least, 2) if factor else "",
            most=number(factor.most, 2) if factor else "",
            minutes=number(pace.middle, 1) if pace else "",
            ways=grouped(factor.count) if factor else "",
            count=grouped(pace.count if pace else self.count),
            speed=number(AVERAGE_KMH),
        )

    @property
    def count(self) -> int:
        """Return from how many ways it was learnt."""
        return max(each.count for each in (self.pace, self.factor) if each is not None)

    @property
    def is_sound(self) -> bool:
        """Return whether something was learnt that can be: what was kept on a disk may be damaged."""
        pace, factor = self.pace, self.factor
        paced = pace is None or FASTEST_MIN <= pace.least <= pace.middle <= pace.most <= SLOWEST_MIN
        wound = factor is None or STRAIGHTEST <= factor.least <= factor.middle <= factor.most <= MOST_WINDING
        return paced and wound and (pace is not None or factor is not None)

    def renewed(self, newer: "LearntWays") -> "LearntWays":
        """Return it with what is newer, where that is from at least half as many ways."""
        return LearntWays(_renewed(self.pace, newer.pace), _renewed(self.factor, newer.factor))


def _renewed(known: Quartiles | None, newer: Quartiles | None) -> Quartiles | None:
    if known is None or newer is None:
        return known or newer
    return newer if 2 * newer.count >= known.count else known


def learn_ways(tasks: Iterable[Task]) -> Mapping[str, LearntWays]:
    """Return what the finished tasks tell of each account that has enough of them."""
    known = list(tasks)
    paces, factors = learn(known), learn_factors(known)
    return {name: LearntWays(paces.get(name), factors.get(name)) for name in {*paces, *factors}}


def written(learnt: LearntWays) -> str:
    """Return what was learnt as a text to keep."""
    return json.dumps(asdict(learnt))


def read(text: str) -> LearntWays | None:
    """Return what was written; None for a text that is damaged, or says what cannot be."""
    try:
        said = json.loads(text)
        pace, factor = said["pace"], said["factor"]
        found = LearntWays(Quartiles(**pace) if pace else None, Quartiles(**factor) if factor else None)
        return found if found.is_sound else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
