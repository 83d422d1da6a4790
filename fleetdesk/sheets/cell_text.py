"""The text of a workbook's cell: as a person would write it, never worked out."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from fleetdesk.sheets.number_formats import shown_number
from fleetdesk.sheets.package import unescaped

_SECOND = timedelta(seconds=1)
_DAY_ZERO = (datetime(1899, 12, 31), datetime(1904, 1, 1))  # noqa: DTZ001 - a workbook knows no zones
_LONGEST = timedelta(days=50)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]hms]*\]', re.IGNORECASE)


def cell_text(value: Any, code: str = "General", *, from_1904: bool = False) -> str:
    """Write a value: 12.0 is "12", a moment "2026-11-26 08:00:00", a time of day "08:00:00", even beyond 24 hours.

    `code` is the cell's number format.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return shown_number(value, code)
    if isinstance(value, datetime) and _shows_time_alone(code):
        day = value - _DAY_ZERO[from_1904]
        return _moment(day if timedelta() <= day < _LONGEST else value)
    return _moment(value)


def _shows_time_alone(code: str) -> bool:
    bare = _QUOTED.sub("", code).casefold()
    return "h" in bare and "y" not in bare and "d" not in bare


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return _rounded(value).isoformat(" ")
    if isinstance(value, timedelta):
        seconds = round(value / _SECOND)
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat()


def _rounded(value: datetime) -> datetime:
    """Round to the second: workbooks keep days as floating point numbers, and 08:00 may come as 07:59:59.999."""
    return (value + _SECOND / 2).replace(microsecond=0)
