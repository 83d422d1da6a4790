"""Dock "Expenses": sums above, the expenses of the selected sum below."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter

from fleetdesk.base.local_formats import grouped, number
from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.expenses import (
    GROUPING_WORDS,
    KIND_WORDS,
    ExpenseGrouping,
    ExpenseKind,
    ExpenseSum,
    Spent,
    expense_sums,
    expenses_total,
    in_group,
)
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.ui.expenses.columns import COLOURS, SUM_EXPORTS, expense_columns, sum_columns
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side, scrolling, stacked
from fleetdesk.ui.widgets.period_row import PeriodRow
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.share_bar import ShareBar, Stretch
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens

KINDS = (PeriodKind.MONTH, PeriodKind.SEVEN_DAYS, PeriodKind.THIRTY_ONE_DAYS, PeriodKind.CUSTOM)
PERIODS = (PeriodKind.TODAY, PeriodKind.WEEK, *KINDS)
EVERY_KIND = ""
NOT_ASKED = (_("Nothing asked yet"), _("Choose a period. Expenses are read from the newest on, as the budget allows."))
ASKING = (_("Being fetched"), _("Expenses come page by page; positions go before them."))
NOTHING = (_("No expenses"), _("No account tells of money spent in this period."))
NONE_FIT = (_("None of them"), _("No expense fits the search and the kind that is chosen."))


class ExpensesPane(LatePanel):
    """Tables "Sums of expenses" and "Expenses", boxes "Period", "Sums of expenses by", "Kind of expense", a search.

    period_wanted: another period, or the same again where it is True. cancel_wanted: what is fetched is not waited for.
    """

    period_wanted = Signal(bool)
    cancel_wanted = Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        super().__init__(_("Expenses"), Placement(Side.MIDDLE, tabbed=True))
        self._tokens, self._zone, self._now = tokens, zone, now
        self._rows: tuple[Spent, ...] = ()

    def build(self) -> None:
        """Build period, search, sums and expenses."""
        self.sums: RowsModel[ExpenseSum] = RowsModel(sum_columns(), SUM_EXPORTS)
        self.expenses: RowsModel[Spent] = RowsModel(expense_columns(self._zone))
        self.sum_table = Table(self.sums, _("Sums of expenses"), "name")
        self.table = Table(self.expenses, _("Expenses"), "note")
        self.period_row = PeriodRow(self._now, self._zone, kinds=PERIODS)
        self.grouping, self.kind = QComboBox(), QComboBox()
        self.search = SearchField(_("Search expenses"), _("Search expenses — vehicle, person, category, note"))
        self.progress = ProgressRow(_("Progress of the expenses"), _("Cancel asking for expenses"))
        self.trouble, self.totals = Paragraph("Alarm"), Elided()
        self._bar = ShareBar(self._parts, self._tokens, self.sum_table)
        self._sums_or = ListOrEmpty(self.sum_table, Empty(*NOT_ASKED))
        self._lay_out()
        self._listen()
        self.show_rows((), NOT_ASKED)

    def tables(self) -> Sequence[Table]:
        """Return both tables."""
        return (self.sum_table, self.table)

    def on_escape(self) -> bool:
        """Clear the selection below, then above and the search; return whether there was any."""
        return clear_list(self.table) or clear_list(self.sum_table, self.search)

    def _lay_out(self) -> None:
        again = button(_("Ask again"), _("Ask for the expenses again"), flat=True)
        again.clicked.connect(lambda: self.period_wanted.emit(True))
        set_name(self.grouping, _("Sums of expenses by"))
        set_name(self.kind, _("Kind of expense"))
        for each in ExpenseGrouping:
            add_choice(self.grouping, GROUPING_WORDS[each], each.value)
        add_choice(self.kind, pgettext("expense", "Every kind"), EVERY_KIND)
        for kind in ExpenseKind:
            add_choice(self.kind, KIND_WORDS[kind], kind.value)
        self.header.add(self.period_row.box, self.kind, self.grouping, again)
        for widget, name in (
            (self.trouble, _("What is missing of the expenses")),
            (self.totals, _("Total of the expenses")),
        ):
            set_name(widget, name)
            widget.setContentsMargins(8, 4, 8, 4)
        above = (self.search.row(), self.period_row, self.progress, self.trouble, self.totals)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(stacked(*above, self._sums_or, grows=self._sums_or))
        split.addWidget(stacked(self.table, grows=self.table))
        split.setSizes([220, 180])
        self.box.addWidget(scrolling(split), 1)
        self.sum_table.setItemDelegateForColumn(self.sums.place("bar"), self._bar)
        for table in self.tables():
            attach_columns_menu(table, lambda table=table: columns_menu(table))  # type: ignore[misc]
        self.sum_table.sortByColumn(self.sums.place("name"), Qt.SortOrder.AscendingOrder)
        self.table.sortByColumn(self.expenses.place("when"), Qt.SortOrder.DescendingOrder)

    def _listen(self) -> None:
        self.period_row.changed.connect(lambda: self.period_wanted.emit(False))
        self.period_row.refused.connect(self.say_trouble)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.list_wanted.connect(self.sum_table.enter)
        for box in (self.grouping, self.kind):
            box.currentIndexChanged.connect(lambda _index: self._show())
        self.sum_table.chosen.connect(lambda _keys: self._show_expenses())
        self.progress.cancel_wanted.connect(self.cancel_wanted)

    # -- what is shown

    @property
    def by(self) -> ExpenseGrouping:
        """Return what sums are made by."""
        return ExpenseGrouping(self.grouping.currentData())

    def show_rows(self, rows: Iterable[Spent], instead: tuple[str, str], troubles: Sequence[str] = ()) -> None:
        """Show these expenses with their sums, or in place of none a title and a sentence."""
        self._rows = tuple(rows)
        self._sums_or.show_empty(*instead)
        self.say_trouble(together(*troubles))
        self._show()

    def _wanted(self) -> list[Spent]:
        kind, parts = self.kind.currentData(), self.search.text().casefold().split()
        return [
            each
            for each in self._rows
            if kind in (EVERY_KIND, each.kind.value) and all(part in _searched(each) for part in parts)
        ]

    def _show(self) -> None:
        rows = self._wanted()
        sums = {each.key: each for each in expense_sums(rows, self.by, self._zone)}
        self._bar.longest = max((each.cost or 0.0 for each in sums.values()), default=0.0)
        self.sums.show_items(sums)
        self._say_total(expenses_total(rows))
        if sums:
            self._sums_or.show_list()
        elif self._rows:
            self._sums_or.show_empty(*NONE_FIT)
        self._show_expenses()

    def _say_total(self, whole: ExpenseSum | None) -> None:
        self.totals.say_or_hide(total_words(whole) if whole else "")
        self.say_count(grouped(whole.count) if whole else "")

    def _show_expenses(self) -> None:
        """Show the expenses of the sums that are selected, of all where none is."""
        keys = self.sum_table.selected_keys()
        chosen = [row for key in keys if (row := self.sums.item(key)) is not None]
        groups = ["" if each.key == self.by.value else each.key for each in chosen]
        rows = self._wanted()
        if groups:
            rows = [row for row in rows if any(in_group(row, key, self.by, self._zone) for key in groups)]
        self.expenses.show_items({each.key: each for each in rows})

    def _parts(self, key: str) -> list[Stretch]:
        row = self.sums.item(key)
        return [] if row is None else [(COLOURS[kind], cost) for kind, cost in row.shares]

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong or missing; empty for nothing."""
        self.trouble.say_or_hide(sentence)


def total_words(whole: ExpenseSum) -> str:
    """Return the sum of all in one line, with how many tell no cost."""
    count = ngettext("{count} expense", "{count} expenses", whole.count).format(count=grouped(whole.count))
    cost = _("{cost} in all").format(cost=number(whole.cost, 2)) if whole.cost is not None else _("no cost known")
    litres = _("{litres} l of fuel").format(litres=number(whole.litres, 1)) if whole.litres else ""
    uncosted = _("{count} without a cost").format(count=grouped(whole.uncosted)) if whole.uncosted else ""
    return joined([each for each in (count, cost, litres, uncosted) if each], " · ")


def _searched(row: Spent) -> str:
    return f"{row.vehicle} {row.person} {' '.join(row.categories)} {row.note} {KIND_WORDS[row.kind]}".casefold()
