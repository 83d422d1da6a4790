"""Find fillings and drops in the level of a tank, whose sensor sloshes, tilts and is noisy.

The method: at each place between two readings the median of the readings before is compared with that of the readings
after, with what is burnt on the way taken into account. A difference counts that is larger than what a tank of its
size and readings so noisy may show by chance. The largest of a neighbourhood is taken; its beginning, end and litres
are read off the readings around. What is gone again when the vehicle drives on is no change: it stood on a slope
(`slopes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fleetdesk.domain.fuel.levels import Change, Level, LevelChange
from fleetdesk.domain.fuel.plateau import Plateau, Readings
from fleetdesk.domain.fuel.slopes import without_slopes

LEAST_L, LEAST_PART = 6.0, 0.03
"""A change of less than so many litres, or so much of the tank, is never told."""
NOISES = 3.5
"""A change is told from so many times the noise of the readings around it on."""
NEIGHBOURHOOD_S = 40 * 60
"""Two changes of one kind within this time are one."""
MOST_BURNT_L_KM = 0.6
"""No vehicle burns more litres a kilometre; what a level falls beyond that on the way is a drop."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What the readings say of the place before reading `index`; litres are below 0 for a drop."""

    index: int
    before: Plateau
    after: Plateau
    litres: float
    needed_l: float

    @property
    def rank(self) -> tuple[float, int]:
        """What a step beats another one by: its size, and of equal ones that it is the first."""
        return abs(self.litres), -self.index


def level_changes(levels: Sequence[Level], tank_l: float) -> list[LevelChange]:
    """Return the fillings and drops, the earliest first; `levels` are in the order of time, `tank_l` is the volume.

    What lies at the ends of the readings, with fewer than three readings on one side, is not told.
    """
    readings = Readings(levels)
    steps = [step for index in range(1, len(levels)) if (step := _step(readings, index, tank_l))]
    changes = [_change(readings, step) for step in _largest(readings, steps)]
    # Where readings are rare, one change is seen from two places that are further apart than a neighbourhood.
    return without_slopes(readings, list(dict.fromkeys(changes)))


def _step(readings: Readings, index: int, tank_l: float) -> _Step | None:
    before, after = readings.before(index), readings.since(index)
    if before is None or after is None:
        return None
    litres = after.litres - before.litres
    if litres < 0:
        litres = min(litres + (after.km - before.km) * MOST_BURNT_L_KM, 0.0)
    needed = max(LEAST_L, LEAST_PART * tank_l, NOISES * max(before.noise_l, after.noise_l))
    return _Step(index, before, after, litres, needed) if abs(litres) >= needed else None


def _largest(readings: Readings, steps: Sequence[_Step]) -> list[_Step]:
    """Return the steps that are the largest of their kind in their neighbourhood, the earliest first."""
    chosen: list[_Step] = []
    for step in sorted(steps, key=lambda step: step.rank, reverse=True):
        at = readings.times_s[step.index]
        near = (each for each in chosen if abs(readings.times_s[each.index] - at) <= NEIGHBOURHOOD_S)
        if not any((each.litres > 0) == (step.litres > 0) for each in near):
            chosen.append(step)
    return sorted(chosen, key=lambda step: step.index)


def _change(readings: Readings, step: _Step) -> LevelChange:
    """Read the beginning, the end and the litres off the readings around a step."""
    first, last = _ends(readings, step)
    before, after = readings.before(first + 1) or step.before, readings.since(last) or step.after
    kind = Change.FILLING if step.litres > 0 else Change.DROP
    return LevelChange(kind, readings.levels[first], readings.levels[last], before.litres, after.litres)


def _ends(readings: Readings, step: _Step) -> tuple[int, int]:
    """Return the numbers of the last reading that is like those before a step, and of the first like those after it."""
    slack = max(step.needed_l / NOISES, step.before.noise_l, step.after.noise_l)
    span = range(step.before.first, step.after.last + 1)
    like_before = [n for n in span if abs(readings.litres[n] - step.before.litres) <= slack]
    first = max((n for n in like_before if n < step.index), default=step.index - 1)
    while first + 1 in like_before:
        first += 1
    like_after = (n for n in span if n > first and abs(readings.litres[n] - step.after.litres) <= slack)
    return first, min(like_after, default=min(first + 1, step.after.last))
