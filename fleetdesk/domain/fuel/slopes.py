"""Changes of a level that are gone when the vehicle drives on: it stood on a slope, and nothing came or went."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

from fleetdesk.domain.fuel.levels import Change, LevelChange
from fleetdesk.domain.fuel.plateau import Plateau, Readings

STAND_KM = 0.5
"""What happens within so many kilometres happens at one place."""
KEPT_PART = 0.5
"""So much of a change must be left when the vehicle has driven on, or it was none."""


def without_slopes(readings: Readings, changes: Sequence[LevelChange]) -> list[LevelChange]:
    """Return the changes without those that a slope makes; one of a vehicle that has not driven on yet stays."""
    kept: list[LevelChange] = []
    for _, stand in groupby(changes, key=_Stands().of):
        kept += _confirmed(readings, list(stand))
    return kept


class _Stands:
    """Numbers the places at which changes happen, in the order of time."""

    def __init__(self) -> None:
        self._number, self._km = 0, float("-inf")

    def of(self, change: LevelChange) -> int:
        if change.begins.km > self._km + STAND_KM:
            self._number += 1
        self._km = change.ends.km
        return self._number


def _confirmed(readings: Readings, stand: list[LevelChange]) -> list[LevelChange]:
    """Return the changes of one place that still hold on the road; single ones count against what is left of them."""
    before, after = _on_the_way_here(readings, stand[0]), _on_the_way_on(readings, stand[-1])
    if before is None or after is None:
        return stand
    left = after.litres - before.litres
    holding = [each for each in stand if _sign(each) * left >= KEPT_PART * each.litres]
    return holding if len(stand) == 1 or abs(left) < min(each.litres for each in stand) * KEPT_PART else stand


def _on_the_way_here(readings: Readings, first: LevelChange) -> Plateau | None:
    return readings.before(bisect_right(readings.km, first.begins.km - STAND_KM))


def _on_the_way_on(readings: Readings, last: LevelChange) -> Plateau | None:
    return readings.since(bisect_left(readings.km, last.ends.km + STAND_KM))


def _sign(change: LevelChange) -> int:
    return 1 if change.change is Change.FILLING else -1
