"""Stretches of time, in seconds since 1970: what is left of some where others come first."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

Interval = tuple[float, float]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the intervals in order, those that touch or overlap as one; empty ones are left out."""
    found: list[Interval] = []
    for begins, ends in sorted(each for each in intervals if each[1] > each[0]):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return found


def left_of(interval: Interval, taken: Sequence[Interval]) -> list[Interval]:
    """Return what is left of an interval without those that are taken, which are merged()."""
    begins, ends = interval
    found: list[Interval] = []
    for start, stop in taken[bisect_right(taken, begins, key=itemgetter(1)) :]:
        if start >= ends:
            break
        if start > begins:
            found.append((begins, start))
        begins = max(begins, stop)
    return [*found, (begins, ends)] if ends > begins else found
