"""Periods of the company's clock, over both changes of it and over midnight."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import NOW_S, PeriodKind, period_of, typed_period, until

TALLINN = ZoneInfo("Europe/Tallinn")
HOUR = 3600.0
SPRING, AUTUMN = datetime(2026, 3, 29, 9, tzinfo=UTC), datetime(2026, 10, 25, 9, tzinfo=UTC)


def hours(span):
    return (span.ends - span.begins) / HOUR


def local(seconds, zone=TALLINN):
    return datetime.fromtimestamp(seconds, zone).strftime("%d.%m. %H:%M")


@pytest.mark.parametrize("zone", ["Europe/Tallinn", "Europe/Bratislava"])
@pytest.mark.parametrize(("now", "day", "week"), [(SPRING, 23, 167), (AUTUMN, 25, 169)])
def test_a_day_and_a_week_are_as_long_as_the_clock_makes_them(zone, now, day, week):
    assert hours(period_of(PeriodKind.TODAY, now, ZoneInfo(zone))) == day
    assert hours(period_of(PeriodKind.WEEK, now, ZoneInfo(zone))) == week


@pytest.mark.parametrize(("now", "month"), [(SPRING, 31 * 24 - 1), (AUTUMN, 31 * 24 + 1)])
def test_a_month(now, month):
    assert hours(period_of(PeriodKind.MONTH, now, TALLINN)) == month


def test_yesterday_ends_where_today_begins():
    today, yesterday = (period_of(kind, AUTUMN, TALLINN) for kind in (PeriodKind.TODAY, PeriodKind.YESTERDAY))
    assert yesterday.ends == today.begins
    assert local(yesterday.begins) == "24.10. 00:00"


def test_a_night_shift_goes_over_midnight_and_the_change_of_the_clock():
    night = period_of(PeriodKind.SHIFT, datetime(2026, 10, 24, 23, tzinfo=UTC), TALLINN)
    assert (local(night.begins), local(night.ends), hours(night)) == ("24.10. 22:00", "25.10. 06:00", 9)


def test_now_is_the_last_two_hours():
    now = period_of(PeriodKind.NOW, AUTUMN, TALLINN)
    assert (now.ends, hours(now)) == (AUTUMN.timestamp(), NOW_S / HOUR)


def test_dates_alone_are_whole_days():
    span = typed_period("24.10.2026", "2026-10-25", TALLINN, AUTUMN)
    assert (local(span.begins), local(span.ends)) == ("24.10. 00:00", "26.10. 00:00")


def test_times_alone_are_of_today():
    span = typed_period("08:00", "10:30", TALLINN, AUTUMN)
    assert (local(span.begins), local(span.ends)) == ("25.10. 08:00", "25.10. 10:30")


def test_midnight_written_as_a_time_is_the_beginning_of_its_day():
    span = typed_period("24.10.2026 12:00", "25.10.2026 00:00", TALLINN, AUTUMN)
    assert hours(span) == 12


@pytest.mark.parametrize(
    ("start", "stop", "said"),
    [
        ("25.10.2026", "24.10.2026", "not after its start"),
        ("25.10.2026 03:30", "26.10.2026", "comes twice"),
        ("29.03.2026 03:30", "30.03.2026", "does not exist"),
        ("soon", "later", "no time FleetDesk can read"),
        ("01.01.2026", "01.06.2026", "longer than 92 days"),
        ("31.02.2026", "01.03.2026", "no day of the calendar"),
    ],
)
def test_what_cannot_be_a_period_is_said(start, stop, said):
    with pytest.raises(UsageError, match=said):
        typed_period(start, stop, TALLINN, AUTUMN)


def test_what_lies_ahead_has_not_passed():
    assert until(Span(0, 2 * HOUR), datetime.fromtimestamp(HOUR, UTC)) == Span(0, HOUR)
    ahead = until(Span(2 * HOUR, 3 * HOUR), datetime.fromtimestamp(HOUR, UTC))
    assert ahead.begins == ahead.ends
