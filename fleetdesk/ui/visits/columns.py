"""The columns of "Who was here", and what a file of it holds."""

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.history.visits import Edge
from fleetdesk.ui.visits.rows import VisitRow, came_words, left_words, nth_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import hours_of, length
from fleetdesk.ui.widgets.rows import Column


def columns(zone: ZoneInfo) -> list[Column[VisitRow]]:
    """Return the columns."""

    def tip(row: VisitRow, role: int) -> Any:
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        times = formatting.both_clocks(row.begins, zone), formatting.both_clocks(row.ends, zone)
        return formatting.hover(joined((row.label, *times, row.remark, formatting.of_account(row.account)), "\n"))

    return [
        Column("unit", pgettext("column", "Vehicle"), lambda row: row.label,
               lambda row: (formatting.folded(row.label), row.visit.stay.begins), 100, roles=tip, rank=2, least=70),
        Column("in", pgettext("column", "In"), lambda row: came_words(row, formatting.clock(row.begins, zone)),
               lambda row: row.visit.stay.begins, 112, number=True, roles=tip, value=lambda row: row.begins),
        Column("out", pgettext("column", "Out"), lambda row: left_words(row, formatting.clock(row.ends, zone)),
               lambda row: row.visit.stay.ends, 120, number=True, roles=tip, value=lambda row: row.ends),
        Column("long", pgettext("column", "How long"), lambda row: length(row.visit.stay.seconds),
               lambda row: row.visit.stay.seconds, 62, number=True, roles=tip),
        Column("nth", pgettext("column", "Visit"), nth_words, lambda row: (row.count, row.nth), 52, number=True,
               roles=tip, hint=_("Which visit of this vehicle in the period it is")),
        Column("all", pgettext("column", "In all"), lambda row: length(row.unit_s), lambda row: row.unit_s, 70,
               number=True, roles=tip, hint=_("How long this vehicle was there in all of the period"),
               hidden=True),
        Column("remark", pgettext("column", "What is not known"), lambda row: row.remark, lambda row: row.remark, 190,
               roles=tip, rank=1, least=60),
    ]  # fmt: skip


EXPORTS: Exports[VisitRow] = Exports(
    instead={
        "long": (ExportColumn(pgettext("column", "Hours"), lambda row: hours_of(row.visit.stay.seconds)),),
        "all": (ExportColumn(pgettext("column", "Hours of the vehicle in all"), lambda row: hours_of(row.unit_s)),),
        "nth": (
            ExportColumn(pgettext("column", "Visit"), lambda row: row.nth),
            ExportColumn(pgettext("column", "Visits of the vehicle"), lambda row: row.count),
        ),
    },
    always=(
        ExportColumn(pgettext("column", "Seen to come"), lambda row: _yes(row.visit.came is Edge.SEEN)),
        ExportColumn(pgettext("column", "Seen to leave"), lambda row: _yes(row.visit.left is Edge.SEEN)),
        ExportColumn(pgettext("column", "Hours with an unknown way"), lambda row: hours_of(row.visit.stay.unknown_s)),
        ExportColumn(pgettext("column", "Account"), lambda row: row.account),
    ),
)


def _yes(true: bool) -> str:
    return pgettext("answer", "yes") if true else pgettext("answer", "no")
