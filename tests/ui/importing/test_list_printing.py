"""Any list on paper: what is in sight, in its order, all of it."""

import asyncio

import pytest

from fleetdesk.ui.widgets.list_printing import list_page, print_list
from fleetdesk.ui.widgets.pdf import pdf_of
from fleetdesk.ui.widgets.print_preview import PrintPreview
from tests.sync.fakes import NOW, unit
from tests.ui.desk import ZONE
from tests.ui.widgets.pdf_text import text_in
from tests.waiting import settled, until

MANY = 10_000


def action(desk):
    return desk.window.actions_by_text["Print the list in use"]


@pytest.fixture
async def filled(desk):
    desk.fill()
    return desk


async def printing(desk):
    """The preview of the vehicles."""
    table = desk.view.vehicles.pane.table
    table.setFocus()
    await until(table.hasFocus)
    action(desk).trigger()
    await until(lambda: desk.window.findChildren(PrintPreview))
    return desk.window.findChild(PrintPreview)


async def test_the_list_that_had_the_focus_is_shown_as_it_is_printed(filled):
    preview = await printing(filled)
    assert preview.windowTitle() == "Vehicles"
    await until(lambda: preview.pdf)
    assert "4 rows" in text_in(preview.pdf)[0]
    preview.close()


async def test_where_no_list_is_in_use_it_says_what_to_do(desk):
    action(desk).trigger()
    await settled(desk)
    assert "Click into the list that you want to print first." in desk.window.notices.sentences
    assert desk.window.findChildren(PrintPreview) == []


async def test_the_rows_are_those_in_sight_in_their_order(filled):
    table = filled.view.vehicles.pane.table
    page = await list_page(table, "Vehicles", NOW)
    plate = page.headings.index("Plate")
    assert [row[plate] for row in page.rows] == [table.rows.index(n, 1).data() for n in range(table.rows.rowCount())]
    assert len(page.shares) == len(page.headings) == len(page.rows[0])
    assert all(any(row[place] for row in page.rows) for place in range(len(page.headings)))


async def test_ten_thousand_rows_are_all_on_the_pages(filled):
    filled.store.apply_units("m", [unit(f"T{n:05d}") for n in range(MANY)])
    await until(lambda: filled.view.vehicles.pane.table.rows.rowCount() >= MANY)
    preview = await printing(filled)
    await until(lambda: preview.pdf, 60)
    pages = text_in(preview.pdf)
    assert preview.page.maximum() == len(pages) > MANY / 100
    text = "\n".join(pages)
    assert [n for n in range(MANY) if f"T{n:05d}" not in text] == []
    preview.close()


async def test_the_page_becomes_a_pdf(filled):
    page = await list_page(filled.view.vehicles.pane.table, "Vehicles", NOW)
    made = await asyncio.to_thread(pdf_of, page.title, lambda paper: print_list(page, ZONE, paper))
    assert made.startswith(b"%PDF")
