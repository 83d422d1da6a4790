"""Times of day as people write them, read in a company's zone; what daylight saving makes doubtful is asked."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import date_and_time, time_of_day
from fleetdesk.base.translation import _
from fleetdesk.domain.date_words import in_figures
from fleetdesk.domain.importing.date_order import USUAL, DateOrder
from fleetdesk.domain.time_spans import span_of

YEARS = range(2000, 2101)
_ISO = r"(?P<y>\d{4})([-./])(?P<m>\d{1,2})\2(?P<d>\d{1,2})"
_DATE = rf"(?:{_ISO}|(?P<d2>\d{{1,2}})([-./])(?P<m2>\d{{1,2}})\6(?P<y2>\d{{4}}|\d{{2}}))\.?"
_TIME = r"(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"(?P<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)"
_WHOLE = re.compile(rf"{_DATE}(?:(?:\s*,\s*|\s+|t){_TIME}(?:\s*{_ZONE})?)?", re.IGNORECASE | re.ASCII)
_CLOCK = re.compile(rf"(?:{_TIME}|(?P<hhmm>\d{{4}}))(?:\s*{_ZONE})?", re.IGNORECASE | re.ASCII)


class Ambiguous(UsageError):
    """The clock shows this time twice; `first` and `second` are the two moments, in UTC."""

    def __init__(self, local: datetime, zone: ZoneInfo, first: datetime, second: datetime) -> None:
        one, other = (each.astimezone(zone).isoformat(" ", "minutes") for each in (first, second))
        super().__init__(
            _(
                "{time} comes twice in {zone}, because the clocks go back. "
                "Write {one} for the first or {other} for the second."
            ).format(time=date_and_time(local), zone=zone.key, one=one, other=other)
        )
        self.first, self.second = first, second


class NoSuchTime(UsageError):
    """The clock never shows this time."""

    def __init__(self, local: datetime, zone: ZoneInfo) -> None:
        later = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        super().__init__(
            _("{time} does not exist in {zone}, because the clocks go forward. Perhaps {later} is meant.").format(
                time=date_and_time(local), zone=zone.key, later=time_of_day(later)
            )
        )


def parse_local(text: str, zone: ZoneInfo, day: date | None = None, order: DateOrder = USUAL) -> datetime:
    """Return the moment, in UTC, of a time as written; `day` is for a text with the time of day alone.

    An offset or Z in the text is honoured. Anything unclear is a UsageError with a sentence, a span of time too.
    """
    said, words = _short(" ".join(text.split())), in_figures(text)
    if span_of(text, zone):
        raise UsageError(
            _("“{text}” is a span of time. Write its start and its stop each in a field of its own.").format(text=said)
        )
    whole, clock = _WHOLE.fullmatch(words), _CLOCK.fullmatch(words)
    if whole and not (clock and _is_clock(whole)):
        if whole["h"] is None:
            raise UsageError(_("“{text}” has no time of day. Write it like 26.11.2026 08:00.").format(text=said))
        return _moment(said, _day(said, whole, order), whole, zone)
    if not clock:
        raise UsageError(_("“{text}” is no time FleetDesk can read. Write it like 26.11.2026 08:00.").format(text=said))
    if day is None:
        raise UsageError(_("“{text}” has no day. Write it like 26.11.2026 08:00.").format(text=said))
    return _moment(said, day, clock, zone)


def _is_clock(whole: re.Match[str]) -> bool:
    """Return whether three figures of two digits, such as 08.00.00, are a time of day and no date."""
    return whole["h"] is None and (whole["y2"] == "00" or not 1 <= int(whole["m2"]) <= 12 or int(whole["d2"]) == 0)


def parse_day(text: str, order: DateOrder = USUAL) -> date:
    """Return the day of a date as written, in the given order unless a month is named; midnight may follow it."""
    said, words = _short(" ".join(text.split())), in_figures(text)
    found = _WHOLE.fullmatch(words)
    if not found:
        raise UsageError(_("“{text}” is no date FleetDesk can read. Write it like 26.11.2026.").format(text=said))
    if found["h"] is not None and _time(said, found) != timedelta():
        raise UsageError(_("“{text}” holds a time of day, where only the date belongs.").format(text=said))
    return _day(said, found, order)


def has_day(text: str) -> bool:
    """Return whether a time as written names its day."""
    words = in_figures(text)
    whole = _WHOLE.fullmatch(words)
    return whole is not None and not (_CLOCK.fullmatch(words) and _is_clock(whole))


def over_a_day(text: str) -> str | None:
    """Return the next day's time of day that a bare time from 24:01 to 47:59 means; None for any other text."""
    found = re.fullmatch(r"(2[4-9]|3\d|4[0-7])[:.](\d{2})([:.]\d{2})?", in_figures(text), re.ASCII)
    if not found or (found[1] == "24" and not int(found[2]) + int((found[3] or ":0")[1:])):
        return None
    return f"{int(found[1]) - 24:02d}:{found[2]}{found[3] or ''}"


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


def _day(words: str, found: re.Match[str], order: DateOrder) -> date:
    told, month, day = (found[name] or found[f"{name}2"] for name in "ymd")
    if order.year_day_month if found["y"] else order.month_first:
        month, day = day, month
    year = int(told) + (2000 if len(told) == 2 else 0)
    if year not in YEARS:
        raise UsageError(_("“{text}”: the year {year} cannot be right.").format(text=words, year=told))
    try:
        return date(year, int(month), int(day))
    except ValueError as error:
        raise UsageError(
            _("“{text}” is no day of the calendar. The day comes before the month: 26.11.2026.").format(text=words)
        ) from error


def _time(words: str, found: re.Match[str]) -> timedelta:
    """Return the time of day since midnight; 24:00 is the end of the day."""
    groups = found.groupdict()
    if groups.get("hhmm"):
        hour, minute, second = int(groups["hhmm"][:2]), int(groups["hhmm"][2:]), 0
    else:
        hour, minute, second = int(groups["h"]), int(groups["min"]), int(groups["s"] or 0)
        hour = _on_24(words, hour, groups["half"])
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and minute + second):
        raise UsageError(_("“{text}” is no time of the clock. Write it like 08:00.").format(text=words))
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _on_24(words: str, hour: int, half: str | None) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise UsageError(_("“{text}” is no time of the clock. Write it like 08:00.").format(text=words))
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _moment(words: str, day: date, found: re.Match[str], zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, time.min) + _time(words, found)
    offset = found["zone"]
    return (local - _offset(words, offset)).replace(tzinfo=UTC) if offset else at(local, zone)


def _offset(words: str, text: str) -> timedelta:
    if text[0] not in "+-":
        return timedelta()
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise UsageError(_("“{text}”: {offset} is no offset from UTC.").format(text=words, offset=text))
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)


def at(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, when the zone's clock shows `local`; raise Ambiguous or NoSuchTime."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset() or timedelta(), second.utcoffset() or timedelta()
    if before > after:
        raise Ambiguous(local, zone, first.astimezone(UTC), second.astimezone(UTC))
    if before < after:
        raise NoSuchTime(local, zone)
    return first.astimezone(UTC)


def written(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment as the zone's clock shows it, to the second, with its offset where that time comes twice."""
    local = moment.astimezone(zone).replace(microsecond=0)
    return (local if is_doubtful(moment, zone) else local.replace(tzinfo=None)).isoformat(" ")


def on_the_clock(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment as people do and as parse_local() reads it, in any language: 26.11.2026 08:00.

    With its offset where the clock shows that time twice.
    """
    local = moment.astimezone(zone)
    return f"{local:%d.%m.%Y %H:%M}{local:%z}" if is_doubtful(moment, zone) else f"{local:%d.%m.%Y %H:%M}"


def is_doubtful(moment: datetime, zone: ZoneInfo) -> bool:
    """Return whether the zone's clock shows the time of this moment twice."""
    local = moment.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
