"""The columns of the history, and what a file of it holds."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.local_formats import time_of_day
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.part_words import PARTS
from fleetdesk.ui.history.rows import HistoryRow, hover, what
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import hours_of, length
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.status_icons import dot, icon_of
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole


def columns(tokens: Callable[[], Tokens], zone: ZoneInfo) -> list[Column[HistoryRow]]:
    """Return the columns; `tokens` returns the theme's colours as they are now."""

    def icon(row: HistoryRow, role: int) -> Any:
        look = PARTS[row.part.kind]
        if role == Role.DecorationRole:
            return icon_of(dot(tokens().of(look.colour), 2.0, look.mark))
        return hover(row, zone) if role == Role.ToolTipRole else None

    def tip(row: HistoryRow, role: int) -> Any:
        return hover(row, zone) if role == Role.ToolTipRole else None

    return [
        Column("kind", "", lambda row: PARTS[row.part.kind].word, lambda row: row.part.kind.value, 26, roles=icon,
               hint=_("Kind: trip, stop, idling, input, refuelling, unknown")),
        Column("from", pgettext("column", "From"), lambda row: formatting.clock(row.begins, zone),
               lambda row: row.part.begins, 84, number=True, roles=tip, value=lambda row: row.begins),
        Column("to", pgettext("column", "To"), lambda row: _until(row, zone), lambda row: row.part.ends, 50,
               number=True, roles=tip, value=lambda row: row.ends),
        Column("what", pgettext("column", "What happened"), what, lambda row: formatting.folded(what(row)), 240,
               roles=tip, rank=1, least=120),
        Column("km", pgettext("column", "km"), lambda row: formatting.optional(row.part.km, 1),
               lambda row: row.part.km or 0.0, 56, number=True, roles=tip, value=lambda row: _rounded(row.part.km)),
        Column("long", pgettext("column", "Duration"), lambda row: length(row.part.seconds),
               lambda row: row.part.seconds, 66, number=True, roles=tip, value=lambda row: hours_of(row.part.seconds)),
        Column("unit", pgettext("column", "Vehicle"), lambda row: row.label,
               lambda row: (formatting.folded(row.label), row.part.begins), 90, roles=tip, rank=2, least=76),
        Column("top", pgettext("column", "Highest km/h"), lambda row: formatting.optional(row.part.top_kmh),
               lambda row: row.part.top_kmh or 0.0, 80, number=True, roles=tip,
               value=lambda row: row.part.top_kmh, hidden=True),
    ]  # fmt: skip


EXPORTS: Exports[HistoryRow] = Exports(
    instead={
        "kind": (ExportColumn(pgettext("column", "Kind"), lambda row: PARTS[row.part.kind].word),),
        "long": (ExportColumn(pgettext("column", "Hours"), lambda row: hours_of(row.part.seconds)),),
    },
    always=(
        ExportColumn(pgettext("column", "Litres"), lambda row: row.part.litres),
        ExportColumn(pgettext("column", "Account"), lambda row: row.account),
    ),
    more=(
        ExportColumn(pgettext("column", "Start address"), lambda row: row.part.start),
        ExportColumn(pgettext("column", "End address"), lambda row: row.part.end),
        ExportColumn(pgettext("column", "Purpose"), lambda row: row.part.purpose),
        ExportColumn(pgettext("column", "Notes"), lambda row: row.part.note),
        ExportColumn(pgettext("column", "Private"), lambda row: _yes(row)),
    ),
)


def _until(row: HistoryRow, zone: ZoneInfo) -> str:
    """Return the time of day of the end, with the day where that is not the one of the beginning."""
    begins, ends = row.begins.astimezone(zone), row.ends.astimezone(zone)
    return time_of_day(ends) if begins.date() == ends.date() else formatting.clock(row.ends, zone)


def _yes(row: HistoryRow) -> str | None:
    return pgettext("answer", "yes") if row.part.private else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
