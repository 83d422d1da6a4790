"""The columns of sums and expenses, and what files of them hold."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.expenses import KIND_WORDS, ExpenseKind, ExpenseSum, Spent
from fleetdesk.domain.statuses import Colour
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.formatting import moment_order, order_of
from fleetdesk.ui.widgets.rows import Column

COLOURS = {
    ExpenseKind.FUEL: Colour.PROGRESS,
    ExpenseKind.SERVICE: Colour.ASSIGNED,
    ExpenseKind.GENERAL: Colour.DONE,
    ExpenseKind.OTHER: Colour.SILENT,
}
COST = _("In the currency that the company has set; no answer names it")
PER_KM = _(
    "What was spent after the first odometer up to the last one, by the kilometres between; empty where expenses tell "
    "fewer than two, or one that goes back"
)


def sum_columns() -> list[Column[ExpenseSum]]:
    """Return the columns of sums."""
    return [
        Column("name", pgettext("column", "By"), lambda row: row.name, lambda row: row.order, 150, roles=_sum_tip,
               rank=1, least=70),
        Column("bar", pgettext("column", "Share"), lambda row: "", lambda row: order_of(row.cost), 130, roles=_sum_tip,
               hint=_("Fuel, service, general and other beside the most expensive of the list"), rank=2, least=40,
               value=lambda row: None),
        Column("cost", pgettext("column", "Cost"), lambda row: formatting.optional(row.cost, 2),
               lambda row: order_of(row.cost), 90, number=True, roles=_sum_tip, hint=COST, value=lambda row: row.cost),
        Column("count", pgettext("column", "Expenses"), lambda row: formatting.optional(row.count),
               lambda row: row.count, 74, number=True, roles=_sum_tip, value=lambda row: row.count),
        Column("litres", pgettext("column", "Fuel, l"), lambda row: formatting.optional(row.litres, 1),
               lambda row: order_of(row.litres), 74, number=True, roles=_sum_tip, value=lambda row: row.litres),
        Column("per_km", pgettext("column", "Cost a km"), lambda row: formatting.optional(row.cost_per_km, 3),
               lambda row: order_of(row.cost_per_km), 80, number=True, roles=_sum_tip, hint=PER_KM,
               value=lambda row: row.cost_per_km),
    ]  # fmt: skip


SUM_EXPORTS: Exports[ExpenseSum] = Exports(
    instead={
        "bar": tuple(
            ExportColumn(KIND_WORDS[kind], lambda row, kind=kind: dict(row.shares).get(kind))  # type: ignore[misc]
            for kind in ExpenseKind
        )
    },
    always=(ExportColumn(pgettext("column", "Expenses without a cost"), lambda row: row.uncosted),),
)


def expense_columns(zone: ZoneInfo) -> list[Column[Spent]]:
    """Return the columns of expenses, in the company's zone."""

    def figure(key: str, title: str, of: Callable[[Spent], float | None], digits: int) -> Column[Spent]:
        return Column(key, title, lambda row: formatting.optional(of(row), digits), lambda row: order_of(of(row)), 80,
                      number=True, roles=_tip, value=of)  # fmt: skip

    def words(key: str, title: str, of: Callable[[Spent], str], width: int, rank: int = 0) -> Column[Spent]:
        return Column(key, title, of, lambda row: formatting.folded(of(row)), width, roles=_tip, rank=rank, least=50)

    return [
        Column("when", pgettext("column", "When"), lambda row: formatting.clock(row.at, zone) if row.at else "",
               lambda row: moment_order(row.at), 110, number=True, roles=_tip, value=lambda row: row.at),
        words("kind", pgettext("column", "Kind"), lambda row: KIND_WORDS[row.kind], 70),
        words("category", pgettext("column", "Category"), lambda row: joined(row.categories, ", "), 140, 1),
        figure("cost", pgettext("column", "Cost"), lambda row: row.cost, 2),
        words("vehicle", pgettext("column", "Vehicle"), lambda row: row.vehicle, 110, 2),
        words("person", pgettext("column", "Person"), lambda row: row.person, 120, 2),
        figure("litres", pgettext("column", "Fuel, l"), lambda row: row.litres, 1),
        figure("price", pgettext("column", "Price a litre"), lambda row: row.price_per_l, 3),
        figure("odometer", pgettext("column", "Odometer, km"), lambda row: row.odometer_km, 0),
        words("note", pgettext("column", "Note"), lambda row: row.note, 160, 3),
        Column("account", pgettext("column", "Account"), lambda row: row.account, lambda row: row.account, 80,
               roles=_tip, hidden=True),
    ]  # fmt: skip


def _sum_tip(row: ExpenseSum, role: int) -> Any:
    if role != Qt.ItemDataRole.ToolTipRole:
        return None
    told = (_("{kind}: {cost}").format(kind=KIND_WORDS[kind], cost=number(cost, 2)) for kind, cost in row.shares)
    uncosted = _("Without a cost: {count}").format(count=number(row.uncosted)) if row.uncosted else ""
    return formatting.hover(joined([each for each in (row.name, *told, uncosted) if each], "\n"))


def _tip(row: Spent, role: int) -> Any:
    if role != Qt.ItemDataRole.ToolTipRole:
        return None
    told = (KIND_WORDS[row.kind], joined(row.categories, ", "), row.vehicle, row.person, row.note)
    return formatting.hover(joined([*filter(None, told), formatting.of_account(row.account)], "\n"))
