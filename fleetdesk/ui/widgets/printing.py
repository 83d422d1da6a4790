"""What is printed is shown first, and goes from there to a printer or into a PDF; nothing waits for it."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, ngettext
from fleetdesk.sheets.whole import write_export
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.file_writing import FileWriting, with_ending
from fleetdesk.ui.widgets.foreign_text import set_title
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.paper import Fill, Paper, PrintStopped, UnderWay
from fleetdesk.ui.widgets.pdf import DOTS_AN_INCH, write

if TYPE_CHECKING:
    from fleetdesk.ui.widgets.print_preview import PrintPreview


class Printing:
    """Opens previews, and sends what they show to a printer or into a file."""

    def __init__(self, background: Background, long_work: LongWork, notices: Notices) -> None:
        self._background, self._long_work, self._notices = background, long_work, notices
        self._files = FileWriting(long_work, notices)

    def preview(self, parent: QWidget, title: str, fill: Fill) -> "PrintPreview":
        """Show what `fill` writes, which is called in a thread; `title` is that of the window and of the document."""
        from fleetdesk.ui.widgets.print_preview import PrintPreview  # what reads a PDF is loaded when it is needed

        shown = PrintPreview(parent, title, fill, self._background)
        shown.save_wanted.connect(lambda: self._ask_file(shown, title))
        shown.print_wanted.connect(lambda: self._ask_printer(shown, title, fill))
        return shown

    # -- into a file

    def _ask_file(self, shown: "PrintPreview", title: str) -> None:
        name = "".join(each if each.isalnum() or each in " -_.," else "_" for each in readable(title, NAME))
        start = lambda path: self._save(Path(path), shown.pdf)  # noqa: E731
        pick_file(shown, _("Save as PDF"), _("PDF (*.pdf)"), start, save=f"{name}.pdf")

    def _save(self, path: Path, pdf: bytes) -> None:
        path = with_ending(path, (".pdf",), ".pdf")
        self._files.start(path, lambda: write_export(path, pdf), "save as PDF")

    # -- to a printer

    def _ask_printer(self, shown: "PrintPreview", title: str, fill: Fill) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DOTS_AN_INCH)  # as the pages that are shown, so that lines end where they do there
        printer.setDocName(readable(title))
        printer.setPageLayout(shown.page_layout)
        dialog = QPrintDialog(printer, shown)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_title(dialog, _("Print"))
        dialog.accepted.connect(lambda: self._start_printing(printer, title, fill))
        QDialog.open(dialog)  # its own open() wants somebody to call

    def _start_printing(self, printer: QPrinter, title: str, fill: Fill) -> None:
        under_way, name = UnderWay(), readable(title, NAME)
        sentence = _("{title} is being printed …").format(title=name)
        self._long_work.start(self._print(printer, title, fill, under_way), "print", sentence, under_way.stop)

    async def _print(self, printer: QPrinter, title: str, fill: Fill, under_way: UnderWay) -> None:
        try:
            await asyncio.to_thread(print_pages, printer, title, fill, under_way)
        except PrintStopped:
            return
        told = ngettext("{count} page went to the printer.", "{count} pages went to the printer.", under_way.pages)
        self._notices.say(told.format(count=grouped(under_way.pages)))


def print_pages(printer: QPrinter, title: str, fill: Fill, under_way: UnderWay) -> None:
    """Print all pages; call it in a thread. Where it is stopped the printer is told to give up what it has."""
    try:
        write(Paper(printer, title, under_way), fill)
    except PrintStopped:
        printer.abort()
        raise
