"""The calendar painted: a lane for each driver, bookings and waybills as bars along the days, over midnight in one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from fleetdesk.base.readable import NAME
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span, day_of
from fleetdesk.domain.booking_calendar import Booked, Reach, lanes, midnights
from fleetdesk.ui.drivers.booked_rows import KINDS, booked_hover
from fleetdesk.ui.widgets.contrast import legible
from fleetdesk.ui.widgets.day_words import short_day_words
from fleetdesk.ui.widgets.foreign_text import draw
from fleetdesk.ui.widgets.painted_rows import PaintedRows
from fleetdesk.ui.widgets.theme import Tokens, with_text_px
from fleetdesk.ui.widgets.time_marks import marks_in, paint_times

LANE_PX, NAME_PX, HEAD_PX, EDGE_PX = 22, 120, 20, 8
ALIGNED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class BookingBars(PaintedRows[Booked]):
    """Widget "Calendar of bookings". picked: the key of a row."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        super().__init__(_("Calendar of bookings"), self.row_at, attrgetter("key"), lambda row: booked_hover(row, zone))
        self._tokens, self._zone, self._now = tokens, zone, now
        self._lanes: dict[str, list[Booked]] = {}
        self._period, self._reach = Span(0.0, 1.0), Reach.WEEK

    def show_rows(self, rows: Mapping[str, Booked], period: Span, reach: Reach) -> None:
        """Show what is booked in a period."""
        self._lanes, self._period, self._reach = lanes(rows.values()), period, reach
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size: as tall as the lanes need."""
        return QSize(400, self._head + len(self._lanes) * self._lane_px + 2)

    def minimumSizeHint(self) -> QSize:
        """Return a small size, as tall as the lanes need."""
        return QSize(200, self.sizeHint().height())

    # -- where things are

    @property
    def _head(self) -> int:
        return with_text_px(HEAD_PX)

    @property
    def _lane_px(self) -> int:
        return with_text_px(LANE_PX)

    @property
    def _names(self) -> int:
        return min(with_text_px(NAME_PX), self.width() // 3)

    def _x(self, at: float) -> int:
        room, long = max(self.width() - self._names - EDGE_PX, 1), max(self._period.ends - self._period.begins, 1.0)
        inside = min(max(at, self._period.begins), self._period.ends)
        return self._names + round((inside - self._period.begins) / long * room)

    def _lane(self, place: int) -> QRect:
        return QRect(0, self._head + place * self._lane_px, self.width(), self._lane_px)

    def _rect(self, row: Booked, lane: QRect) -> QRect:
        left, right = self._x(row.begins), self._x(self._period.ends if row.ends is None else row.ends)
        return QRect(left, lane.top() + 2, max(right - left, 3), lane.height() - 4)

    def row_at(self, place: QPoint) -> Booked | None:
        """Return what is booked at a point of the widget; of bars over each other the last."""
        number = (place.y() - self._head) // self._lane_px
        rows = list(self._lanes.values())[number] if 0 <= number < len(self._lanes) else []
        return next((row for row in reversed(rows) if self._rect(row, self._lane(number)).contains(place)), None)

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lanes that are to be seen, their bars, the days, and now."""
        painter, tokens = QPainter(self), self._tokens()
        self._paint_head(painter, tokens)
        for place, (name, rows) in enumerate(self._lanes.items()):
            lane = self._lane(place)
            if lane.intersects(event.rect()):
                self._paint_lane(painter, tokens, lane, name, rows)
        now = self._now().timestamp()
        if self._period.begins <= now < self._period.ends:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawLine(self._x(now), self._head, self._x(now), self.height())
        painter.end()

    def _paint_head(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint the days of a week with their names, or the hours of a day."""
        room = QRect(self._names, 0, self.width() - self._names, self._head)
        if self._reach is Reach.DAY:
            paint_times(painter, marks_in(self._period, self._zone, room.width()), self._zone, self._x, room, tokens)
        for at in midnights(self._period, self._zone):
            x = self._x(at)
            painter.setPen(QColor(tokens.hairline))
            painter.drawLine(x, 0, x, self.height())
            if self._reach is Reach.WEEK:
                painter.setPen(QColor(tokens.dim))
                words = short_day_words(day_of(at, self._zone))
                draw(painter, QRect(x + 4, 0, room.width() // 7 - 4, self._head), ALIGNED, words)

    def _paint_lane(self, painter: QPainter, tokens: Tokens, lane: QRect, name: str, rows: Sequence[Booked]) -> None:
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(lane.topLeft(), lane.topRight())
        painter.setPen(QColor(tokens.text))
        draw(painter, QRect(EDGE_PX, lane.top(), self._names - EDGE_PX - 4, lane.height()), ALIGNED, name)
        for row in rows:
            self._paint_bar(painter, tokens, self._rect(row, lane), row)

    def _paint_bar(self, painter: QPainter, tokens: Tokens, bar: QRect, row: Booked) -> None:
        fill, ink = legible(tokens.of(KINDS[row.kind][1]))
        painter.fillRect(bar, QColor(fill))
        words = row.unit or row.purpose
        if painter.fontMetrics().horizontalAdvance(words[:NAME]) <= bar.width() - 6:  # a part of a plate is no help
            painter.setPen(QColor(ink))
            draw(painter, bar.adjusted(4, 0, -2, 0), ALIGNED, words)
        if row.key in self._chosen:
            painter.setPen(QPen(QColor(tokens.ring), 2))
            painter.drawRect(bar.adjusted(-1, -1, 1, 1))
