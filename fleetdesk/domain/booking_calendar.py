"""Bookings and open waybills as spans of time on a calendar of days and weeks, in the company's zone. No Qt, no I/O."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fleetdesk.domain.board import day_span
from fleetdesk.domain.board_spans import DAY, Span, day_of, day_span_of, week_of
from fleetdesk.domain.drivers import Booking, Waybill


class BookedKind(StrEnum):
    """What promises a vehicle to a driver."""

    BOOKING = "booking"
    WAYBILL = "waybill"


@dataclass(frozen=True, slots=True)
class Booked:
    """One booking or open waybill, in seconds since 1970; `ends` is None where it goes on."""

    key: str
    kind: BookedKind
    account: str
    begins: float
    ends: float | None
    driver: str = ""
    unit: str = ""
    purpose: str = ""
    memo: str = ""
    phone: str = ""


def booked(rows: Iterable[Booking | Waybill], period: Span) -> dict[str, Booked]:
    """Return what touches a period, by its key, in order of time; rows without a beginning are none."""
    found = sorted(filter(None, map(_booked, rows)), key=lambda each: (each.begins, each.key))
    return {
        each.key: each for each in found if each.begins < period.ends and (each.ends or period.ends) > period.begins
    }


def _booked(row: Booking | Waybill) -> Booked | None:
    if row.started_at is None:
        return None
    begins = row.started_at.timestamp()
    ends = row.ended_at.timestamp() if row.ended_at is not None and row.ended_at > row.started_at else None
    who, unit = row.driver_name or "", row.unit or ""
    if isinstance(row, Waybill):
        key = f"{row.account}/waybill/{row.id}"
        return Booked(key, BookedKind.WAYBILL, row.account, begins, ends, who, unit, row.job or "")
    key = f"{row.account}/booking/{row.id}"
    told = row.purpose or "", row.memo or "", row.phone or ""
    return Booked(key, BookedKind.BOOKING, row.account, begins, ends, who, unit, *told)


def lanes(rows: Iterable[Booked]) -> dict[str, list[Booked]]:
    """Return what is booked by who it is booked for, in the order of their names; without a name by the vehicle."""
    found: dict[str, list[Booked]] = {}
    for each in rows:
        found.setdefault(each.driver or each.unit, []).append(each)
    return dict(sorted(found.items(), key=lambda each: each[0].casefold()))


class Reach(StrEnum):
    """How much of the calendar is shown."""

    DAY = "day"
    WEEK = "week"


def shown(reach: Reach, day: date, zone: ZoneInfo) -> Span:
    """Return the day, or the week of it from Monday on, with 23 to 25 hours a day."""
    noon = sum(day_span(day, zone)) / 2
    return week_of(noon, zone) if reach is Reach.WEEK else day_span_of(noon, zone)


def moved(reach: Reach, day: date, steps: int) -> date:
    """Return a day so many days or weeks later; the last one that there is, where that is none."""
    try:
        return day + steps * (timedelta(days=7) if reach is Reach.WEEK else DAY)
    except OverflowError:
        return day


def midnights(span: Span, zone: ZoneInfo) -> Iterator[float]:
    """Yield when the days of a span begin, in seconds since 1970."""
    day = day_of(span.begins, zone)
    while (at := day_span(day, zone)[0]) < span.ends:
        yield at
        day += DAY
