"""Reproducible chance: the same numbers for the same seed on every machine and version of Python."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = 0xFFFFFFFFFFFFFFFF
_STEP = 0x9E3779B97F4A7C15


def mix(*parts: int) -> int:
    """Return 64 bits that depend on every part and its place."""
    x = _STEP
    for part in parts:
        x = ((x ^ (part & _MASK)) * 0xBF58476D1CE4E5B9) & _MASK
        x ^= x >> 29
        x = (x * 0x94D049BB133111EB) & _MASK
        x ^= x >> 32
    return x


class Dice:
    """A small stream of chance that starts from the given parts."""

    __slots__ = ("_state",)

    def __init__(self, *parts: int) -> None:
        self._state = mix(*parts)

    def bits(self) -> int:
        """Return the next 64 bits."""
        self._state = (self._state + _STEP) & _MASK
        x = self._state
        x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
        return x ^ (x >> 31)

    def unit(self) -> float:
        """Return a float in [0, 1)."""
        return (self.bits() >> 11) * (1.0 / (1 << 53))

    def below(self, limit: int) -> int:
        """Return an int in [0, limit)."""
        return self.bits() % limit

    def between(self, low: float, high: float) -> float:
        """Return a float in [low, high)."""
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """Return an int in [low, high], both included."""
        return low + self.bits() % (high - low + 1)

    def chance(self, share: float) -> bool:
        """Return True in the given share of cases."""
        return self.unit() < share

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.bits() % len(items)]
