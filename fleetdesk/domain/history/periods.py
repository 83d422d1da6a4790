"""From when to when the past is looked at, in the company's zone: days of 23 to 25 hours, shifts over midnight."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board import day_span
from fleetdesk.domain.board_spans import DAY, SHIFTS, Span, day_of, day_span_of, shift_of, week_of
from fleetdesk.domain.local_times import has_day, parse_day, parse_local

NOW_S = 2 * 3600.0
LONGEST_DAYS = 92


class PeriodKind(StrEnum):
    """What can be chosen."""

    NOW = "now"
    TODAY = "today"
    YESTERDAY = "yesterday"
    SHIFT = "shift"
    WEEK = "week"
    MONTH = "month"
    LAST_MONTH = "last month"
    SEVEN_DAYS = "7 days"
    THIRTY_ONE_DAYS = "31 days"
    CUSTOM = "custom"


PERIOD_WORDS = {
    PeriodKind.NOW: pgettext("period", "The last 2 hours"),
    PeriodKind.TODAY: pgettext("period", "Today"),
    PeriodKind.YESTERDAY: pgettext("period", "Yesterday"),
    PeriodKind.SHIFT: pgettext("period", "This shift"),
    PeriodKind.WEEK: pgettext("period", "This week"),
    PeriodKind.MONTH: pgettext("period", "This month"),
    PeriodKind.LAST_MONTH: pgettext("period", "Last month"),
    PeriodKind.SEVEN_DAYS: pgettext("period", "7 days"),
    PeriodKind.THIRTY_ONE_DAYS: pgettext("period", "31 days"),
    PeriodKind.CUSTOM: pgettext("period", "From – to"),
}
DAYS = {PeriodKind.SEVEN_DAYS: 7, PeriodKind.THIRTY_ONE_DAYS: 31}
"""How many days, with the one of now, a kind has."""


def period_of(kind: PeriodKind, now: datetime, zone: ZoneInfo, shifts: Sequence[int] = SHIFTS) -> Span:
    """Return the period of a kind at a moment; its end may lie ahead. CUSTOM is the day of the moment."""
    moment = now.timestamp()
    day = day_of(moment, zone)
    if kind is PeriodKind.NOW:
        return Span(moment - NOW_S, moment)
    if kind is PeriodKind.YESTERDAY:
        return Span(*day_span(day - DAY, zone))
    if kind in DAYS:
        return Span(day_span(day - (DAYS[kind] - 1) * DAY, zone)[0], day_span(day, zone)[1])
    if kind is PeriodKind.SHIFT:
        return shift_of(moment, zone, shifts)
    if kind is PeriodKind.WEEK:
        return week_of(moment, zone)
    if kind is PeriodKind.LAST_MONTH:
        return month_of(day.replace(day=1) - DAY, zone)
    return month_of(day, zone) if kind is PeriodKind.MONTH else day_span_of(moment, zone)


def month_of(day: date, zone: ZoneInfo) -> Span:
    """Return the month of a day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Span(day_span(first, zone)[0], day_span(following, zone)[0])


def typed_period(start: str, stop: str, zone: ZoneInfo, now: datetime) -> Span:
    """Return the period between two times as people write them; a date alone is its first or its last moment.

    A time alone is of the day of `now`. UsageError, in a sentence, for what cannot be read, a time that the clock shows
    twice or never, an end that is not after the start, and more than LONGEST_DAYS.
    """
    today = day_of(now.timestamp(), zone)
    begins, ends = _moment(start, zone, today, last=False), _moment(stop, zone, today, last=True)
    if ends <= begins:
        raise UsageError(_("The end of the period is not after its start."))
    if ends - begins > (LONGEST_DAYS + 1) * DAY.total_seconds():
        raise UsageError(
            _("The period is longer than {count} days. Take a part of it.").format(count=grouped(LONGEST_DAYS))
        )
    return Span(begins, ends)


def _moment(text: str, zone: ZoneInfo, today: date, *, last: bool) -> float:
    if ":" not in text and has_day(text):
        return day_span(parse_day(text), zone)[1 if last else 0]
    return parse_local(text, zone, today).timestamp()


def until(span: Span, now: datetime) -> Span:
    """Return the part of a period that has passed; empty where it has not begun."""
    ends = min(span.ends, now.timestamp())
    return Span(span.begins, max(ends, span.begins))


def moment(seconds: float) -> datetime:
    """Return seconds since 1970 as a moment in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
