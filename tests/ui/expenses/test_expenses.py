"""The expenses dock: sums by what is chosen, the expenses behind them, filters, files, and what fails."""

import pytest

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.expenses import ExpenseGrouping, ExpenseKind
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.ui.widgets.table_export import collect
from tests.sync.fakes import NOW
from tests.sync.test_expenses import Book
from tests.ui.desk import ZONE, cancel_asking, column
from tests.waiting import settled


@pytest.fixture
async def opened(desk):
    desk.provider.expenses = Book()
    desk.view.expenses.pane.built().period_row.choose(PeriodKind.SEVEN_DAYS)
    desk.window.actions_by_text["Expenses"].trigger()
    await settled(desk)
    return desk


@pytest.fixture
def pane(opened):
    return opened.view.expenses.pane.built()


def group(pane, by):
    pane.grouping.setCurrentIndex(list(ExpenseGrouping).index(by))


async def test_the_command_shows_sums_and_the_expenses_behind_them_which_files_hold_too(opened, pane):
    assert column(pane.sums, "name") == ["11/2026"]
    assert column(pane.sums, "cost") == ["70.00"]
    assert pane.expenses.rowCount() == 7
    assert pane.totals.whole == "7 expenses · 70.00 in all"
    grid = await collect(pane.table, "Expenses", ZONE)
    row = dict(zip(grid.headings, grid.rows[-1], strict=True))
    assert (row["Cost"], row["Vehicle"], row["Person"], row["Kind"]) == (10.0, "Octavia", "Jan", "Fuel")
    assert next(value for heading, value in row.items() if heading.startswith("When")) <= NOW
    grid = await collect(pane.sum_table, "Sums", ZONE)
    row = dict(zip(grid.headings, grid.rows[0], strict=True))
    assert (row["Cost"], row["Fuel"], row["Expenses without a cost"]) == (70.0, 70.0, 0)


async def test_the_expenses_of_the_selected_sum_alone_are_shown(opened, pane):
    pane.show_rows([*pane.expenses.shown_items().values()], ("", ""))
    group(pane, ExpenseGrouping.PERSON)
    assert column(pane.sums, "name") == ["Jan"]
    pane.sum_table.show_selection(("Jan",))
    pane.sum_table.chosen.emit(("Jan",))
    assert pane.expenses.rowCount() == 7


async def test_kinds_and_words_narrow_both_lists(opened, pane):
    pane.kind.setCurrentIndex(1 + list(ExpenseKind).index(ExpenseKind.SERVICE))
    assert (pane.sums.rowCount(), pane.expenses.rowCount()) == (0, 0)
    pane.kind.setCurrentIndex(0)
    pane.search.setText("octavia jan")
    assert pane.expenses.rowCount() == 7
    pane.search.setText("peugeot")
    assert pane.expenses.rowCount() == 0
    assert pane.on_escape()
    assert pane.expenses.rowCount() == 7


async def test_asking_is_cancelled_and_begun_anew_and_what_fails_is_said(opened, pane):
    await cancel_asking(opened, pane, opened.provider.expenses, "page", lambda: pane.period_wanted.emit(True))
    assert pane.sums.rowCount() == 0
    pane.period_wanted.emit(True)
    await settled(opened)
    assert pane.expenses.rowCount() == 7
    opened.provider.expenses.error = Unreachable("The network is away.")
    pane.period_wanted.emit(True)
    await settled(opened)
    assert "The network is away." in pane.trouble.text()
