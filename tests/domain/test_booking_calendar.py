"""Bookings on a calendar of the company's zone: over midnight, without an end, on days of 23 and 25 hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.booking_calendar import BookedKind, Reach, booked, lanes, midnights, moved, shown
from fleetdesk.domain.drivers import Booking, Waybill

ZONE = ZoneInfo("Europe/Tallinn")
AT = datetime(2026, 11, 23, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def span(begins, hours):
    return Span(begins.timestamp(), (begins + hours * HOUR).timestamp())


def booking(number, begins, hours, **more):
    return Booking("m", number, "820BHT", started_at=begins, ended_at=begins + hours * HOUR if hours else None, **more)


def test_a_booking_over_midnight_is_on_both_days():
    row = booking(1, AT, 6)
    for day in (date(2026, 11, 23), date(2026, 11, 24)):
        assert list(booked([row], shown(Reach.DAY, day, ZONE))) == ["m/booking/1"]
    assert booked([row], shown(Reach.DAY, date(2026, 11, 25), ZONE)) == {}


@pytest.mark.parametrize("hours", [0, -3])
def test_what_has_no_end_goes_on(hours):
    (row,) = booked([booking(1, AT, hours)], span(AT + 48 * HOUR, 1)).values()
    assert row.ends is None


def test_what_ends_where_the_period_begins_is_not_in_it():
    assert booked([booking(1, AT, 6)], span(AT + 6 * HOUR, 1)) == {}


def test_bookings_and_waybills_come_in_the_order_of_time():
    rows = [Waybill("m", 1, "820BHT", "Job", AT + HOUR, None, "Mari"), booking(1, AT, 6), Booking("m", 2)]
    assert [each.kind for each in booked(rows, span(AT, 24)).values()] == [BookedKind.BOOKING, BookedKind.WAYBILL]


def test_lanes_are_by_driver_and_without_one_by_vehicle():
    rows = [booking(1, AT, 1, driver_name="Mari"), booking(2, AT, 1), booking(3, AT, 1, driver_name="Mari")]
    found = lanes(booked(rows, span(AT, 24)).values())
    assert {name: len(each) for name, each in found.items()} == {"820BHT": 1, "Mari": 2}


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 2), 24)])
def test_a_day_is_as_long_as_its_clock_makes_it(day, hours):
    one, week = shown(Reach.DAY, day, ZONE), shown(Reach.WEEK, day, ZONE)
    assert (one.ends - one.begins) / 3600 == hours
    assert (week.ends - week.begins) / 3600 == 6 * 24 + hours
    assert len(list(midnights(week, ZONE))) == 7
    assert all(datetime.fromtimestamp(at, ZONE).hour == 0 for at in midnights(week, ZONE))


def test_days_and_weeks_are_gone_through():
    day = date(2026, 12, 30)
    assert (moved(Reach.DAY, day, 2), moved(Reach.WEEK, day, -1)) == (date(2027, 1, 1), date(2026, 12, 23))
    assert moved(Reach.WEEK, date.max, 1) == date.max
