"""The time axis of the day board: hours by the company's clock, and the line of now."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from fleetdesk.ui.board.geometry import HOUR_S, Geometry
from fleetdesk.ui.widgets.day_words import short_day_words
from fleetdesk.ui.widgets.foreign_text import draw
from fleetdesk.ui.widgets.theme import Tokens

LABEL_PART = 2.4  # so many times its width an hour's label gets
HALF_DAY_H, WHOLE_DAY_H = 12, 24
STEPS = (1, 2, 3, 4, 6, 12, WHOLE_DAY_H)


class AxisPainter:
    """Paints hour lines, the hours' labels and now."""

    def __init__(self, geometry: Geometry, zone: ZoneInfo, font: QFont) -> None:
        self._geometry, self._zone, self._font = geometry, zone, font

    def ticks(self) -> list[tuple[float, datetime]]:
        """Return the hours in sight as (pixel, time on the clock); on a day of 25 hours one hour comes twice."""
        axis = self._geometry.axis
        moments = (axis.begins + number * HOUR_S for number in range(round((axis.ends - axis.begins) / HOUR_S) + 1))
        ticks = ((axis.x(each), datetime.fromtimestamp(each, UTC).astimezone(self._zone)) for each in moments)
        return [each for each in ticks if axis.left <= each[0] <= axis.left + axis.width]

    def _step(self) -> int:
        wanted = LABEL_PART * self._label_px() / (self._geometry.axis.px_s * HOUR_S)
        return next((step for step in STEPS if step >= wanted), STEPS[-1])

    def _label_px(self) -> float:
        return QFontMetricsF(self._font).horizontalAdvance("00")

    def hours(self, painter: QPainter, field: QRect, tokens: Tokens) -> None:
        """Paint a thin line at each hour that has room for its label, and a strong one at midnight."""
        step, ticks = self._step(), self.ticks()
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        shown = [x for x, at in ticks if at.hour % min(step, WHOLE_DAY_H) == 0 or step == 1]
        painter.drawLines([QLineF(x, field.top(), x, field.bottom()) for x in shown])
        painter.setPen(QPen(QColor(tokens.dim), 1))
        painter.drawLines([QLineF(x, field.top(), x, field.bottom()) for x, at in ticks if at.hour == 0])

    def labels(self, painter: QPainter, width: int, tokens: Tokens) -> None:
        """Paint as many of the hours' numbers as there is room for."""
        tall, wide = self._geometry.heights.axis, self._label_px() / 2
        painter.fillRect(0, 0, width, tall, QColor(tokens.panel))
        painter.setPen(QColor(tokens.dim))
        painter.setFont(self._font)
        step = self._step()
        days = 0.0  # where the last day's label ends
        for x, at in self.ticks():
            if at.hour == 0:
                days = self._day(painter, x, at, width, tokens)
            elif step < HALF_DAY_H and at.hour % step == 0 and x + wide < width and x - wide > days:
                draw(painter, QRectF(x - 2 * wide, 0, 4 * wide, tall), Qt.AlignmentFlag.AlignCenter, f"{at.hour:02d}")
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.drawLine(0, tall - 1, width, tall - 1)

    def _day(self, painter: QPainter, x: float, at: datetime, width: int, tokens: Tokens) -> float:
        """Paint the day that begins at a midnight, to the right of its line; return where the text ends."""
        metrics = QFontMetricsF(self._font)
        words = short_day_words(at.date())
        room = QRectF(x + 4, 0, metrics.horizontalAdvance(words) + 2, self._geometry.heights.axis)
        if room.right() < width:
            painter.setPen(QColor(tokens.text))
            draw(painter, room, Qt.AlignmentFlag.AlignVCenter, words)
            painter.setPen(QColor(tokens.dim))
        return room.right()

    def now_line(self, painter: QPainter, field: QRect, now: float, tokens: Tokens) -> None:
        """Paint a red line with a dot on top for now, where now is in sight."""
        x = self._geometry.axis.x(now)
        if field.left() <= x <= field.right():
            painter.setPen(QPen(QColor(tokens.stopped), 1.5))
            painter.drawLine(QLineF(x, field.top(), x, field.bottom()))
            painter.setBrush(QColor(tokens.stopped))
            painter.drawEllipse(QRectF(x - 3, field.top() - 3, 6, 6))
