"""A bar of work and repair in a cell, as long as its sum is beside the longest of the list."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fleetdesk.domain.work_time import WorkSum
from fleetdesk.ui.widgets.rows import KEY_ROLE, RowsModel
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.work_time.columns import COLOURS, parts_of

EDGE_PX, GAP_PX, THICK = 4, 1, 0.5


class ShareBar(QStyledItemDelegate):
    """Paints over what Qt paints of an empty cell, so that a selected row looks as ever."""

    def __init__(self, model: RowsModel[WorkSum], tokens: Callable[[], Tokens], parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._tokens = model, tokens
        self.longest_s = 0
        """The seconds that the whole cell stands for."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell and a stretch for each kind."""
        super().paint(painter, option, index)
        row = self._model.item(str(index.data(KEY_ROLE)))
        if row is None or not self.longest_s:
            return
        cell = QRectF(option.rect).adjusted(EDGE_PX, 0, -EDGE_PX, 0)
        tall, left = cell.height() * THICK, cell.left()
        for kind, seconds in parts_of(row):
            wide = cell.width() * seconds / self.longest_s
            top = cell.center().y() - tall / 2
            painter.fillRect(QRectF(left, top, max(wide - GAP_PX, 1.0), tall), QColor(self._tokens().of(COLOURS[kind])))
            left += wide
