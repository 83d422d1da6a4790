"""A bar of coloured stretches in a cell, as long as its sum is beside the longest of the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fleetdesk.domain.statuses import Colour
from fleetdesk.ui.widgets.rows import KEY_ROLE
from fleetdesk.ui.widgets.theme import Tokens

EDGE_PX, GAP_PX, THICK = 4, 1, 0.5
Stretch = tuple[Colour, float]


class ShareBar(QStyledItemDelegate):
    """Paints over what Qt paints of an empty cell, so that a selected row looks as ever.

    `parts_of` returns the stretches of the row with a key.
    """

    def __init__(
        self, parts_of: Callable[[str], Sequence[Stretch]], tokens: Callable[[], Tokens], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._parts_of, self._tokens = parts_of, tokens
        self.longest = 0.0
        """What the whole cell stands for."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell and its stretches."""
        super().paint(painter, option, index)
        if self.longest <= 0:
            return
        cell = QRectF(option.rect).adjusted(EDGE_PX, 0, -EDGE_PX, 0)
        tall, left = cell.height() * THICK, cell.left()
        for colour, value in self._parts_of(str(index.data(KEY_ROLE))):
            wide = cell.width() * value / self.longest
            top = cell.center().y() - tall / 2
            painter.fillRect(QRectF(left, top, max(wide - GAP_PX, 1.0), tall), QColor(self._tokens().of(colour)))
            left += wide
