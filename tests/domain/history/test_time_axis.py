"""Marks of a time axis: full hours of the zone's clock, over midnight and both changes of the clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.time_axis import tick_words, ticks

TALLINN = ZoneInfo("Europe/Tallinn")


def span(begins, ends, zone=TALLINN):
    return Span(*(datetime.fromisoformat(each).replace(tzinfo=zone).timestamp() for each in (begins, ends)))


def shown(of, most, zone=TALLINN):
    return [f"{moment(at).astimezone(zone):%H:%M}" for at in ticks(of, zone, most)]


def test_marks_are_as_close_as_there_is_room():
    day = span("2026-11-23", "2026-11-24")
    assert shown(day, 4) == ["00:00", "06:00", "12:00", "18:00"]
    assert shown(span("2026-11-23T10:03", "2026-11-23T10:22"), 4) == ["10:05", "10:10", "10:15", "10:20"]
    assert len(ticks(span("2026-11-23", "2026-12-23"), TALLINN, 5)) == 5


def test_the_hour_that_comes_twice_has_two_marks():
    assert shown(span("2026-10-25T02:00", "2026-10-25T05:00"), 6) == ["02:00", "03:00", "03:00", "04:00"]


def test_the_hour_that_does_not_come_has_none():
    assert shown(span("2026-03-29T01:00", "2026-03-29T06:00"), 6) == ["01:00", "02:00", "04:00", "05:00"]


@pytest.mark.parametrize("day", ["2026-10-25", "2026-03-29"])
def test_marks_of_several_hours_stay_on_the_clock_behind_a_change(day):
    whole = span(day, f"{day[:-2]}{int(day[-2:]) + 1}")
    assert shown(whole, 5)[-2:] == ["12:00", "18:00"]
    assert shown(whole, 5)[0] == "00:00"


def test_midnight_is_told_apart():
    marks = ticks(span("2026-11-23T21:00", "2026-11-24T03:00"), TALLINN, 6)
    assert [tick_words(at, TALLINN) for at in marks[2:5]] == ["23:00", "24.11. 00:00", "01:00"]


def test_a_clock_of_a_half_hour_has_full_hours_too():
    kolkata = ZoneInfo("Asia/Kolkata")
    assert shown(span("2026-11-23T09:30", "2026-11-23T12:30", kolkata), 3, kolkata) == ["10:00", "11:00", "12:00"]
