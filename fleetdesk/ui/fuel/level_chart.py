"""The level of a tank around a change, painted: a step line, the change shaded, litres and times at the edges."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from fleetdesk.base.local_formats import number, time_of_day
from fleetdesk.base.translation import _
from fleetdesk.domain.fuel.case import FuelCase
from fleetdesk.ui.widgets.foreign_text import draw, set_description, set_name
from fleetdesk.ui.widgets.theme import LIGHT, Tokens

HOLE_S = 3600.0
"""Over a longer time without a reading no line is drawn."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LevelChart(QWidget):
    """The chart of a case; a screen reader is told the first, least and last litres."""

    def __init__(self, case: FuelCase, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__()
        self._case, self._tokens, self._zone = case, tokens, zone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_name(self, _("Level around the change"))
        if case.levels:
            litres = [each.litres for each in case.levels]
            told = _("From {first} l to {last} l, {least} l at least").format(
                first=number(litres[0]), last=number(litres[-1]), least=number(min(litres))
            )
            set_description(self, told)

    def sizeHint(self) -> QSize:
        """Return a size that fits a page of facts below."""
        return QSize(560, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        paint_chart(painter, QRectF(self.rect()), self._case, self._zone, self._tokens())
        painter.end()


def paint_chart(painter: QPainter, place: QRectF, case: FuelCase, zone: ZoneInfo, tokens: Tokens = LIGHT) -> None:
    """Paint the levels of a case into a rectangle, a sentence where there are none."""
    line = painter.fontMetrics().height()
    painter.setPen(QColor(tokens.dim))
    if len(case.levels) < 2:
        draw(painter, place, LEFT, _("No level known around it"))
        return
    axis = painter.fontMetrics().horizontalAdvance("0000 l") + 8
    inside = place.adjusted(axis, line, -8, -line - 4)
    scale = _Scale(case, inside)
    shade = QColor(tokens.late)
    shade.setAlpha(60)
    left, right = scale.x(case.event.begins), scale.x(case.event.ends)
    painter.fillRect(QRectF(left, inside.top(), max(right - left, 2.0), inside.height()), shade)
    for litres in (scale.most, (scale.most + scale.least) / 2, scale.least):
        y = scale.y(litres)
        draw(painter, QRectF(place.left(), y - line / 2, axis - 6, line), RIGHT, f"{number(litres)} l")
        painter.fillRect(QRectF(inside.left(), y, inside.width(), 1.0), QColor(tokens.hairline))
    for at, align in ((case.levels[0].at, LEFT), (case.levels[-1].at, RIGHT)):
        draw(painter, QRectF(inside.left(), inside.bottom() + 2, inside.width(), line), align, _clock(at, zone))
    painter.setPen(QPen(QColor(tokens.accent), 2))
    for run in _runs(case, scale):
        painter.drawPolyline(run)


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return time_of_day(at.astimezone(zone))


class _Scale:
    """Where a moment and a level are in the rectangle."""

    def __init__(self, case: FuelCase, inside: QRectF) -> None:
        litres = [each.litres for each in case.levels]
        room = max((max(litres) - min(litres)) * 0.1, 5.0)
        self.least, self.most = max(min(litres) - room, 0.0), max(litres) + room
        self._inside, self._begins = inside, case.levels[0].at
        self._seconds = max((case.levels[-1].at - self._begins).total_seconds(), 1.0)

    def x(self, at: datetime) -> float:
        part = (at - self._begins).total_seconds() / self._seconds
        return self._inside.left() + min(max(part, 0.0), 1.0) * self._inside.width()

    def y(self, litres: float) -> float:
        return self._inside.bottom() - (litres - self.least) / (self.most - self.least) * self._inside.height()


def _runs(case: FuelCase, scale: _Scale) -> list[QPolygonF]:
    """Return the lines from reading to reading, broken where there was none for long."""
    runs, last = list[list[QPointF]](), None
    for each in case.levels:
        if last is None or (each.at - last).total_seconds() > HOLE_S:
            runs.append([])
        runs[-1].append(QPointF(scale.x(each.at), scale.y(each.litres)))
        last = each.at
    return [QPolygonF(run) for run in runs]
