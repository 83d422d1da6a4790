"""Times as a dispatcher types them: "8", "830", "tomorrow 8", "+2h", "27.11 8:00"; the next such time is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.local_times import parse_local
from fleetdesk.domain.typed_days import days_ahead

DAY = timedelta(days=1)
_SPAN = (
    r"\+\s*(?:(?P<h>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:hours?|hod|tundi?|h|t|ч)(?![^\W\d])\.?|(?P<c>\d{1,3}):(?P<cm>\d{2}))?"
)
_RELATIVE = re.compile(rf"{_SPAN}\s*(?:(?P<m>\d{{1,4}})\s*(?P<unit>m|min|minutes?|minutit|мин)?\.?)?", re.IGNORECASE)
_BARE = re.compile(r"(\d{1,2})\s*h?|(\d{1,2})(\d{2})", re.ASCII)
_NO_YEAR = re.compile(r"(\d{1,2})([./-])(\d{1,2})\.?(?:\s*,\s*|\s+)(?=\d)(.+)", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.ASCII | re.IGNORECASE)
_NOW = frozenset({"now", "nüüd", "teraz", "nyní", "сейчас"})


@dataclass(frozen=True, slots=True)
class Near:
    """What a typed time is read against: the moment now, and for a stop the start that it comes after.

    `before` is the time that the field of an existing task had. All are aware of their zone.
    """

    now: datetime
    after: datetime | None = None
    before: datetime | None = None


def typed_time(text: str, zone: ZoneInfo, near: Near) -> datetime:
    """Return the moment, in UTC, that a typed text means; UsageError with a sentence where it is unclear.

    A time of day alone is the next such time; of an existing task, that of its day as long as it is not over before
    the task's own time was. A date without a year is the nearest such date. "+2h" counts from now, for a stop from the
    start.
    """
    words = " ".join(text.split())
    if words.startswith("+"):
        return _relative(words, near)
    if words.casefold() in _NOW:
        return _minute(near.now)
    ahead = days_ahead(words, near.now.astimezone(zone).date())
    if ahead and not _is_clock(ahead.rest):
        return typed_time(ahead.rest, zone, near)
    if ahead:
        return next(_moments(ahead.rest, zone, ahead.days, near.now, ahead.may_be_over))
    dated = _NO_YEAR.fullmatch(words)
    if dated and _is_clock(dated[4]):
        return _nearest(dated, zone, near.now)
    if not _is_clock(words):
        return parse_local(text, zone, near.now.astimezone(zone).date())
    return _next(_clock(words), zone, near)


def typed_span(text: str) -> tuple[str, str] | None:
    """Return start and stop where both stand in one text as hours or figures: "8-10", "22–06", "830-1015"."""
    start, between, stop = re.sub(r"\s*[-–—]\s*", "-", text.strip()).partition("-")
    return (start, stop) if between and _is_clock(start) and _is_clock(stop) else None


def _is_clock(words: str) -> bool:
    return bool(_BARE.fullmatch(words) or _CLOCK.fullmatch(words))


def _clock(words: str) -> str:
    """Write an hour or three or four figures alone as a time of day: "8" and "830" as 8:00 and 8:30."""
    found = _BARE.fullmatch(words)
    if not found:
        return words
    return f"{found[1]}:00" if found[1] else f"{found[2]}:{found[3]}"


def _relative(words: str, near: Near) -> datetime:
    found = _RELATIVE.fullmatch(words)
    if not found or not (found["h"] or found["c"] or found["m"]):
        raise UsageError(_("“{text}” is no span of time. Write it like +2h, +30min or +1:30.").format(text=words[:40]))
    if found["m"] and not (found["h"] or found["c"] or found["unit"]):
        raise UsageError(_("“{text}”: hours or minutes? Write +2h or +30min.").format(text=words[:40]))
    hours = float((found["h"] or found["c"] or "0").replace(",", "."))
    minutes = int(found["cm"] or 0) + int(found["m"] or 0)
    return _minute(near.after or near.now) + timedelta(hours=hours, minutes=minutes)


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _next(clock: str, zone: ZoneInfo, near: Near) -> datetime:
    """Return the next time that the clock shows this; for a stop, the next after its start."""
    if near.after is not None:
        day = near.after.astimezone(zone).date()
        return next(_moments(clock, zone, (day, day + DAY), near.after, may_be_over=False))
    today = near.now.astimezone(zone).date()
    if near.before is not None:
        own = parse_local(clock, zone, near.before.astimezone(zone).date())
        if own >= near.now or near.before < near.now:
            return own
    return next(_moments(clock, zone, (today, today + DAY), near.now, may_be_over=False))


def _moments(
    clock: str, zone: ZoneInfo, days: tuple[date, ...], after: datetime, may_be_over: bool
) -> Iterator[datetime]:
    """Give the moments on these days at which the clock shows this, without those that are over already."""
    for day in days:
        moment = parse_local(_clock(clock), zone, day)
        if may_be_over or moment > after or day is days[-1]:
            yield moment


def _nearest(dated: re.Match[str], zone: ZoneInfo, now: datetime) -> datetime:
    """Return the moment of a date without a year, in the year in which it is nearest to now."""
    year = now.astimezone(zone).year
    found = []
    for each in (year - 1, year, year + 1):
        text = f"{dated[1]}{dated[2]}{dated[3]}{dated[2]}{each} {_clock(dated[4])}"
        try:
            found.append(parse_local(text, zone))
        except UsageError:
            if each == year and not found:
                raise
    return min(found, key=lambda moment: abs(moment - now))
