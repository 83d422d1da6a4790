"""Times, ages and numbers as the desk writes them: in the company's zone, tabular, short."""

import html
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import date, day_and_time, number, time_of_day, time_with_seconds
from fleetdesk.base.readable import CHARACTERS, NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.gazetteer.street_first import street_first
from fleetdesk.domain.motion import in_words
from fleetdesk.domain.units import Position

NOTHING = "—"


def clock(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment as HH:MM in the zone, with the day where it is not today's; a dash for None."""
    if moment is None:
        return NOTHING
    local = moment.astimezone(zone)
    today = datetime.now(zone).date()
    return time_of_day(local) if local.date() == today else day_and_time(local)


def both_clocks(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment in the zone and in UTC, with seconds and date, for tooltips; "unknown" for None."""
    if moment is None:
        return pgettext("time", "unknown")
    local, utc = moment.astimezone(zone), moment.astimezone(UTC)
    return f"{date(local)} {time_with_seconds(local)} {zone.key} ({time_with_seconds(utc)} UTC)"


def age(span: timedelta | None) -> str:
    """Return a time span in words: 9 s, 12 min, 3 h; empty for None."""
    return "" if span is None else in_words(span)


def heard(position: Position | None, zone: ZoneInfo) -> str:
    """Return when a unit had its position and when that arrived, in both zones, the vendor's text, and the account."""
    if position is None:
        return _("never heard of")
    fixed, received = (both_clocks(each, zone) for each in (position.fixed_at, position.received_at))
    told = _("Fix {fixed}\nReceived {received}").format(fixed=fixed, received=received)
    wrote = (
        _("The vendor wrote {text}").format(text=elided(position.received_text, NAME)) if position.received_text else ""
    )
    return joined((told, wrote, of_account(position.account)), "\n")


def of_account(account: str) -> str:
    """Return whose it is, for the last line of a tooltip."""
    return _("Account {account}").format(account=readable(account, NAME))


def moment_hover(moment: datetime | None, zone: ZoneInfo, account: str) -> str:
    """Return a moment in the zone and in UTC, and the account that it comes from."""
    return joined((both_clocks(moment, zone), of_account(account)), "\n")


def window(start: datetime | None, stop: datetime | None, zone: ZoneInfo) -> str:
    """Return a window as 08:00–12:00 in the zone, with the day where it is not today's."""
    if start is None or stop is None:
        return clock(start or stop, zone)
    same_day = start.astimezone(zone).date() == stop.astimezone(zone).date()
    ends = time_of_day(stop.astimezone(zone)) if same_day else clock(stop, zone)
    return f"{clock(start, zone)}–{ends}"


def place(address: str | None) -> str:
    """Return an address with the street first, without country and county (EE, Harju maakond, Tallinn, Tamme 1)."""
    return street_first(address or "") or NOTHING


def hours(minutes: int | None) -> str:
    """Return minutes as hours and minutes: 5:06 for 306 minutes; empty for None."""
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"


def length(seconds: float) -> str:
    """Return a length of time as hours and minutes, below one hour too: 0:05; below a minute in seconds."""
    if seconds < 60:
        return _("{seconds} s").format(seconds=number(seconds))
    return hours(round(seconds / 60))


def hours_of(seconds: float | None) -> float | None:
    """Return seconds as hours with three decimals, for a file; None for None."""
    return None if seconds is None else round(seconds / 3600, 3)


def order_of(value: float | None) -> float:
    """Return the sort key of a figure that is never below 0: what is not known comes first."""
    return -1.0 if value is None else value


def moment_order(moment: datetime | None) -> float:
    """Return the sort key of a moment: what is not known comes first."""
    return moment.timestamp() if moment else 0.0


def figure(value: float | None, unit: str = "", digits: int = 0) -> str:
    """Return a number with its unit, or a dash for None."""
    return NOTHING if value is None else f"{number(value, digits)}{' ' + unit if unit else ''}"


def optional(value: float | None, digits: int = 0) -> str:
    """Return a number for a column; nothing for None."""
    return "" if value is None else number(value, digits)


def folded(text: str) -> str:
    """Return the sort key of a text: its first characters, case folded."""
    return text[:CHARACTERS].casefold()


def elided(text: str, length: int) -> str:
    """Return the text on one line of at most `length` characters, the last an ellipsis; show invisible ones."""
    shown = readable(text[:length])
    return shown if len(text) <= length >= len(shown) else shown[: length - 1] + "…"


HOVER_CHARACTERS, HOVER_LINES, RUN = 1200, 24, 40
_RUN = re.compile(rf"\S{{{RUN}}}")
_WIDE = re.compile(r"(?<=[^\x00-\u036f\u200c\u200d])(?=[^\x00-\u036f\u200c\u200d\s])")


def hover(text: str) -> str:
    """Return a text as a tooltip that is shown literally, because Qt takes what looks like HTML for HTML.

    Words without an end are broken by places of no width, because Qt breaks tooltips at blanks alone.
    """
    if not text:
        return ""
    shown = _RUN.sub(_broken, readable(text, HOVER_CHARACTERS, HOVER_LINES))
    return f"<qt>{html.escape(shown).replace(chr(10), '<br>')}</qt>"


def _broken(run: re.Match[str]) -> str:
    """Return a long run of letters with break points in it; wide letters get more of them."""
    return _WIDE.sub("\u200b", run[0]) + "\u200b"
