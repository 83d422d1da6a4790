"""Where an axis of time has its marks: full minutes, hours and days of a zone's clock, whatever that does at night."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date, day_and_time, time_of_day, time_with_seconds
from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.local_times import is_doubtful

MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)
HOUR_M = 60


def ticks(span: Span, zone: ZoneInfo, most: int) -> list[float]:
    """Return the moments of at most about `most` marks, in seconds since 1970.

    An hour that the clock shows twice has two marks where each hour has one, one that it leaves out has none.
    """
    minutes = (span.ends - span.begins) / 60
    step = next((each for each in MINUTES if minutes / each <= max(most, 1)), MINUTES[-1])
    return _passing(span, zone, step) if step <= HOUR_M else _on_clock(span, zone, step)


def _passing(span: Span, zone: ZoneInfo, step: int) -> list[float]:
    """Return each so many minutes as they pass; zones differ by full quarters of an hour from each other."""
    at, found = _hour_of(span.begins, zone).timestamp(), []
    while at < span.ends:
        if at >= span.begins:
            found.append(at)
        at += step * 60
    return found


def _on_clock(span: Span, zone: ZoneInfo, step: int) -> list[float]:
    """Return each so many minutes of the clock, from midnight on."""
    local, found = _hour_of(span.begins, zone).replace(hour=0, fold=0), []
    while (at := local.timestamp()) < span.ends:
        if at >= span.begins:
            found.append(at)
        local += timedelta(minutes=step)
    return found


def _hour_of(at: float, zone: ZoneInfo) -> datetime:
    return moment(at).astimezone(zone).replace(minute=0, second=0, microsecond=0)


def tick_words(at: float, zone: ZoneInfo) -> str:
    """Return what a mark says: the time, at midnight with the day."""
    local = moment(at).astimezone(zone)
    return day_and_time(local) if local.hour == local.minute == 0 else time_of_day(local)


def time_words(at: float, zone: ZoneInfo) -> str:
    """Return a moment on the zone's clock; with that of UTC in an hour that the clock shows twice."""
    local, utc = moment(at).astimezone(zone), moment(at)
    words = filled("{day} {time}", day=date(local), time=time_with_seconds(local))
    return _("{time} ({utc} UTC)").format(time=words, utc=time_with_seconds(utc)) if is_doubtful(utc, zone) else words
