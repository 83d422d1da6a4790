"""The columns of the month, and what files of them hold."""

from typing import Any

from PySide6.QtCore import Qt

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.month import FIGURE_WORDS, HOURS, SOURCES, Figure, UnitMonth
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.formatting import order_of
from fleetdesk.ui.widgets.rows import Column

DIGITS = {Figure.L_100KM: 1, Figure.EXPENSES: 2}
WIDTH = 84


def columns() -> list[Column[UnitMonth]]:
    """Return the name and a column for each figure."""
    return [
        Column("name", pgettext("column", "Name"), lambda row: row.label, lambda row: formatting.folded(row.label), 150,
               roles=_tip, rank=1, least=80),
        *map(_column, Figure),
        Column("unknown", _("Hours that nobody tells of"), lambda row: formatting.hours(round(row.unknown_s / 60)),
               lambda row: row.unknown_s, WIDTH, number=True, roles=_tip, value=lambda row: row.unknown_s / 3600),
        Column("account", pgettext("column", "Account"), lambda row: row.account, lambda row: row.account, 80,
               roles=_tip, hidden=True),
    ]  # fmt: skip


def _column(figure: Figure) -> Column[UnitMonth]:
    return Column(
        figure.value,
        FIGURE_WORDS[figure],
        lambda row: figure_words(row, figure),
        lambda row: order_of(row.value(figure)),
        WIDTH,
        number=True,
        roles=_tip,
        hint=SOURCES[figure],
        value=lambda row: row.value(figure),
    )


def figure_words(row: UnitMonth, figure: Figure) -> str:
    """Return a figure as it is read; empty where it is not known."""
    value = row.value(figure)
    if value is None:
        return ""
    if figure in HOURS:
        return formatting.hours(round(value * 60))
    return formatting.optional(value, DIGITS.get(figure, 0))


def _tip(row: UnitMonth, role: int) -> Any:
    if role != Qt.ItemDataRole.ToolTipRole:
        return None
    return formatting.hover(f"{row.label}\n{formatting.of_account(row.account)}" if row.account else row.label)
