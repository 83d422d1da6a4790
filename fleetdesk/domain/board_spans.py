"""What the day board shows at once: the shift of a moment, its day, three days, its week. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.domain.board import day_span

SHIFTS = (6, 14, 22)
"""The hours of the clock at which shifts begin where nothing is set; the last one ends on the next day."""
DAY, HOURS = timedelta(days=1), 24


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, in seconds since 1970."""

    begins: float
    ends: float


def are_shifts(hours: Sequence[object]) -> bool:
    """Return whether these are hours at which shifts can begin: at least one, from 0 to 23, in their order."""
    known = all(type(each) is int and 0 <= each < HOURS for each in hours)
    return known and bool(hours) and list(hours) == sorted(set(hours))  # type: ignore[type-var]


def typed_shifts(text: str) -> tuple[int, ...] | None:
    """Return the hours of a text as "6, 14, 22", None where it holds anything else."""
    parts = text.replace(",", " ").split()
    if not all(each.isdecimal() for each in parts):
        return None
    hours = tuple(sorted(set(map(int, parts))))
    return hours if are_shifts(hours) else None


def shift_of(moment: float, zone: ZoneInfo, shifts: Sequence[int] = SHIFTS) -> Span:
    """Return the shift in which a moment lies, 22 to 6 in one piece; `shifts` are the hours at which they begin."""
    day = day_of(moment, zone)
    starts = [
        datetime.combine(each, time(hour), zone).timestamp() for each in (day - DAY, day, day + DAY) for hour in shifts
    ]
    begins = max(each for each in starts if each <= moment)
    return Span(begins, min(each for each in starts if each > moment))


def day_span_of(moment: float, zone: ZoneInfo) -> Span:
    """Return the day in which a moment lies."""
    return Span(*day_span(day_of(moment, zone), zone))


def three_days(moment: float, zone: ZoneInfo) -> Span:
    """Return the day in which a moment lies, and the two after it."""
    day = day_of(moment, zone)
    return Span(day_span(day, zone)[0], day_span(day + 2 * DAY, zone)[1])


def week_of(moment: float, zone: ZoneInfo) -> Span:
    """Return the week in which a moment lies, from Monday on."""
    day = day_of(moment, zone)
    monday = day - timedelta(days=day.weekday())
    return Span(day_span(monday, zone)[0], day_span(monday + 6 * DAY, zone)[1])


def day_of(moment: float, zone: ZoneInfo) -> date:
    """Return the day of a moment (seconds since 1970) in the zone."""
    return datetime.fromtimestamp(moment, UTC).astimezone(zone).date()
