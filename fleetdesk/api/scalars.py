"""Tolerant readers of single values: numbers as text, "357°", empty strings, five ways to write a time.

Each takes whatever JSON held and gives the domain's value, or None for what is missing or unreadable.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

Reader = Callable[[Any], Any]

_NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*°?\s*$")
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ]?(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$")
_DOTTED = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d)$")
_INT64 = 2**63
YEARS = range(1950, 2200)  # beyond them a clock is wrong, and at the ends of time zones overflow
NEVER = datetime(2001, 1, 1, tzinfo=UTC)  # VEZMA writes this for "never" (docs/vendors/vezma.md#positions)


def number(value: Any) -> float | None:
    """Read a finite number from a number or its text, with a comma or a degree sign if need be."""
    if type(value) is int or type(value) is float:
        return value if -_INT64 < value < _INT64 else None  # false for NaN too
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        found = _NUMBER.match(value)
        return number(float(found[1].replace(",", "."))) if found else None
    return None


def integer(value: Any) -> int | None:
    """Read a whole number that fits SQLite's 64 bits."""
    found = number(value)
    return None if found is None else int(found)


def text(value: Any) -> str | None:
    """Read a text that can be stored and shown; the empty string is None, lone surrogates are replaced."""
    if type(value) is str and value.isascii():
        return value or None
    if value is None or isinstance(value, (dict, list)) or value == "":
        return None
    return str(value).encode("utf-8", "replace").decode()


def flag(value: Any) -> bool | None:
    """Read yes or no from a truth value, 0, 1 or their text."""
    if isinstance(value, bool):
        return value
    found = number(value)
    return None if found is None else found != 0


def unset(value: Any) -> bool | None:
    """Read the opposite of a flag: NoGPSFix "0" says that there is a fix."""
    found = flag(value)
    return None if found is None else not found


def degrees(value: Any) -> int | None:
    """Read a heading 0..359 from 357, "357" or "357°"."""
    found = _degrees(value) if isinstance(value, str) else number(value)
    return None if found is None else round(found) % 360


@lru_cache(maxsize=4096)
def _degrees(value: str) -> float | None:
    return number(value)


def utc(value: Any) -> datetime | None:
    """Read a moment in UTC: naive text is UTC (docs/vendors/metrotec.md#times); VEZMA's 2001-01-01 is never."""
    if not isinstance(value, str):
        return None
    try:
        moment = _iso(value) if value[4:5] == "-" and value[10:11] in ("T", " ") else _other(value.strip())
    except (ValueError, OverflowError):
        return None
    if moment is None:
        return None
    return None if moment == NEVER or moment.year not in YEARS else moment


def _iso(value: str) -> datetime | None:
    """Read the two common ways of writing a time with the standard library; naive is UTC."""
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _other(value: str) -> datetime | None:
    found = _TIME.match(value)
    return _moment(found) if found else _dotted(value)


def _moment(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    micro = round(float(found[7] or 0) * 1e6)
    moment = datetime(year, month, day, hour, minute, int(found[6] or 0), min(micro, 999_999), UTC)
    return moment - _offset(found[8])


def _offset(zone: str | None) -> timedelta:
    if not zone or zone == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return (timedelta(hours=hours, minutes=minutes)) * (-1 if zone[0] == "-" else 1)


def _dotted(value: str) -> datetime | None:
    """Read 15.03.2022 21:25, which tanks.get uses without saying the zone, as UTC like all others."""
    found = _DOTTED.match(value)
    if not found:
        return None
    day, month, year, hour, minute = (int(part) for part in found.groups())
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def arrival(value: Any, fixed: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Read LastCommunicationLocalTime, local by its name and UTC by its Z, as whichever is nearer the fix."""
    as_utc = utc(value)
    if as_utc is None:
        return None
    as_local = as_utc - (zone.utcoffset(as_utc.replace(tzinfo=None)) or timedelta())
    if fixed is None:
        return as_utc if str(value).rstrip().endswith("Z") else as_local
    return as_local if abs(as_local - fixed) <= abs(as_utc - fixed) else as_utc


def duration(value: Any) -> int | None:
    """Read the seconds from "00:05:02", or from a number of seconds."""
    parts = value.split(":") if isinstance(value, str) else []
    if len(parts) == 3 and all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts):
        return int(parts[0]) * 3600 + int(parts[1]) * 60 + int(parts[2])
    return integer(value)


def scaled(factor: float) -> Reader:
    """Make a reader of numbers in another unit: VEZMA's speed is km/h x10, its distances metres."""

    def read(value: Any) -> float | None:
        found = number(value)
        return None if found is None else round(found * factor, 6)

    return read


def texts(value: Any) -> tuple[str, ...]:
    """Read a list of texts, with what is not text left out."""
    read = (text(item) for item in value) if isinstance(value, list) else ()
    return tuple(item for item in read if item is not None)


def coordinate(limit: float) -> Reader:
    """Make a reader of a latitude (limit 90) or longitude (limit 180); outside the limits it is None."""

    def read(value: Any) -> float | None:
        found = number(value)
        return None if found is None or abs(found) > limit else float(found)

    return read


latitude = coordinate(90)
longitude = coordinate(180)
km_from_m = scaled(0.001)
kmh_from_tenths = scaled(0.1)
