"""Sums in which nobody's silence counts as 0."""

from collections.abc import Iterable
from typing import TypeVar

Number = TypeVar("Number", int, float)


def known_sum(values: Iterable[Number | None]) -> Number | None:
    """Return the sum of what is known; None where nothing is."""
    known = [each for each in values if each is not None]
    return sum(known) if known else None
