"""The day strip: a lane for each unit, its parts in their colours along the time; a press chooses one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.part_words import PARTS
from fleetdesk.domain.history.parts import PartKind
from fleetdesk.ui.history.rows import HistoryRow, hover
from fleetdesk.ui.widgets.painted_rows import PaintedRows
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.time_marks import marks_in, paint_hours

LANE_PX, GAP_PX, EDGE_PX, MOST_LANES = 14, 4, 8, 8
TALL_PART = {PartKind.TRIP: 1.0, PartKind.REFUEL: 1.0, PartKind.IDLING: 0.7, PartKind.INPUT: 0.7, PartKind.UNKNOWN: 0.2}
"""How tall a part is in its lane, so that colour is not its only sign."""
USUAL_PART = 0.45


class StripBar(PaintedRows[HistoryRow]):
    """Widget "Day strip". picked: the number of a row."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(_("Day strip"), self.row_at, attrgetter("number"), lambda row: hover(row, zone))
        self._tokens, self._zone = tokens, zone
        self._rows: Mapping[str, HistoryRow] = {}
        self._lanes: dict[str, list[HistoryRow]] = {}  # by the keys of units, their rows in the order of time
        self._places: dict[str, int] = {}
        self._period = Span(0.0, 0.0)

    def show_rows(self, rows: Mapping[str, HistoryRow], units: Sequence[str], period: Span) -> None:
        """Show the parts of these units in a period; of more than MOST_LANES the first."""
        self._rows, self._period = rows, period
        self._lanes = {key: [] for key in units[:MOST_LANES]}
        for row in rows.values():
            if row.unit in self._lanes:
                self._lanes[row.unit].append(row)
        self._places = {key: place for place, key in enumerate(self._lanes)}
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size: as tall as the lanes and the axis need."""
        lanes = max(len(self._lanes), 1)
        return QSize(200, lanes * (LANE_PX + GAP_PX) + GAP_PX + self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return a small size, as tall as the lanes and the axis need."""
        return QSize(60, self.sizeHint().height())

    # -- where things are

    def _x(self, at: float) -> int:
        room = max(self.width() - 2 * EDGE_PX, 1)
        long = max(self._period.ends - self._period.begins, 1.0)
        return EDGE_PX + round((at - self._period.begins) / long * room)

    def _lane(self, place: int) -> QRect:
        return QRect(EDGE_PX, GAP_PX + place * (LANE_PX + GAP_PX), self.width() - 2 * EDGE_PX, LANE_PX)

    def _rect(self, row: HistoryRow) -> QRect:
        lane = self._lane(self._places[row.unit])
        left, right = self._x(row.part.begins), self._x(row.part.ends)
        tall = round(LANE_PX * TALL_PART.get(row.part.kind, USUAL_PART))
        return QRect(left, lane.bottom() + 1 - tall, max(right - left, 1), tall)

    def row_at(self, place: QPoint) -> HistoryRow | None:
        """Return the part below a point of the widget."""
        for number, rows in enumerate(self._lanes.values()):
            if self._lane(number).adjusted(0, -2, 0, 2).contains(place):
                return next((row for row in rows if self._x(row.part.begins) <= place.x() < self._right(row)), None)
        return None

    def _right(self, row: HistoryRow) -> int:
        return max(self._x(row.part.ends), self._x(row.part.begins) + 2)

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lanes, their parts, and the hours below."""
        painter, tokens = QPainter(self), self._tokens()
        for place in range(len(self._lanes)):
            painter.fillRect(self._lane(place), QColor(tokens.field))
        if self._period.ends > self._period.begins:
            self._paint_hours(painter, tokens)
        for row in self._to_paint():
            painter.fillRect(self._rect(row), QColor(tokens.of(PARTS[row.part.kind].colour)))
        painter.setPen(QPen(QColor(tokens.ring), 2))
        for number in self._chosen & self._rows.keys():
            if self._rows[number].unit in self._lanes:
                painter.drawRect(self._rect(self._rows[number]).adjusted(-1, -1, 1, 1))
        painter.end()

    def _to_paint(self) -> Iterator[HistoryRow]:
        """Yield the parts that are to be seen: of those that share a pixel the first."""
        for rows in self._lanes.values():
            painted = -1
            for row in rows:
                right = self._x(row.part.ends)
                if right > painted:
                    yield row
                    painted = right

    def _paint_hours(self, painter: QPainter, tokens: Tokens) -> None:
        lanes = QRect(0, 0, self.width(), self._lane(max(len(self._lanes), 1) - 1).bottom() + 1)
        marks = marks_in(self._period, self._zone, self.width())
        paint_hours(painter, marks, self._zone, self._x, lanes, tokens)
