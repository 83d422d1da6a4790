"""The columns of the list of drivers, and what a file of it holds."""

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.driver_roster import Standing
from fleetdesk.domain.drivers import REST_SOON_MIN
from fleetdesk.domain.statuses import HOLLOW, Colour
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.drivers.rows import ORDER, STANDINGS, DriverRow, booking_words, card_words, minutes, state_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.status_icons import dot, icon_of
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole
UNKNOWN_LAST, LAST = 10**6, "\U0010ffff"
TODAY, WEEK, DAILY, WEEKLY = "driven_today_min", "driven_week_min", "until_daily_rest_min", "until_weekly_rest_min"
SIGNS = {
    Standing.DRIVING: ("▸", Colour.MOVING),
    Standing.FREE: (HOLLOW, Colour.SILENT),
    Standing.LEFT: ("✕", Colour.SILENT),
}
"""The mark in the dot of each standing, and its colour."""
FOR_INFORMATION = _("As the tachograph sent it last: for information only, no basis for a legal decision.")


def columns(tokens: Callable[[], Tokens], zone: ZoneInfo, whereabouts: Whereabouts) -> list[Column[DriverRow]]:
    """Return the columns; `tokens` returns the theme's colours as they are now."""
    look = _Look(tokens, zone, whereabouts)
    return [*_who(look), *_now(look), *_hours(look), *_more(look)]


def _who(look: "_Look") -> list[Column[DriverRow]]:
    return [
        Column("standing", "", lambda row: STANDINGS[row.entry.standing],
               lambda row: (ORDER.index(row.entry.standing), formatting.folded(row.name)), 26, roles=look.sign,
               hint=_("Is: in a vehicle, in no vehicle, or deactivated by the vendor")),
        Column("name", pgettext("column", "Driver"), lambda row: row.name, lambda row: formatting.folded(row.name), 130,
               roles=look.plain, rank=1, least=112),
    ]  # fmt: skip


def _now(look: "_Look") -> list[Column[DriverRow]]:
    zone = look.zone
    return [
        Column("state", pgettext("column", "Now"), lambda row: state_words(row, zone),
               lambda row: formatting.folded(state_words(row, zone)), 140, roles=look.plain),
        Column("vehicle", pgettext("column", "Vehicle"), lambda row: row.entry.vehicle,
               lambda row: formatting.folded(row.entry.vehicle) or LAST, 84, roles=look.plain, rank=2, least=78),
    ]  # fmt: skip


def _hours(look: "_Look") -> list[Column[DriverRow]]:
    told = (
        ("rest", pgettext("column", "To rest"), DAILY, _("Time left until the daily rest. {note}"), look.left),
        ("today", pgettext("column", "Today"), TODAY, _("Driven today, in hours. {note}"), look.plain),
        ("week", pgettext("column", "Week"), WEEK, _("Driven this week, in hours. {note}"), look.plain),
        ("weekly", pgettext("column", "To weekly"), WEEKLY, _("Time left until the weekly rest. {note}"), look.left),
    )
    return [_hour(key, title, name, hint.format(note=FOR_INFORMATION), roles) for key, title, name, hint, roles in told]


def _hour(key: str, title: str, name: str, hint: str, roles: Callable[[DriverRow, int], Any]) -> Column[DriverRow]:
    def order(row: DriverRow) -> int:
        value = minutes(row, name)
        return UNKNOWN_LAST if value is None else value

    def hours(row: DriverRow) -> float | None:
        value = minutes(row, name)
        return None if value is None else formatting.hours_of(value * 60)

    return Column(key, title, lambda row: formatting.hours(minutes(row, name)), order, 56, number=True, roles=roles,
                  hint=hint, value=hours)  # fmt: skip


def _more(look: "_Look") -> list[Column[DriverRow]]:
    zone = look.zone
    return [
        Column("phone", pgettext("column", "Phone"), lambda row: row.phone, lambda row: row.phone, 104,
               roles=look.plain),
        Column("since", pgettext("column", "In it since"),
               lambda row: formatting.clock(row.entry.since, zone) if row.entry.since else "",
               lambda row: row.entry.since.timestamp() if row.entry.since else 0.0, 76, number=True,
               roles=look.plain, value=lambda row: row.entry.since,
               hint=_("Since when by trip, booking or waybill; empty where none of them tells")),
        Column("card", pgettext("column", "Card"), card_words, card_words, 44, roles=look.plain,
               hint=_("Whether the driver's card is in the tachograph")),
        Column("where", pgettext("column", "Where"), look.where, lambda row: formatting.folded(look.where(row)), 150,
               roles=look.plain, rank=7, least=80, ready=look.look_up,
               hint=_("Where the vehicle is, or the person")),
        Column("next", pgettext("column", "Next booking"), lambda row: booking_words(row.entry.booking, zone), _begins,
               150, roles=look.plain, rank=6, least=70),
        Column("account", pgettext("column", "Account"), lambda row: row.account, lambda row: row.account, 80,
               roles=look.plain, rank=8, least=44),
    ]  # fmt: skip


def _begins(row: DriverRow) -> float:
    booking = row.entry.booking
    return booking.started_at.timestamp() if booking is not None and booking.started_at else float("inf")


class _Look:
    """What the columns answer for colours and hovers."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, whereabouts: Whereabouts) -> None:
        self._tokens, self.zone, self._whereabouts = tokens, zone, whereabouts

    def where(self, row: DriverRow) -> str:
        """Return where somebody is, in words."""
        words = self._whereabouts.of(row.position)
        return words[:1].upper() + words[1:]

    async def look_up(self, rows: Sequence[DriverRow]) -> None:
        """Have the addresses and streets known where some drivers are."""
        await self._whereabouts.look_up(row.position for row in rows)

    def sign(self, row: DriverRow, role: int) -> Any:
        """Return for a role the dot of whether somebody drives, or what plain() returns."""
        if role == Role.DecorationRole:
            mark, colour = SIGNS[row.entry.standing]
            return icon_of(dot(self._tokens().of(colour), 2.0, mark))
        return self.plain(row, role)

    def plain(self, row: DriverRow, role: int) -> Any:
        """Return for a role all that is known as the hover, or a dim colour for who drives nothing."""
        if role == Role.ToolTipRole:
            return formatting.hover(self._told(row))
        if role == Role.ForegroundRole and row.entry.standing is not Standing.DRIVING:
            return QColor(self._tokens().dim)
        return None

    def left(self, row: DriverRow, role: int) -> Any:
        """Return for a role red where the rest is near."""
        left = minutes(row, DAILY)
        if role == Role.ForegroundRole and left is not None and left < REST_SOON_MIN:
            return QColor(self._tokens().stopped)
        return self.plain(row, role)

    def _told(self, row: DriverRow) -> str:
        entry = row.entry
        lines = (
            joined((row.name, STANDINGS[entry.standing], entry.vehicle), " · "),
            joined((row.phone, state_words(row, self.zone)), " · "),
            self.where(row),
            booking_words(entry.booking, self.zone),
            FOR_INFORMATION if entry.driving else "",
        )
        return joined((*lines, formatting.of_account(row.account)), "\n")


def exports() -> Exports[DriverRow]:
    """Return what a file of the list holds besides its columns: coordinates, and the next booking's parts."""
    return Exports(
        always=(
            ExportColumn(pgettext("column", "Latitude"), lambda row: row.position.lat if row.position else None),
            ExportColumn(pgettext("column", "Longitude"), lambda row: row.position.lon if row.position else None),
            ExportColumn(pgettext("column", "Booked from"), lambda row: _of_booking(row, "started_at")),
            ExportColumn(pgettext("column", "Booked to"), lambda row: _of_booking(row, "ended_at")),
            ExportColumn(pgettext("column", "Deactivated"), lambda row: row.entry.person.deactivated_at),
        )
    )


def _of_booking(row: DriverRow, name: str) -> Any:
    return getattr(row.entry.booking, name, None)
