"""Pages to print: they go on where one is full, and are saved as a PDF from their preview."""

import asyncio
import threading

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton

from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.paper import PrintStopped, UnderWay
from fleetdesk.ui.widgets.pdf import pdf_of
from fleetdesk.ui.widgets.print_preview import PrintPreview
from fleetdesk.ui.widgets.printing import Printing, print_pages
from tests.ui.widgets.pdf_text import text_in
from tests.waiting import settled, until

ROWS = [(f"row {number}", "wide " * 30) for number in range(60)]


def filled(paper):
    paper.heading("Heading")
    paper.facts([("Name", "what is known")])
    paper.table(("Place", "Words"), ROWS, (1, 3))
    paper.paragraph("The end.")


def test_a_table_goes_on_over_pages_with_its_headings_and_loses_no_row(qapp):
    pages = text_in(pdf_of("A document", filled))
    assert len(pages) > 1
    assert all("Place Words" in page for page in pages)
    assert [f"A document Page {number}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert all(any(f"{name} wide" in page for page in pages) for name, _words in ROWS)
    assert "The end." in pages[-1]


@pytest.mark.parametrize("text", ["<b>x</b>", "A" * 5000, "\n" * 900, "\u202egnp.x", ""])
def test_any_text_is_text(qapp, text):
    def fill(paper):
        paper.heading(text)
        paper.facts([(text, text)])
        paper.table((text, "b"), [(text, text)], (1, 1))

    pages = text_in(pdf_of(text, fill))
    assert pages
    if text.startswith("<"):
        assert text in pages[0]


@pytest.fixture
async def previewing(desk):
    """Opens the preview of a table, and gives it when its pages are made."""
    notices = desk.window.notices
    printing = Printing(desk.background, LongWork(desk.background, notices), notices)

    async def opened(fill=filled):
        shown = printing.preview(desk.window, "A document", fill)
        await until(lambda: shown.pdf)
        return shown

    yield opened
    for each in desk.window.findChildren(PrintPreview):
        each.close()
    await settled(desk)


def press(owner, name):
    QTest.mouseClick(named(owner, name, QPushButton), Qt.MouseButton.LeftButton)


def named(owner, name, kind):
    return next(each for each in owner.findChildren(kind) if each.accessibleName() == name)


async def test_the_preview_saves_a_pdf_without_waiting(desk, tmp_path, previewing):
    shown = await previewing()
    press(shown, "Save as PDF")
    dialog = shown.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "page"))
    await until(lambda: (tmp_path / "page.pdf").exists() and not desk.background.running)
    assert (tmp_path / "page.pdf").read_bytes() == shown.pdf
    dialog.close()


async def test_the_preview_says_how_many_pages_there_are_and_goes_to_each(previewing):
    shown = await previewing()
    pages = len(text_in(shown.pdf))
    assert shown.told.text() == f"of {pages} pages"
    assert not named(shown, "Previous page", QPushButton).isEnabled()
    for _ in range(pages - 1):
        press(shown, "Next page")
    assert (shown.page.value(), shown.view.pageNavigator().currentPage()) == (pages, pages - 1)
    assert not named(shown, "Next page", QPushButton).isEnabled()
    press(shown, "Previous page")
    assert shown.page.value() == pages - 1


async def test_pages_that_lie_are_wider_and_made_anew(previewing):
    shown = await previewing()
    upright = shown.page.maximum()
    orientation = named(shown, "Orientation", QComboBox)
    orientation.setCurrentIndex(orientation.findText("Landscape"))
    assert not named(shown, "Print", QPushButton).isEnabled()
    await until(lambda: shown.pdf)
    document = pypdfium2.PdfDocument(shown.pdf)
    wide, tall = document.get_page_size(0)
    document.close()
    assert wide > tall
    assert shown.page.maximum() != upright


async def test_what_is_printed_is_what_was_shown(desk, tmp_path, previewing):
    shown = await previewing()
    press(shown, "Print")
    dialog = shown.findChild(QPrintDialog)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(dialog.printer())
    await until(lambda: any("went to the printer" in each for each in desk.window.notices.sentences))
    assert text_in((tmp_path / "printed.pdf").read_bytes()) == text_in(shown.pdf)
    dialog.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
async def test_a_printer_that_takes_no_pages_is_said(desk, tmp_path, previewing):
    shown = await previewing()
    press(shown, "Print")
    dialog = shown.findChild(QPrintDialog)
    dialog.printer().setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    dialog.accepted.emit(dialog.printer())
    await until(lambda: any("takes no pages" in each for each in desk.window.notices.sentences))
    dialog.close()


async def test_pages_that_are_not_wanted_any_more_are_not_made(desk):
    begun, closed = threading.Event(), threading.Event()
    written = []

    def endless(paper):
        for row in range(100_000):
            paper.facts([("Row", str(row))])
            written.append(row)
            begun.set()
            closed.wait()

    notices = desk.window.notices
    shown = Printing(desk.background, LongWork(desk.background, notices), notices).preview(desk.window, "Long", endless)
    await asyncio.to_thread(begun.wait)
    assert shown.told.text() == "Page 1 is being made …"
    shown.close()
    closed.set()
    await settled(desk)
    assert len(written) == 1


def test_a_print_that_is_stopped_prints_nothing_more(qapp, tmp_path):
    printer, under_way = QPrinter(), UnderWay()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    def stopped(paper):
        filled(paper)
        under_way.stop()
        filled(paper)

    with pytest.raises(PrintStopped):
        print_pages(printer, "A document", stopped, under_way)
    assert under_way.pages < 2 * len(text_in(pdf_of("A document", filled)))
