"""Pages as they will be printed: made in a thread, told how many there are, shown one at a time."""

import asyncio

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QTimer, Signal
from PySide6.QtGui import QPageLayout
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.sync.background import Background
from fleetdesk.sync.one_work import OneWork
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Elided, button
from fleetdesk.ui.widgets.paper import Fill, PrintStopped, UnderWay
from fleetdesk.ui.widgets.pdf import pdf_of

WIDE_PX, TALL_PX = 900, 760
TOLD_EVERY_MS = BEGUN_AFTER_MS = 100
"""Pages are begun when the dialog is on the screen: a thread at work would slow its first picture down."""
BEING_MADE = _("Page {number} is being made …")
ORIENTATIONS = (
    (pgettext("page", "Portrait"), QPageLayout.Orientation.Portrait),
    (pgettext("page", "Landscape"), QPageLayout.Orientation.Landscape),
)
ZOOMS = (
    (pgettext("page", "Page width"), QPdfView.ZoomMode.FitToWidth),
    (pgettext("page", "Whole page"), QPdfView.ZoomMode.FitInView),
)


class PrintPreview(Dialog):
    """Boxes "Orientation", "Zoom", field "Page"; buttons "Previous page", "Next page", "Print", "Save as PDF", "Close".

    `shown`: so many pages are made and shown. `print_wanted` and `save_wanted` come only then. The pages are those of
    the usual printer's size.
    """

    shown = Signal(int)
    print_wanted, save_wanted = Signal(), Signal()

    def __init__(self, parent: QWidget, title: str, fill: Fill, background: Background) -> None:
        super().__init__(parent, title)
        self._title, self._fill = title, fill
        self._making, self._under_way = OneWork(background, "print preview"), UnderWay()
        self.page_layout = QPrinter(QPrinter.PrinterMode.HighResolution).pageLayout()
        """The size of the paper, and how it lies."""
        self.pdf = b""
        """The pages that are shown; empty while they are made."""
        self.view, self.told = QPdfView(self), Elided("Dim")
        self.page, self._orientation, self._zoom = QSpinBox(), QComboBox(), QComboBox()
        self._before, self._next = button("‹", _("Previous page")), button("›", _("Next page"))
        self.go, self.save = button(_("Print"), primary=True), button(_("Save as PDF"))
        self.cancel = button(_("Close"))
        self._ticks = QTimer(self, interval=TOLD_EVERY_MS)
        self._build()
        self._listen()
        self._set_ready(ready=False)
        self.resize_on_screen(WIDE_PX, TALL_PX)
        self.open()
        QTimer.singleShot(BEGUN_AFTER_MS, self, self._make)

    def _build(self) -> None:
        for words, value in ORIENTATIONS:
            add_choice(self._orientation, words, value)
        for words, zoom in ZOOMS:
            add_choice(self._zoom, words, zoom)
        set_name(self._orientation, _("Orientation"))
        set_name(self._zoom, _("Zoom"))
        set_name(self.page, _("Page"))
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # they are beside it, and larger
        set_name(self.view, _("Pages"))
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        above, below, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for widget in (self._before, self.page, self._next):
            above.addWidget(widget)
        above.addWidget(self.told, 1)
        for choice in (self._orientation, self._zoom):
            above.addWidget(choice)
        below.addStretch(1)
        for pressed in (self.cancel, self.save, self.go):
            below.addWidget(pressed)
        box.addLayout(above)
        box.addWidget(self.view, 1)
        box.addLayout(below)

    def _listen(self) -> None:
        self._ticks.timeout.connect(self._tell)
        self._orientation.currentIndexChanged.connect(lambda _row: self._turn())
        self._zoom.currentIndexChanged.connect(lambda _row: self.view.setZoomMode(self._zoom.currentData()))
        self.page.valueChanged.connect(self._show_page)
        self._before.clicked.connect(lambda: self.page.stepBy(-1))
        self._next.clicked.connect(lambda: self.page.stepBy(1))
        self.go.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(lambda _code: self._stop())

    def _turn(self) -> None:
        self.page_layout.setOrientation(self._orientation.currentData())
        self._make()

    # -- making

    def _make(self) -> None:
        self._stop()
        self.pdf, self._under_way = b"", UnderWay()
        self._set_ready(ready=False)
        self._tell()
        self._ticks.start()
        self._making.start(self._made(self._under_way))

    async def _made(self, under_way: UnderWay) -> None:
        layout = QPageLayout(self.page_layout)
        try:
            pdf = await asyncio.to_thread(pdf_of, self._title, self._fill, layout, under_way)
        except PrintStopped:
            return
        if isValid(self) and not under_way.stopped:
            self._show(pdf, under_way.pages)

    def _stop(self) -> None:
        """Have the thread end that makes pages; what it has made is thrown away."""
        self._under_way.stopped = True
        self._ticks.stop()
        self._making.stop()

    def _tell(self) -> None:
        self.told.say(BEING_MADE.format(number=grouped(max(self._under_way.pages, 1))))

    def _show(self, pdf: bytes, pages: int) -> None:
        self._ticks.stop()
        self.pdf = pdf
        before = self.view.document()
        self.view.setDocument(self._document_of(pdf))
        if before is not None:
            before.deleteLater()
        self.page.setRange(1, pages)
        self.told.say(ngettext("of {count} page", "of {count} pages", pages).format(count=grouped(pages)))
        self._set_ready(ready=True)
        self._show_page(self.page.value())
        self.shown.emit(pages)

    def _document_of(self, pdf: bytes) -> QPdfDocument:
        document = QPdfDocument(self)
        buffer = QBuffer(document)  # which reads it page by page
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        return document

    def _set_ready(self, *, ready: bool) -> None:
        for each in (self.page, self._before, self._next, self.go, self.save):
            each.setEnabled(ready)

    def _show_page(self, number: int) -> None:
        self.view.pageNavigator().jump(number - 1, QPointF(), 0.0)
        self._before.setEnabled(number > self.page.minimum())
        self._next.setEnabled(number < self.page.maximum())
