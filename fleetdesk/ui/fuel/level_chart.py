"""The level of a tank, painted: a line, what came and went shaded, litres and times at the edges."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from fleetdesk.base.local_formats import day_and_time, number, time_of_day
from fleetdesk.base.translation import _
from fleetdesk.domain.fuel.levels import Change, Level
from fleetdesk.domain.fuel.matching import FuelEvent
from fleetdesk.ui.widgets.foreign_text import draw, set_description, set_name
from fleetdesk.ui.widgets.theme import LIGHT, Tokens

HOLE_S, DAY_S = 3600.0, 86_400.0
"""Over a longer time without a reading no line is drawn."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Mark = tuple[datetime, datetime, Change]
"""From when to when the level rose or fell."""


def mark_of(event: FuelEvent) -> Mark:
    """Return the shade of a filling or drop."""
    return event.begins, event.ends, event.change


class LevelChart(QWidget):
    """A chart of levels, called `name`; a screen reader is told the first, least and last litres."""

    def __init__(self, name: str, tokens: Callable[[], Tokens], zone: ZoneInfo, tall_px: int) -> None:
        super().__init__()
        self._tokens, self._zone, self._tall_px = tokens, zone, tall_px
        self._levels, self._marks = tuple[Level, ...](), tuple[Mark, ...]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_name(self, name)

    def show_levels(self, levels: Sequence[Level], marks: Sequence[Mark]) -> None:
        """Show these readings, and what came and went."""
        self._levels, self._marks = tuple(levels), tuple(marks)
        set_description(self, _told(levels))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that fits a page of facts below."""
        return QSize(560, self._tall_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        paint_levels(painter, QRectF(self.rect()), self._levels, self._marks, self._zone, self._tokens())
        painter.end()


def _told(levels: Sequence[Level]) -> str:
    if not levels:
        return ""
    litres = [each.litres for each in levels]
    return _("From {first} l to {last} l, {least} l at least").format(
        first=number(litres[0]), last=number(litres[-1]), least=number(min(litres))
    )


def paint_levels(
    painter: QPainter,
    place: QRectF,
    levels: Sequence[Level],
    marks: Sequence[Mark],
    zone: ZoneInfo,
    tokens: Tokens = LIGHT,
) -> None:
    """Paint levels into a rectangle, with what came and went shaded; a sentence where there are none."""
    line = painter.fontMetrics().height()
    painter.setPen(QColor(tokens.dim))
    if len(levels) < 2:
        draw(painter, place, LEFT, _("No level is known"))
        return
    axis = painter.fontMetrics().horizontalAdvance("0000 l") + 8
    inside = place.adjusted(axis, line, -8, -line - 4)
    scale = _Scale(levels, inside)
    for begins, ends, change in marks:
        shade = QColor(tokens.late if change is Change.DROP else tokens.done)
        shade.setAlpha(60)
        left, right = scale.x(begins), scale.x(ends)
        painter.fillRect(QRectF(left, inside.top(), max(right - left, 2.0), inside.height()), shade)
    for litres in (scale.most, (scale.most + scale.least) / 2, scale.least):
        y = scale.y(litres)
        draw(painter, QRectF(place.left(), y - line / 2, axis - 6, line), RIGHT, f"{number(litres)} l")
        painter.fillRect(QRectF(inside.left(), y, inside.width(), 1.0), QColor(tokens.hairline))
    days = (levels[-1].at - levels[0].at).total_seconds() > DAY_S
    for at, align in ((levels[0].at, LEFT), (levels[-1].at, RIGHT)):
        room = QRectF(inside.left(), inside.bottom() + 2, inside.width(), line)
        draw(painter, room, align, _clock(at, zone, days=days))
    painter.setPen(QPen(QColor(tokens.accent), 2))
    for run in _runs(levels, scale):
        painter.drawPolyline(run)


def _clock(at: datetime, zone: ZoneInfo, *, days: bool) -> str:
    local = at.astimezone(zone)
    return day_and_time(local) if days else time_of_day(local)


class _Scale:
    """Where a moment and a level are in the rectangle."""

    def __init__(self, levels: Sequence[Level], inside: QRectF) -> None:
        litres = [each.litres for each in levels]
        room = max((max(litres) - min(litres)) * 0.1, 5.0)
        self.least, self.most = max(min(litres) - room, 0.0), max(litres) + room
        self._inside, self._begins = inside, levels[0].at
        self._seconds = max((levels[-1].at - self._begins).total_seconds(), 1.0)

    def x(self, at: datetime) -> float:
        part = (at - self._begins).total_seconds() / self._seconds
        return self._inside.left() + min(max(part, 0.0), 1.0) * self._inside.width()

    def y(self, litres: float) -> float:
        return self._inside.bottom() - (litres - self.least) / (self.most - self.least) * self._inside.height()


def _runs(levels: Sequence[Level], scale: _Scale) -> list[QPolygonF]:
    """Return the lines from reading to reading, broken where there was none for long."""
    runs, last = list[list[QPointF]](), None
    for each in levels:
        if last is None or (each.at - last).total_seconds() > HOLE_S:
            runs.append([])
        runs[-1].append(QPointF(scale.x(each.at), scale.y(each.litres)))
        last = each.at
    return [QPolygonF(run) for run in runs]
