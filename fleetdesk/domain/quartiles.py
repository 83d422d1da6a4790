"""What many values agree on: their middle, and between which two half of them lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Self

FEWEST = 20
"""Of fewer values nothing is learnt."""


@dataclass(frozen=True, slots=True)
class Quartiles:
    """A quarter of `count` values were less than `least`, a quarter more than `most`."""

    least: float
    middle: float
    most: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Return those of some values, of which there are two at least."""
        least, middle, most = quantiles(values, n=4)
        return cls(least, middle, most, len(values))
