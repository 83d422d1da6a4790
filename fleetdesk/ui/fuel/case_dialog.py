"""The case of a change of fuel: one page with the level around it and what is known, to print or to copy."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.domain.fuel.case import FuelCase
from fleetdesk.ui.fuel.case_words import facts_of, text_of, title_of
from fleetdesk.ui.fuel.level_chart import LevelChart, paint_chart
from fleetdesk.ui.widgets.dialogs import Dialog, column
from fleetdesk.ui.widgets.foreign_text import copy, draw_lines, set_name, set_title
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.theme import Tokens

WIDE_PX = 620
CHART_PART, NAME_PART = 0.25, 0.24
"""Of the page, what the chart takes of its height and the names of facts of its width."""
NOT_A_THEFT = _("A drop is what the level tells. A hose, a heater or a broken sensor make one as well as a thief.")


class CaseDialog(Dialog):
    """Chart "Level around the change"; buttons "Show on the map", "Copy as text", "Print or save as PDF"."""

    place_wanted = Signal(float, float)

    def __init__(self, parent: QWidget | None, case: FuelCase, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(parent, _("Fuel case"))
        self.case, self._zone = case, zone
        self.box = column(self, WIDE_PX)
        heading = Paragraph("EmptyTitle", title_of(case), lines=2)
        set_name(heading, _("What happened"))
        self.box.addWidget(heading)
        self.box.addWidget(LevelChart(case, tokens, zone))
        self.box.addLayout(self._facts())
        self.box.addWidget(Paragraph("Dim", NOT_A_THEFT))
        self.box.addLayout(self._buttons())

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(facts_of(self.case, self._zone)):
            value = Paragraph("", words, lines=4)
            set_name(value, name)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(Paragraph("Dim", name, lines=1), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.setColumnMinimumWidth(0, 150)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        on_map = button(_("Show on the map"))
        on_map.setEnabled(self.case.place is not None)
        on_map.clicked.connect(self._show_place)
        text, paper = button(_("Copy as text")), button(_("Print or save as PDF"))
        text.clicked.connect(lambda: copy(text_of(self.case, self._zone)))
        paper.clicked.connect(self.preview)
        close = button(_("Close"), primary=True)
        close.clicked.connect(self.accept)
        for each in (on_map, text, paper):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show_place(self) -> None:
        if self.case.place is not None:
            self.place_wanted.emit(*self.case.place)

    def preview(self) -> QPrintPreviewDialog:
        """Show the page as it is printed, from where it can be saved as PDF too; nothing waits for it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(readable(title_of(self.case)))
        shown = QPrintPreviewDialog(printer, self)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_title(shown, _("Print the fuel case"))
        shown.paintRequested.connect(lambda to: print_case(self.case, self._zone, to))
        shown.open()
        return shown


def print_case(case: FuelCase, zone: ZoneInfo, printer: QPrinter) -> None:
    """Paint the page: heading, chart, facts, and what a drop is."""
    painter = QPainter(printer)
    page = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
    page.moveTo(0.0, 0.0)
    y = _paragraph(painter, page, 0.0, title_of(case), 16)
    painter.setFont(QFont("DejaVu Sans", 9))
    tall = page.height() * CHART_PART
    paint_chart(painter, QRectF(0.0, y, page.width(), tall), case, zone)
    y += tall * 1.08
    painter.setPen(Qt.GlobalColor.black)
    names = page.width() * NAME_PART
    for name, words in facts_of(case, zone):
        _paragraph(painter, QRectF(0.0, 0.0, names, page.height()), y, name, 9)
        y = _paragraph(painter, QRectF(names, 0.0, page.width() - names, page.height()), y, words, 9)
    _paragraph(painter, page, y, NOT_A_THEFT, 8)
    painter.end()


def _paragraph(painter: QPainter, column: QRectF, top: float, text: str, points: int) -> float:
    """Write a text in as many lines as it takes; return where the next one begins."""
    painter.setFont(QFont("DejaVu Sans", points))
    place = QRectF(column.left(), top, column.width(), max(column.height() - top, 0.0))
    return top + draw_lines(painter, place, text) + painter.fontMetrics().height() * 0.4
