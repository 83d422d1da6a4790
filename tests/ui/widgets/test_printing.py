"""Pages to print: they go on where one is full, and are saved as a PDF from their preview."""

import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QToolBar

from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.printing import Printing, pdf_of
from tests.ui.widgets.pdf_text import text_in
from tests.waiting import until

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


async def test_the_preview_saves_a_pdf_without_waiting(desk, tmp_path):
    notices = desk.window.notices
    shown = Printing(LongWork(desk.background, notices), notices).preview(desk.window, "A document", filled)
    assert isinstance(shown, QPrintPreviewDialog)
    assert shown.isVisible()
    (saving,) = [each for each in shown.findChild(QToolBar).actions() if each.text() == "Save as PDF"]
    saving.trigger()
    dialog = shown.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "page"))
    await until(lambda: (tmp_path / "page.pdf").exists() and not desk.background.running)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    dialog.close()
    shown.close()
