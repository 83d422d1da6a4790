"""Which minutes are recorded: where nothing is between them, and which one is meant by a time that is not there."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.recording.picture import MINUTE_S

LONGEST_M = 2
"""A minute may be missed while the disk is busy; only more than that is a gap."""


def period_of(minutes: Sequence[int]) -> Span:
    """Return from when to when there are minutes, in seconds since 1970; at least one has to be there."""
    return Span(minutes[0] * MINUTE_S, minutes[-1] * MINUTE_S)


def gaps_of(minutes: Sequence[int]) -> list[Span]:
    """Return when the desk was off, in seconds since 1970."""
    return [
        Span((before + 1) * MINUTE_S, after * MINUTE_S)
        for before, after in pairwise(minutes)
        if after - before > LONGEST_M
    ]


def nearest_minute(minutes: Sequence[int], wanted: int, way: int = -1) -> int:
    """Return the recorded minute that is meant: the wanted one, else the next one that way (-1 before, 1 after).

    Where none is that way, it is the one at that end. At least one has to be there.
    """
    place = bisect_right(minutes, wanted) - 1 if way < 0 else bisect_left(minutes, wanted)
    return minutes[min(max(place, 0), len(minutes) - 1)]
