"""Bookings and open waybills in words: columns, hover and file of the calendar's list."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.local_formats import time_of_day
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import day_of
from fleetdesk.domain.booking_calendar import Booked, BookedKind
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.statuses import Colour
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.day_words import short_day_words
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.status_icons import dot, icon_of
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole
KINDS = {
    BookedKind.BOOKING: ("–", Colour.PROGRESS, pgettext("booked", "booking")),
    BookedKind.WAYBILL: ("▸", Colour.MOVING, pgettext("booked", "open waybill")),
}
"""The mark, the colour and the word of each kind."""
GOES_ON = pgettext("end of a booking", "goes on")


def day_and_time(at: float, zone: ZoneInfo) -> str:
    """Return weekday, day and time on the zone's clock: "Fri 27 08:00"."""
    day = short_day_words(day_of(at, zone))
    return _("{day} {time}").format(day=day, time=time_of_day(datetime.fromtimestamp(at, UTC).astimezone(zone)))


def end_words(row: Booked, zone: ZoneInfo) -> str:
    """Return when something ends, with the day where it is another; "goes on" for what has no end."""
    if row.ends is None:
        return GOES_ON
    if day_of(row.ends, zone) == day_of(row.begins, zone):
        return time_of_day(moment(row.ends).astimezone(zone))
    return day_and_time(row.ends, zone)


def booked_hover(row: Booked, zone: ZoneInfo) -> str:
    """Return all that is known of a booking or waybill, for a hover."""
    time = _("{first} – {last}").format(first=day_and_time(row.begins, zone), last=end_words(row, zone))
    lines = (joined((KINDS[row.kind][2], row.purpose), " · "), joined((row.driver, row.unit, row.phone), " · "), time)
    return formatting.hover(joined((*lines, row.memo, formatting.of_account(row.account)), "\n"))


def columns(tokens: Callable[[], Tokens], zone: ZoneInfo) -> list[Column[Booked]]:
    """Return the columns; `tokens` returns the theme's colours as they are now."""

    def tip(row: Booked, role: int) -> Any:
        return booked_hover(row, zone) if role == Role.ToolTipRole else None

    def icon(row: Booked, role: int) -> Any:
        mark, colour, _word = KINDS[row.kind]
        return icon_of(dot(tokens().of(colour), 2.0, mark)) if role == Role.DecorationRole else tip(row, role)

    return [
        Column("kind", "", lambda row: KINDS[row.kind][2], lambda row: row.kind.value, 26, roles=icon,
               hint=_("Kind: booking or open waybill")),
        Column("from", pgettext("column", "From"), lambda row: day_and_time(row.begins, zone), lambda row: row.begins,
               92, roles=tip, value=lambda row: moment(row.begins)),
        Column("to", pgettext("column", "To"), lambda row: end_words(row, zone),
               lambda row: float("inf") if row.ends is None else row.ends, 92, roles=tip,
               value=lambda row: None if row.ends is None else moment(row.ends)),
        Column("driver", pgettext("column", "Driver"), lambda row: row.driver,
               lambda row: (formatting.folded(row.driver), row.begins), 130, roles=tip, rank=1, least=90),
        Column("unit", pgettext("column", "Vehicle"), lambda row: row.unit, lambda row: formatting.folded(row.unit), 84,
               roles=tip, rank=2, least=64),
        Column("purpose", pgettext("column", "For"), lambda row: row.purpose,
               lambda row: formatting.folded(row.purpose), 160, roles=tip, rank=3, least=60),
        Column("account", pgettext("column", "Account"), lambda row: row.account, lambda row: row.account, 80,
               roles=tip, hidden=True),
    ]  # fmt: skip


EXPORTS: Exports[Booked] = Exports(
    instead={"kind": (ExportColumn(pgettext("column", "Kind"), lambda row: KINDS[row.kind][2]),)},
    always=(
        ExportColumn(pgettext("column", "Phone"), lambda row: row.phone),
        ExportColumn(pgettext("column", "Memo"), lambda row: row.memo),
    ),
)
