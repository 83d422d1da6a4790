"""The activity strip: what one driver did along a period, each activity in its colour and its height."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.driving_rules.words import DOINGS
from fleetdesk.ui.drivers.stretch_rows import StretchRow, stretch_hover
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.time_marks import marks_in, paint_hours

LANE_PX, GAP_PX, EDGE_PX = 34, 4, 8


class ActivityStrip(QWidget):
    """Widget "Activity strip". The list beside it is the way for the keyboard. picked: the key of a row."""

    picked = Signal(str)

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._tokens, self._zone = tokens, zone
        self._rows: Mapping[str, StretchRow] = {}
        self._period, self._chosen = Span(0.0, 0.0), frozenset[str]()
        set_name(self, _("Activity strip"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_rows(self, rows: Mapping[str, StretchRow], period: Span) -> None:
        """Show the activities of a period, in order of time."""
        self._rows, self._period, self._chosen = rows, period, frozenset()
        self.update()

    def mark(self, keys: Sequence[str]) -> None:
        """Frame the activities of these rows."""
        self._chosen = frozenset(keys)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size: the lane and the axis below it."""
        return QSize(200, LANE_PX + 2 * GAP_PX + self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return a small size, as tall as the lane and the axis need."""
        return QSize(60, self.sizeHint().height())

    def _lane(self) -> QRect:
        return QRect(EDGE_PX, GAP_PX, self.width() - 2 * EDGE_PX, LANE_PX)

    def _x(self, at: float) -> int:
        long = max(self._period.ends - self._period.begins, 1.0)
        return EDGE_PX + round((at - self._period.begins) / long * max(self._lane().width(), 1))

    def _rect(self, row: StretchRow) -> QRect:
        left, right = self._x(row.stretch.begins), self._x(row.stretch.ends)
        tall = round(LANE_PX * DOINGS[row.stretch.doing].tall)
        return QRect(left, self._lane().bottom() + 1 - tall, max(right - left, 1), tall)

    def row_at(self, place: QPoint) -> StretchRow | None:
        """Return the activity at a point of the widget."""
        if not self._lane().contains(place):
            return None
        inside = (each for each in self._rows.values() if self._x(each.stretch.begins) <= place.x())
        return max(inside, key=lambda each: each.stretch.begins, default=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the activity that is pressed."""
        row = self.row_at(event.position().toPoint())
        if row is not None:
            self.picked.emit(row.key)

    def event(self, event: QEvent) -> bool:
        """Say what an activity is when it is pointed at; pass on every other event."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos())
            QToolTip.showText(event.globalPos(), stretch_hover(row, self._zone) if row else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the activities and the hours below."""
        painter, tokens = QPainter(self), self._tokens()
        painter.fillRect(self._lane(), QColor(tokens.field))
        if self._period.ends > self._period.begins:
            marks = marks_in(self._period, self._zone, self.width())
            room = QRect(0, 0, self.width(), self._lane().bottom() + 1)
            paint_hours(painter, marks, self._zone, self._x, room, tokens)
        for row in self._rows.values():
            painter.fillRect(self._rect(row), QColor(tokens.of(DOINGS[row.stretch.doing].colour)))
        painter.setPen(QPen(QColor(tokens.ring), 2))
        for key in self._chosen & self._rows.keys():
            painter.drawRect(self._rect(self._rows[key]).adjusted(-1, -1, 1, 1))
        painter.end()
