"""Parts of something long, so that whoever goes through it can pause between them."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def slices(every: Sequence[T], at_once: int) -> Iterator[Sequence[T]]:
    """Return parts of so many items, the last of what is left; none of an empty sequence."""
    return (every[start : start + at_once] for start in range(0, len(every), at_once))
