"""Pages to print: headings, facts, drawings and tables, one below the other, on a printer or in a PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from fleetdesk.base.errors import FleetError
from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import CHARACTERS
from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.foreign_text import draw, draw_lines, lines_height

HEADING, TEXT, SMALL = 16.0, 9.0, 8.0  # points
NAME_PART, GAP_PART, MARGIN_MM = 0.24, 0.4, 14.0
"""Of the width what the names of facts take, of a line's height what is left free below a text."""
LINE, RULE = QColor("#c8cdd2"), QColor("#6b7178")
MOST = 2_000  # letters of a paragraph or a fact
NO_PAGES = _("The printer takes no pages. Choose another printer, or save the pages as PDF.")
Fill = Callable[["Paper"], object]
"""Writes all that there is to print."""


class PrintStopped(Exception):
    """The pages are not wanted any more."""


@dataclass(slots=True)
class UnderWay:
    """How many pages one thread has begun, and whether another still wants them."""

    pages: int = 0
    stopped: bool = False

    def stop(self) -> None:
        """Have no more rows written."""
        self.stopped = True


class Paper:
    """A printer or a PDF under way: each call writes below the one before, and begins a page where one is full.

    `title` stands at the foot of each page with its number. Call end() once. FleetError where the device takes no
    pages. Where `under_way` is stopped the next call raises PrintStopped.
    """

    def __init__(self, device: QPrinter | QPdfWriter, title: str = "", under_way: UnderWay | None = None) -> None:
        device.setPageMargins(QMarginsF(*[MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        self._device, self._painter, self._title = device, QPainter(device), title
        if not self._painter.isActive():
            raise FleetError(NO_PAGES)
        room = device.pageLayout().paintRectPixels(device.resolution())
        self._wide, self._y = float(room.width()), 0.0
        self._under_way = under_way or UnderWay()
        self._under_way.pages = 1
        self._set_font(SMALL)
        self._tall = room.height() - 1.6 * self._line
        self._write_foot()

    @property
    def pages(self) -> int:
        """Return the number of the page that is being written."""
        return self._under_way.pages

    @property
    def _line(self) -> float:
        return float(self._painter.fontMetrics().height())

    def _set_font(self, points: float, *, bold: bool = False) -> None:
        font = QFont("DejaVu Sans")
        font.setPointSizeF(points)
        font.setBold(bold)
        self._painter.setFont(font)
        self._painter.setPen(Qt.GlobalColor.black)

    def _write_foot(self) -> None:
        self._set_font(SMALL)
        self._painter.setPen(RULE)
        place = QRectF(0.0, self._tall + 0.5 * self._line, self._wide, self._line)
        draw(self._painter, place.adjusted(0, 0, -0.2 * self._wide, 0), Qt.AlignmentFlag.AlignLeft, self._title)
        told = _("Page {number}").format(number=number(self.pages))
        draw(self._painter, place, Qt.AlignmentFlag.AlignRight, told)

    def _need(self, tall: float) -> bool:
        """Begin a page where this one has no room for so many pixels; return whether one was begun."""
        if self._under_way.stopped:
            raise PrintStopped
        if self._y == 0.0 or self._y + tall <= self._tall:
            return False
        self._device.newPage()
        self._under_way.pages, self._y = self.pages + 1, 0.0
        self._write_foot()
        return True

    def heading(self, text: str) -> None:
        """Write what the page is about."""
        self.paragraph(text, HEADING, bold=True)

    def paragraph(self, text: str, points: float = TEXT, *, bold: bool = False) -> None:
        """Write a text in as many lines as it takes."""
        self._set_font(points, bold=bold)
        tall = lines_height(self._painter, self._wide, text, MOST)
        self._need(tall)
        self._set_font(points, bold=bold)
        draw_lines(self._painter, QRectF(0.0, self._y, self._wide, tall), text, MOST)
        self._y += tall + self._line * GAP_PART

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Write names at the left and what is known at the right."""
        for name, words in facts:
            self._row((name, words), (NAME_PART, 1 - NAME_PART), most=MOST)

    def drawing(self, part: float, paint: Callable[[QPainter, QRectF], object]) -> None:
        """Leave such a part of the page's height to a drawing."""
        tall = self._tall * part
        self._need(tall)
        self._set_font(TEXT)
        paint(self._painter, QRectF(0.0, self._y, self._wide, tall))
        self._y += tall + self._line * GAP_PART

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        """Write a table; `shares` are the parts of the width. Its headings stand on each of its pages."""
        parts = [each / sum(shares) for each in shares]
        self._row(headings, parts, bold=True, ruled=RULE)
        for row in rows:
            self._row(row, parts, ruled=LINE, headings=headings)
        self._y += self._line * GAP_PART

    def _row(
        self,
        cells: Sequence[str],
        parts: Sequence[float],
        *,
        bold: bool = False,
        ruled: QColor | None = None,
        headings: Sequence[str] = (),
        most: int = CHARACTERS,
    ) -> None:
        self._set_font(TEXT, bold=bold)
        gap = 0.6 * self._line
        tall = max(
            lines_height(self._painter, part * self._wide - gap, text, most)
            for text, part in zip(cells, parts, strict=True)
        )
        if self._need(tall + self._line * GAP_PART) and headings:
            self._row(headings, parts, bold=True, ruled=RULE)
        self._set_font(TEXT, bold=bold)
        left = 0.0
        for text, part in zip(cells, parts, strict=True):
            draw_lines(self._painter, QRectF(left, self._y, part * self._wide - gap, tall), text, most)
            left += part * self._wide
        self._y += tall + self._line * GAP_PART
        if ruled is not None:
            thick = self._line / 20
            self._painter.fillRect(QRectF(0.0, self._y - self._line * GAP_PART / 2, self._wide, thick), ruled)

    def end(self) -> None:
        """Finish the last page."""
        self._painter.end()
