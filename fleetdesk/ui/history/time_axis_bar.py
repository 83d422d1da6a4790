"""The one axis of time below all charts, on the clock of the company's zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.time_axis import tick_words
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.time_marks import marks_in, paint_times


class TimeAxisBar(QWidget):
    """Widget "Time axis": marks between two edges in pixels, which are those of the charts above it."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._tokens, self._zone = tokens, zone
        self._span, self._left, self._right = Span(0.0, 1.0), 0, 1
        set_name(self, _("Time axis"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_span(self, span: Span, left: int, right: int) -> None:
        """Show a span between two pixels."""
        self._span, self._left, self._right = span, left, max(right, left + 1)
        self.update()

    def marks(self) -> list[float]:
        """Return the moments that have a mark, in seconds since 1970."""
        return marks_in(self._span, self._zone, self._right - self._left)

    def labels(self) -> list[str]:
        """Return what the marks say."""
        return [tick_words(at, self._zone) for at in self.marks()]

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(200, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and texts; one that would leave the widget is left out."""
        painter, tokens = QPainter(self), self._tokens()
        painter.setPen(QColor(tokens.dim))
        for at in self.marks():
            painter.drawLine(self._x(at), 0, self._x(at), 3)
        paint_times(painter, self.marks(), self._zone, self._x, self.rect().adjusted(0, 4, 0, 0), tokens)
        painter.end()

    def _x(self, at: float) -> int:
        part = (at - self._span.begins) / max(self._span.ends - self._span.begins, 1.0)
        return self._left + round(part * (self._right - self._left))
