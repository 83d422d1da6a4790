"""Spans of time such as 08:00-10:00, which tables and people put where one time belongs."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.date_words import in_figures

_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?"
_DATE = r"(?:\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})|\d{4}[-./]\d{1,2}[-./]\d{1,2})\.?(?:,\s*|\s+|t)"
_TO = r"(?:\s*[-–—−‒‐‑―~→]+>?\s*|\s+(?:to|till|until|kuni|do|až|bis|по|до|and|lidz|līdz)\s+)"
_FROM = r"(?:(?:from|between|alates|od|von|с|от|no)\s+)?"
_END = rf"(?:{_DATE})?(?:{_CLOCK}|\d{{4}})"
_SPAN = re.compile(rf"{_FROM}(?P<start>{_END}){_TO}(?P<stop>{_END})")
_ZONED = re.compile(
    r"(?:(?P<y>\d{4})-\d{2}-\d{2}|\d{2}\.\d{2}\.(?P<y2>\d{4}))[ t]\d{2}:\d{2}(?P<s>:\d{2}(?:[.,]\d+)?)?"
    r"\s?-(?P<h>\d{2}):?(?P<m>\d{2})"
)


def span_of(text: str, zone: ZoneInfo) -> tuple[str, str] | None:
    """Return both ends of a span as written, the start's day before both; None where the text is none."""
    words = in_figures(text)
    found = _SPAN.fullmatch(words)
    if not found or _is_offset(words, zone):
        return None
    start, stop = found["start"], found["stop"]
    day = re.match(_DATE, start)
    return start, stop if re.match(_DATE, stop) or not day else day[0] + stop


def _is_offset(words: str, zone: ZoneInfo) -> bool:
    """Return whether a minus begins an offset from UTC: after an ISO time with T or seconds, or the zone's own."""
    found = _ZONED.fullmatch(words)
    if not found or int(found["h"]) > 12 or int(found["m"]) > 59:
        return False
    if found["y"] and (found["s"] or "t" in words):
        return True
    given = -timedelta(hours=int(found["h"]), minutes=int(found["m"]))
    year = int((found["y"] or found["y2"])[:4])
    return any(datetime(year, month, 1, tzinfo=zone).utcoffset() == given for month in range(1, 13))


def ends(start: str, stop: str, zone: ZoneInfo) -> tuple[str, str]:
    """Return the texts of start and stop, where a span stands at the start alone, or in both; UsageError if unclear."""
    span = span_of(start, zone)
    if span is None:
        return start, stop
    if stop and span_of(stop, zone) != span:
        raise UsageError(
            _("“{text}” is a span of time, and there is a stop too. Write the start alone here.").format(
                text=start[:40]
            )
        )
    return span
