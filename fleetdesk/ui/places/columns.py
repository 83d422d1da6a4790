"""The columns of the places dock."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.located import place_of
from fleetdesk.ui.places.rows import MOST_NAMED, PlaceRow, here_words, tied_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.status_icons import op_icon
from fleetdesk.ui.widgets.theme import Tokens

Near = Callable[[], tuple[float, float] | None]
FAR = float("inf")


def columns(near: Near, tokens: Callable[[], Tokens]) -> list[Column[PlaceRow]]:
    """Return the columns; `near` gives the place of the selected vehicle."""

    def sign(row: PlaceRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DecorationRole and row.op is not None:
            return op_icon(row.op, tokens())
        return tip(row, role)

    def km(row: PlaceRow) -> float | None:
        return km_between(row, near())

    return [
        Column("name", pgettext("column", "Place"), lambda row: row.name, lambda row: formatting.folded(row.name), 150,
               roles=sign, rank=1, least=130),
        Column("kind", pgettext("column", "Kind"), lambda row: row.kind, lambda row: row.kind, 110, roles=tip),
        Column("address", pgettext("column", "Address"), lambda row: formatting.place(row.address),
               lambda row: formatting.folded(row.address), 170, roles=tip, rank=3, least=60,
               value=lambda row: row.address),
        Column("contact", pgettext("column", "Contact"), lambda row: row.contact,
               lambda row: formatting.folded(row.contact), 110, roles=tip, rank=2, least=60),
        Column("phone", pgettext("column", "Phone"), lambda row: row.phone, lambda row: row.phone, 110, roles=tip),
        Column("here", pgettext("column", "Here now"), lambda row: "" if row.here is None else str(len(row.here)),
               lambda row: -1 if row.here is None else len(row.here), 60, number=True, roles=tip,
               hint=_("How many vehicles and people are within its radius")),
        Column("km", pgettext("column", "Away, km"), lambda row: formatting.optional(km(row), 1),
               lambda row: FAR if (away := km(row)) is None else away, 66, number=True, roles=tip,
               hint=_("How far it is from the selected vehicle, as the crow flies")),
        Column("tied", pgettext("column", "Alarms"), tied_words, lambda row: len(row.tied), 58, number=True, roles=tip,
               hint=_("Of how many vehicles the geozone tells when they enter or leave")),
        Column("state", pgettext("column", "State"), lambda row: row.state, lambda row: row.state, 110, roles=tip,
               hint=_("What becomes of a place that is not on the server yet"), hidden=True),
        Column("radius", pgettext("column", "Radius, m"), lambda row: formatting.optional(row.radius_m),
               lambda row: row.radius_m or 0.0, 66, number=True, roles=tip, hidden=True),
        Column("account", pgettext("column", "Account"), lambda row: row.account, lambda row: row.account, 80,
               roles=tip, hidden=True),
    ]  # fmt: skip


def km_between(row: PlaceRow, near: tuple[float, float] | None) -> float | None:
    """Return the kilometres from a place to another; None where one of them is not known."""
    place = place_of(row)
    return None if place is None or near is None else distance_m(place[::-1], near[::-1]) / 1000


def tip(row: PlaceRow, role: int) -> Any:
    """Return all that is known of a place as the hover."""
    if role != Qt.ItemDataRole.ToolTipRole:
        return None
    here = _("Here now: {names}").format(names=here_words(row)) if row.here else ""
    told = ", ".join(row.tied[:MOST_NAMED])
    tied = _("Alarm when these enter or leave: {names}").format(names=told) if told else ""
    lines = (row.name, row.kind, row.state, row.address, row.contact, row.phone, row.comment, here, tied)
    return formatting.hover(joined((*lines, formatting.of_account(row.account)), "\n"))


EXPORTS: Exports[PlaceRow] = Exports(
    always=(
        ExportColumn(pgettext("column", "Latitude"), lambda row: row.lat),
        ExportColumn(pgettext("column", "Longitude"), lambda row: row.lon),
        ExportColumn(pgettext("column", "Who is here"), here_words),
        ExportColumn(pgettext("column", "Comment"), lambda row: row.comment),
    )
)
