"""Paints a row of the queue: picture, name and size, what it is and where it stands, and how far it is."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fleetdesk.base.local_formats import size_words
from fleetdesk.ui.documents.columns import DocumentColumns
from fleetdesk.ui.documents.rows import DocumentRow, DocumentRows
from fleetdesk.ui.widgets.document_icons import upload_icon
from fleetdesk.ui.widgets.foreign_text import draw
from fleetdesk.ui.widgets.rows import KEY_ROLE, Index
from fleetdesk.ui.widgets.theme import Tokens

TALL_PX, PAD_PX, ICON_PX, BAR_PX, SIGN_PX = 44, 8, 30, 3, 16
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QueuePaint(QStyledItemDelegate):
    """`line` gives the second line of a row."""

    def __init__(
        self,
        document_rows: DocumentRows,
        columns: DocumentColumns,
        tokens: Callable[[], Tokens],
        line: Callable[[DocumentRow], str],
    ) -> None:
        super().__init__()
        self._documents, self._columns, self._tokens, self._line = document_rows, columns, tokens, line
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row; all rows are equally tall."""
        return QSize(120, TALL_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; no text is taken for HTML."""
        row = self._documents.rows.get(index.data(KEY_ROLE) or "")
        if row is None or row.op is None:
            return
        rect = option.rect
        state, tokens = option.state, self._tokens()
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selected))
        inner = rect.adjusted(PAD_PX, 3, -PAD_PX, -3)
        self._icon(painter, inner, self._columns.icon(row))
        self._words(painter, inner.adjusted(ICON_PX + PAD_PX, 0, 0, 0), row)
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _icon(self, painter: QPainter, inner: QRect, icon: QIcon) -> None:
        place = QRect(inner.left(), inner.center().y() - ICON_PX // 2, ICON_PX, ICON_PX)
        icon.paint(painter, place)

    def _words(self, painter: QPainter, inner: QRect, row: DocumentRow) -> None:
        assert row.op is not None
        tokens, half = self._tokens(), inner.height() // 2
        upper, lower = QRect(inner).adjusted(0, 0, 0, -half), QRect(inner).adjusted(0, half - 1, 0, -BAR_PX)
        size = size_words(row.size)
        wide = painter.fontMetrics().horizontalAdvance(size) + PAD_PX
        self._text(painter, upper, size, tokens.dim, RIGHT)
        painter.setFont(self._bold)
        self._text(painter, upper.adjusted(0, 0, -wide, 0), row.name, tokens.text, LEFT, Qt.TextElideMode.ElideMiddle)
        painter.setFont(QFont())
        sign = QRect(lower.left(), lower.center().y() - SIGN_PX // 2, SIGN_PX, SIGN_PX)
        upload_icon(row.op, tokens).paint(painter, sign)
        colour = tokens.stopped if row.asks else tokens.dim
        self._text(painter, lower.adjusted(SIGN_PX + 4, 0, 0, 0), self._line(row), colour, LEFT)
        self._bar(painter, inner, self._documents.share(row.op))

    def _text(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        colour: str,
        align: Qt.AlignmentFlag,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        painter.setPen(QColor(colour))
        draw(painter, place, align, text, elide)

    def _bar(self, painter: QPainter, inner: QRect, share: float | None) -> None:
        if share is None:
            return
        ground = QRect(inner.left(), inner.bottom() - BAR_PX + 2, inner.width(), BAR_PX)
        painter.fillRect(ground, QColor(self._tokens().hairline))
        ground.setWidth(round(ground.width() * share))
        painter.fillRect(ground, QColor(self._tokens().accent))
