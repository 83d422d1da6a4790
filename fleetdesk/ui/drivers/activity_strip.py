"""The activity strip: what one driver did along a period, each activity in its colour and its height."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.driving_rules.words import DOINGS
from fleetdesk.ui.drivers.stretch_rows import StretchRow, stretch_hover
from fleetdesk.ui.widgets.painted_rows import PaintedRows
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.time_marks import marks_in, paint_hours

LANE_PX, GAP_PX, EDGE_PX = 34, 4, 8


class ActivityStrip(PaintedRows[StretchRow]):
    """Widget "Activity strip". picked: the key of a row."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(_("Activity strip"), self.row_at, attrgetter("key"), lambda row: stretch_hover(row, zone))
        self._tokens, self._zone = tokens, zone
        self._rows: Mapping[str, StretchRow] = {}
        self._period = Span(0.0, 0.0)

    def show_rows(self, rows: Mapping[str, StretchRow], period: Span) -> None:
        """Show the activities of a period, in order of time."""
        self._rows, self._period, self._chosen = rows, period, frozenset()
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
