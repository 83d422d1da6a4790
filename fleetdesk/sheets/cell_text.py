"""The text of a workbook's cell: as a person would write it, never worked out."""

from datetime import date, datetime, time, timedelta
from typing import Any

_SECOND = timedelta(seconds=1)


def cell_text(value: Any) -> str:
    """12.0 is "12", a moment "2026-11-26 08:00:00", a time of day "08:00:00", a formula its own text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value) if isinstance(value, int) else format(value, ".15g")
    if isinstance(value, (date, time, timedelta)):
        return _moment(value)
    return str(getattr(value, "text", None) or getattr(value, "ref", ""))  # a formula over several cells


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
    """To the second: workbooks keep days as floating point numbers, and 08:00 may come as 07:59:59.999."""
    return (value + _SECOND / 2).replace(microsecond=0)
