"""The dock of the month: gathered when wanted, saved as a workbook, printed, cancelled, and what is missing is said."""

import asyncio
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QDialog, QFileDialog

from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.month import Figure
from fleetdesk.ui.month.month_page import company_facts, print_month, title_of
from fleetdesk.ui.widgets.pdf import pdf_of
from fleetdesk.ui.widgets.print_preview import PrintPreview
from fleetdesk.ui.widgets.table_export import collect
from tests.sync.test_work_time import Counting
from tests.ui.desk import ZONE, cancel_asking, column
from tests.ui.widgets.pdf_text import text_in
from tests.waiting import settled, until


@pytest.fixture
async def opened(telling):
    telling.provider.work = Counting()
    telling.window.actions_by_text["Month"].trigger()
    return telling


@pytest.fixture
def pane(opened):
    return opened.view.month.pane.built()


async def gathered(desk):
    desk.view.month.pane.built().gather.click()
    await settled(desk)
    return desk.view.month.controller.month


async def test_the_month_that_is_over_is_chosen_and_before_it_is_gathered_nobody_is_asked(opened, pane):
    """There is nothing to save or to print either."""
    assert pane.month == date(2026, 10, 1)
    assert opened.vendor.asked == []
    assert not pane.save.isEnabled()
    pane.save_wanted.emit()
    pane.print_wanted.emit()
    assert not [each for each in opened.window.findChildren(QDialog) if each.isVisible()]


async def test_every_vehicle_has_the_figures_that_are_known_in_the_list_and_in_a_file_of_it(opened, pane):
    month = await gathered(opened)
    assert [each.label for each in month.units] == ["001LST", "242KDN", "820BHT", "966AJJ"]
    assert column(pane.model, Figure.KM) == ["279"] * 4  # 31 trips of 9 km
    assert column(pane.model, Figure.EXPENSES) == [""] * 4
    assert "Kilometres 1,116" in pane.totals.text()
    grid = await collect(pane.table, "Month", ZONE)
    row = dict(zip(grid.headings, grid.rows[0], strict=True))
    assert (row["Kilometres"], row["Driving, hours"], row["Tasks done"]) == (279.0, 31.0, 0)


async def test_of_the_selected_vehicles_alone_where_that_is_ticked(opened, pane):
    opened.store.select(["m/820BHT", "m/966AJJ"])
    pane.selected.click()
    month = await gathered(opened)
    assert [each.label for each in month.units] == ["820BHT", "966AJJ"]


async def test_a_search_narrows_the_list_and_escape_clears_it(opened, pane):
    await gathered(opened)
    pane.search.setText("820")
    assert column(pane.model, "name") == ["820BHT"]
    assert pane.on_escape()
    assert len(column(pane.model, "name")) == 4


async def test_it_is_saved_as_a_workbook_that_is_named_after_the_month(opened, pane, tmp_path):
    month = await gathered(opened)
    pane.save.click()
    dialog = opened.window.findChildren(QFileDialog)[-1]
    assert [Path(each).name for each in dialog.selectedFiles()] == ["month-2026-10.xlsx"]
    dialog.close()
    await opened.view.month.controller.save(tmp_path / "october", month)
    book = openpyxl.load_workbook(tmp_path / "october.xlsx")
    assert book.sheetnames[0] == "Company 2026-10"


async def test_it_is_printed_with_every_vehicle_and_where_figures_are_from_and_shown_first(opened, pane):
    month = await gathered(opened)
    facts = dict(company_facts(month))
    assert facts["Kilometres"] == "1,116 (known of 4 of 4)"
    assert facts["Expenses"] == "not known (known of 0 of 4)"
    assert facts["Period"] == "01.10.2026 00:00 to 01.11.2026 00:00, Europe/Tallinn"
    made = await asyncio.to_thread(pdf_of, title_of(month), lambda paper: print_month(month, paper))
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") > 1
    pane.print.click()
    (preview,) = opened.window.findChildren(PrintPreview)
    await until(lambda: preview.pdf)
    assert "Kilometres" in text_in(preview.pdf)[0]
    preview.close()


async def test_what_is_missing_is_said_and_the_rest_is_there(opened, pane):
    opened.vendor.failing["refuels"] = Unreachable("The network is away.")
    await gathered(opened)
    assert "The network is away." in pane.trouble.text()
    assert column(pane.model, Figure.KM) == ["279"] * 4


async def test_gathering_is_cancelled_and_goes_on_later(opened, pane):
    await cancel_asking(opened, pane, opened.provider.work, "times", pane.gather.click)
    assert pane.model.rowCount() == 0
    before = len(opened.vendor.asked)
    await gathered(opened)
    assert pane.model.rowCount() == 4
    assert len(opened.vendor.asked) == before  # closed days are known
