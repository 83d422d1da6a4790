"""What the readings of a tank on one side of a moment agree on."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from fleetdesk.domain.fuel.levels import Level

READINGS, LEAST_READINGS, REACH_S = 9, 3, 45 * 60
"""So many readings are looked at, none further than this from the nearest; with fewer than the least nobody knows."""
MAD_TO_DEVIATION = 1.4826
"""The median distance from the median, times this, is the standard deviation of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Plateau:
    """The median level of the readings `first` to `last`, their noise as a standard deviation, and their median km."""

    first: int
    last: int
    litres: float
    noise_l: float
    km: float


class Readings:
    """The readings of one tank in the order of time."""

    def __init__(self, levels: Sequence[Level]) -> None:
        self.levels = levels
        self.times_s = [each.at.timestamp() for each in levels]
        self.litres = [each.litres for each in levels]
        self.km = [each.km for each in levels]

    def before(self, index: int) -> Plateau | None:
        """Return what the readings before the one at `index` agree on; None where there are too few."""
        if index < LEAST_READINGS:
            return None
        first = bisect_left(self.times_s, self.times_s[index - 1] - REACH_S, max(index - READINGS, 0), index)
        return self._plateau(first, index)

    def since(self, index: int) -> Plateau | None:
        """Return what the reading at `index` and those after it agree on; None where there are too few."""
        if index > len(self.levels) - LEAST_READINGS:
            return None
        most = min(index + READINGS, len(self.levels))
        return self._plateau(index, bisect_right(self.times_s, self.times_s[index] + REACH_S, index, most))

    def _plateau(self, first: int, end: int) -> Plateau | None:
        if end - first < LEAST_READINGS:
            return None
        litres = self.litres[first:end]
        middle = _median(litres)
        noise = MAD_TO_DEVIATION * _median([abs(each - middle) for each in litres])
        return Plateau(first, end - 1, middle, noise, self.km[(first + end - 1) // 2])


def _median(values: list[float]) -> float:
    """Return the middle of some values; statistics.median takes three times as long for so few."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
