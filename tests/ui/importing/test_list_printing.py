"""Any list on paper: what is in sight, in its order, and what is not on the paper is said."""

import asyncio

import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog

from fleetdesk.ui.widgets.list_printing import MOST_ROWS, list_page, print_list
from fleetdesk.ui.widgets.printing import pdf_of
from tests.sync.fakes import NOW, unit
from tests.ui.desk import ZONE
from tests.waiting import settled, until


def action(desk):
    return desk.window.actions_by_text["Print the list in use"]


@pytest.fixture
async def filled(desk):
    desk.fill()
    return desk


async def test_the_list_that_had_the_focus_is_shown_as_it_is_printed(filled):
    table = filled.view.vehicles.pane.table
    table.setFocus()
    await until(table.hasFocus)
    action(filled).trigger()
    await settled(filled)
    (preview,) = filled.window.findChildren(QPrintPreviewDialog)
    assert preview.windowTitle() == "Vehicles"
    preview.close()


async def test_where_no_list_is_in_use_it_says_what_to_do(desk):
    action(desk).trigger()
    assert "Click into the list that you want to print first." in desk.window.notices.sentences
    assert desk.window.findChildren(QPrintPreviewDialog) == []


async def test_the_rows_are_those_in_sight_in_their_order(filled):
    table = filled.view.vehicles.pane.table
    page = await list_page(table, "Vehicles", NOW)
    plate = page.headings.index("Plate")
    assert [row[plate] for row in page.rows] == [table.rows.index(n, 1).data() for n in range(table.rows.rowCount())]
    assert len(page.shares) == len(page.headings) == len(page.rows[0])
    assert all(any(row[place] for row in page.rows) for place in range(len(page.headings)))


async def test_more_rows_than_a_preview_takes_are_counted(filled):
    filled.store.apply_units("m", [unit(f"T{n:04d}") for n in range(MOST_ROWS + 20)])
    table = filled.view.vehicles.pane.table
    await until(lambda: table.rows.rowCount() >= MOST_ROWS + 20)
    page = await list_page(table, "Vehicles", NOW)
    assert (len(page.rows), page.count) == (MOST_ROWS, table.rows.rowCount())


async def test_the_page_becomes_a_pdf(filled):
    page = await list_page(filled.view.vehicles.pane.table, "Vehicles", NOW)
    made = await asyncio.to_thread(pdf_of, page.title, lambda paper: print_list(page, ZONE, paper))
    assert made.startswith(b"%PDF")
