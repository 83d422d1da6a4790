"""Times as a dispatcher types them mean the next such time, and what is unclear is asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.local_times import on_the_clock
from fleetdesk.domain.typed_times import Near, typed_time

ZONE = ZoneInfo("Europe/Tallinn")
NIGHT = datetime(2026, 11, 26, 23, 44, tzinfo=ZONE)  # a Thursday
START = datetime(2026, 11, 26, 22, 0, tzinfo=ZONE)


def read(text, near=None):
    return on_the_clock(typed_time(text, ZONE, near or Near(NIGHT)), ZONE)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8", "27.11.2026 08:00"),
        ("08", "27.11.2026 08:00"),
        ("830", "27.11.2026 08:30"),
        ("0830", "27.11.2026 08:30"),
        ("8:30", "27.11.2026 08:30"),
        ("8.30", "27.11.2026 08:30"),
        ("23:50", "26.11.2026 23:50"),
        ("23:44", "27.11.2026 23:44"),
        ("24", "27.11.2026 00:00"),
        ("8 pm", "27.11.2026 20:00"),
        ("today 8", "26.11.2026 08:00"),
        ("tomorrow 8", "27.11.2026 08:00"),
        ("Tomorrow 8:30", "27.11.2026 08:30"),
        ("homme kell 8", "27.11.2026 08:00"),
        ("zajtra 830", "27.11.2026 08:30"),
        ("завтра 8", "27.11.2026 08:00"),
        ("fri 8", "27.11.2026 08:00"),
        ("mon 22", "30.11.2026 22:00"),
        ("thu 23:50", "26.11.2026 23:50"),
        ("thu 8", "03.12.2026 08:00"),
        ("fri 27.11. 8", "27.11.2026 08:00"),
        ("+2h", "27.11.2026 01:44"),
        ("+30min", "27.11.2026 00:14"),
        ("+1:30", "27.11.2026 01:14"),
        ("+1h30", "27.11.2026 01:14"),
        ("+1.5h", "27.11.2026 01:14"),
        ("now", "26.11.2026 23:44"),
        ("27.11 8:00", "27.11.2026 08:00"),
        ("27.11. 08:00", "27.11.2026 08:00"),
        ("27.11 8", "27.11.2026 08:00"),
        ("2.1. 8:00", "02.01.2027 08:00"),
        ("20.11 8:00", "20.11.2026 08:00"),
        ("27.11.2026 08:00", "27.11.2026 08:00"),
        ("2026-11-27 08:00", "27.11.2026 08:00"),
    ],
)
def test_what_is_typed_means_the_next_such_time(text, meant):
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("6", "27.11.2026 06:00"), ("2230", "26.11.2026 22:30"), ("+2h", "27.11.2026 00:00"), ("22", "27.11.2026 22:00")],
)
def test_a_stop_comes_after_its_start(text, meant):
    assert read(text, Near(NIGHT, after=START)) == meant


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        (datetime(2026, 11, 28, 8, tzinfo=ZONE), "9", "28.11.2026 09:00"),
        (datetime(2026, 11, 26, 8, tzinfo=ZONE), "8:30", "26.11.2026 08:30"),
        (datetime(2026, 11, 26, 23, 50, tzinfo=ZONE), "8", "27.11.2026 08:00"),
    ],
)
def test_a_task_that_is_there_keeps_its_day_unless_that_time_is_over(before, text, meant):
    assert read(text, Near(NIGHT, before=before)) == meant


@pytest.mark.parametrize(
    ("text", "said"), [("+2", "hours or minutes"), ("+soon", "no span of time"), ("late", "no time"), ("25", "no time")]
)
def test_what_is_unclear_is_asked(text, said):
    with pytest.raises(UsageError, match=said):
        read(text)


def test_a_time_that_comes_twice_that_night_is_asked():
    with pytest.raises(UsageError, match="comes twice"):
        read("3:30", Near(datetime(2026, 10, 25, 1, 0, tzinfo=ZONE)))
