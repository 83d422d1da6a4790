"""A line of text that changes many times a second: it is only painted anew, so nothing around it is laid out again."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fleetdesk.base.readable import readable
from fleetdesk.ui.widgets.foreign_text import draw, set_name, set_tip
from fleetdesk.ui.widgets.theme import Tokens


class SteadyLine(QWidget):
    """A named line; `widest` is a text that its room is made for, empty for all the room there is."""

    def __init__(self, name: str, tokens: Callable[[], Tokens], widest: str = "", *, strong: bool = False) -> None:
        super().__init__()
        self._tokens, self._widest, self._strong = tokens, widest, strong
        self.whole = ""
        set_name(self, name)
        wide = QSizePolicy.Policy.Fixed if widest else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show a text, whoever wrote it."""
        if text != self.whole:
            self.whole = text
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the widest text."""
        metrics = self.fontMetrics()
        return QSize(round(metrics.horizontalAdvance(self._widest) * 1.1) + 4, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest text, or a small one."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Let the tooltip be the whole text where that is cut; pass on every event."""
        if event.type() == QEvent.Type.ToolTip:
            is_cut = self.fontMetrics().horizontalAdvance(self.whole) > self.width()
            set_tip(self, self.whole if is_cut else "")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        painter, tokens = QPainter(self), self._tokens()
        if self._strong:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        painter.setPen(QColor(tokens.text if self._strong else tokens.dim))
        across = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        draw(painter, self.rect(), across, readable(self.whole, 600))
        painter.end()
