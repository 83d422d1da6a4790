"""Recorded minutes: where the desk was off, and which minute is meant by one that is not there."""

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.recording.minutes import gaps_of, nearest_minute, period_of

MINUTES = [10, 11, 13, 20, 21]


def test_the_desk_was_off_where_several_minutes_are_missing():
    assert gaps_of(MINUTES) == [Span(14 * 60.0, 20 * 60.0)]
    assert period_of(MINUTES) == Span(600.0, 1260.0)


@pytest.mark.parametrize(
    ("wanted", "way", "found"),
    [(11, -1, 11), (12, -1, 11), (12, 1, 13), (15, -1, 13), (15, 1, 20), (1, -1, 10), (99, 1, 21), (11, 1, 11)],
)
def test_a_minute_that_is_missing_is_the_next_one_that_way(wanted, way, found):
    assert nearest_minute(MINUTES, wanted, way) == found
