"""What is printed is shown first, and can be saved as a PDF from there; nothing waits for it."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QToolBar, QWidget

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.sheets.whole import write_export
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.file_writing import FileWriting, with_ending
from fleetdesk.ui.widgets.foreign_text import set_title
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.paper import Fill, Paper

DOTS_AN_INCH = 300


class Printing:
    """Opens previews."""

    def __init__(self, long_work: LongWork, notices: Notices) -> None:
        self._files = FileWriting(long_work, notices)

    def preview(self, parent: QWidget, title: str, fill: Fill) -> QPrintPreviewDialog:
        """Show what `fill` writes; `title` is that of the window and of the document."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(readable(title))
        shown = QPrintPreviewDialog(printer, parent)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_title(shown, title)
        shown.paintRequested.connect(lambda _to: write(Paper(printer, title), fill))  # the dialog does not own it
        bar = shown.findChild(QToolBar)
        if bar is not None:
            bar.addAction(_("Save as PDF")).triggered.connect(lambda: self._ask(shown, title, fill))
        shown.resize(900, 700)
        shown.open()
        return shown

    def _ask(self, parent: QWidget, title: str, fill: Fill) -> None:
        name = "".join(each if each.isalnum() or each in " -_.," else "_" for each in readable(title, NAME))
        start = lambda path: self._start(Path(path), title, fill)  # noqa: E731
        pick_file(parent, _("Save as PDF"), _("PDF (*.pdf)"), start, save=f"{name}.pdf")

    def _start(self, path: Path, title: str, fill: Fill) -> None:
        path = with_ending(path, (".pdf",), ".pdf")
        self._files.start(path, lambda: write_export(path, pdf_of(title, fill)), "save as PDF")


def write(paper: Paper, fill: Fill) -> None:
    """Have all of it written."""
    fill(paper)
    paper.end()


def pdf_of(title: str, fill: Fill) -> bytes:
    """Return what `fill` writes as a PDF, on A4. It may take a second: call it in a thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setTitle(readable(title))
    device.setCreator("FleetDesk")
    device.setResolution(DOTS_AN_INCH)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    write(Paper(device, title), fill)
    return bytes(buffer.data().data())
