"""How wide the columns of a table are: as their texts need; where that is too much, some give way before others."""

from collections.abc import Callable
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView
from shiboken6 import isValid

from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.theme import BASE_TEXT_PX

EDGES_PX, HEADING_PX = 19, 14  # around the words of a cell, and of a heading
LEAST_PX, MOST_PX = 22, 230  # of a column: the least, and the most that the texts in it may ask for
AGAIN_MS = 5000  # between two looks at texts that change
SETTLE_MS = 150  # after the last of some rows that came: a letter of a search, or a list that arrives, brings more
LOOKED_AT = 120  # rows whose texts are measured
USUAL_SHARE = 0.85  # of the texts in a column are no wider than it becomes
NAMING, NAMING_SHARE = 1, 0.98  # the column that tells rows apart, and its share: a few people among many plates
WIDER = 1.5  # by which texts may widen a column that keeps its width


class ColumnSizing(QObject):
    """Lays out a table's columns whenever it gets another width, other rows, or others of its columns are shown.

    The column `stretch` takes what is left. What the user sets is kept as a share of the table's width. Columns never
    vanish: below their least widths the table scrolls.
    """

    def __init__(self, table: QTableView, model: RowsModel[Any], stretch: int) -> None:
        super().__init__(table.viewport())
        self._table, self._model, self._stretch = table, model, stretch
        self._shares: dict[int, float] = {}
        self._measured: dict[int, int] = {}
        self._laying = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.measure)
        self._header = table.horizontalHeader()
        for number in range(len(model.columns)):
            self._header.resizeSection(number, self.natural_px(number))
        self._header.sectionResized.connect(self._resized)
        self._seen_rows = 0
        model.rowsInserted.connect(lambda *_: self._rows_added())
        model.dataChanged.connect(self._changed)
        model.headerDataChanged.connect(lambda *_: self.lay())
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay out the columns when the table has another width."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isValid(self._table):
            self.lay()
        return False

    def share(self, number: int) -> float | None:
        """Return the share of the table's width that the user gave a column; None for one that sizes itself."""
        return self._shares.get(number)

    def set_share(self, number: int, share: float) -> None:
        """Give a column a share of the table's width, from 0 to 1."""
        self._shares[number] = share

    def forget_share(self, number: int) -> None:
        """Let a column size itself again."""
        self._shares.pop(number, None)

    def stretches(self, number: int) -> bool:
        """Return whether a column takes the room that is left."""
        return number == self._stretch

    def least_px(self) -> int:
        """Return the least width in pixels at which no column scrolls out of sight."""
        return sum(map(self._least_px, self._shown())) + self._table.verticalScrollBar().sizeHint().width()

    def natural_px(self, number: int) -> int:
        """Return the width in pixels that the texts of a column need."""
        usual = self._scaled_px(self._column(number).width)
        measured = self._measured.get(number)
        if self._gives(number) and measured is not None:
            usual = min(usual, measured)
        return max(usual, measured or 0, self._heading_px(number), LEAST_PX)

    def lay(self) -> None:
        """Set the widths of all columns that are shown, once the table is on the screen and has its width."""
        if not self._table.isVisible():
            return
        room = self._table.viewport().width()
        widths = {number: self._wanted_px(number, room) for number in self._shown()}
        self._give_way(widths, sum(widths.values()) - room)
        if self._stretch in widths:
            widths[self._stretch] += max(room - sum(widths.values()), 0)
        self._laying = True
        try:
            for number, width in widths.items():
                if self._header.sectionSize(number) != width:
                    self._header.resizeSection(number, width)
        finally:
            self._laying = False

    def _wanted_px(self, number: int, room: int) -> int:
        share = self._shares.get(number)
        return self.natural_px(number) if share is None else max(round(share * room), LEAST_PX)

    def _give_way(self, widths: dict[int, int], lacking: int) -> None:
        """Take what is lacking from columns by rank: first what they have above their usual widths, then the rest."""
        for kept_px in (self._usual_px, self._least_px):
            for number in sorted(filter(self._gives, widths), key=lambda each: -self._rank(each)):
                given = min(max(lacking, 0), max(widths[number] - kept_px(number), 0))
                widths[number] -= given
                lacking -= given

    def _rank(self, number: int) -> int:
        if number in self._shares and number != self._stretch:
            return 0
        return self._column(number).rank or int(number == self._stretch)

    def _gives(self, number: int) -> bool:
        return self._rank(number) > 0

    def _usual_px(self, number: int) -> int:
        return max(self._least_px(number), self._scaled_px(self._column(number).width))

    def _scaled_px(self, px: float) -> int:
        """Return a width that is meant for a text of the base size, for the text of now."""
        return round(px * self._text_px() / BASE_TEXT_PX)

    def _least_px(self, number: int) -> int:
        if not self._gives(number):
            return self._wanted_px(number, self._table.viewport().width())
        least = self._scaled_px(self._column(number).least)
        return min(max(self._heading_px(number), least), self.natural_px(number))

    def _heading_px(self, number: int) -> int:
        title = str(self._model.headerData(number, Qt.Orientation.Horizontal) or "")
        return self._header.fontMetrics().horizontalAdvance(title) + HEADING_PX if title else 0

    def _text_px(self) -> int:
        return self._table.fontInfo().pixelSize()

    def _column(self, number: int) -> Column[Any]:
        return self._model.columns[number]

    def _shown(self) -> list[int]:
        return [number for number in range(len(self._model.columns)) if not self._table.isColumnHidden(number)]

    def _resized(self, number: int, before: int, now: int) -> None:
        """Keep what the user sets; a column that is shown or hidden lets all others be laid out."""
        if self._laying:
            return
        room = self._table.viewport().width()
        if before and now and room > 0 and self._header.sectionResizeMode(number) != QHeaderView.ResizeMode.Stretch:
            self._shares[number] = now / room
        elif not (before and now):
            self._later.start(0)

    def _rows_added(self) -> None:
        """Look at a list that has doubled at once; at some more rows of a long one as soon as no more come."""
        self._later.start(0 if self._model.rowCount() >= 2 * self._seen_rows else SETTLE_MS)

    def _changed(self) -> None:
        if not self._later.isActive():
            self._later.start(AGAIN_MS)

    def measure(self) -> None:
        """Look at some rows and let columns grow to their texts.

        They shrink only where the rows have doubled, as while a fleet arrives, so that they do not jump. Under the
        pointer they stay; it is looked at again when it has gone.
        """
        if self._model.held:
            self._later.start(AGAIN_MS)
            return
        rows = self._model.rowCount()
        if rows >= 2 * self._seen_rows:
            self._measured.clear()
            self._seen_rows = rows
        looked_at = range(0, rows, max(1, rows // LOOKED_AT))
        metrics = self._metrics()
        for number in self._shown():
            if self._column(number).title:
                found = sorted(filter(None, (self._text_width(row, number, metrics) for row in looked_at)))
                usual = found[ceil(len(found) * self._measured_share(number)) - 1] if found else self._later_px(number)
                self._measured[number] = max(self._measured.get(number, 0), min(usual, self._most_px(number)))
        self.lay()

    def _later_px(self, number: int) -> int:
        """Return the room that a column without any text keeps for those that may come later, as drivers do."""
        return self._scaled_px(self._column(number).width)

    def _measured_share(self, number: int) -> float:
        """Return the share of the rows whose texts a column has room for."""
        if self._column(number).number:
            return 1.0
        return NAMING_SHARE if number == NAMING else USUAL_SHARE

    def _most_px(self, number: int) -> int:
        """Return the most pixels that the texts of a column may ask for; numbers and times are never cut."""
        column = self._column(number)
        if column.number or self._gives(number):
            return MOST_PX
        return self._scaled_px(column.width * WIDER)

    def _metrics(self) -> Callable[[str], int]:
        font = QFont(self._table.font())
        font.setWeight(QFont.Weight.DemiBold)  # the widest that a cell is written in
        return QFontMetrics(font).horizontalAdvance

    def _text_width(self, row: int, number: int, metrics: Callable[[str], int]) -> int:
        text = self._model.text(row, number)
        return metrics(text[:MOST_PX]) + EDGES_PX if text else 0
