"""The marks of a time axis and their words, on the clock of a zone: so many that their texts fit."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.time_axis import tick_words, ticks
from fleetdesk.ui.widgets.foreign_text import draw
from fleetdesk.ui.widgets.theme import Tokens, with_text_px

LABEL_PX = 90
Across = Callable[[float], int]
"""Where a moment (seconds since 1970) is, in pixels from the left."""


def marks_in(span: Span, zone: ZoneInfo, pixels: int) -> list[float]:
    """Return the moments of the marks of an axis, in seconds since 1970, so far apart that their texts fit."""
    return ticks(span, zone, max(pixels // with_text_px(LABEL_PX), 1))


def paint_hours(
    painter: QPainter, marks: Iterable[float], zone: ZoneInfo, across: Across, room: QRect, tokens: Tokens
) -> None:
    """Paint a line from the top of `room` at each mark and the time at its right, below the bottom of `room`."""
    tall, aligned = painter.fontMetrics().height(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for at in marks:
        x = across(at)
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(x, room.top(), x, room.bottom() + 3)
        painter.setPen(QColor(tokens.dim))
        wide = min(with_text_px(LABEL_PX) - 4, room.right() - x - 1)
        draw(painter, QRect(x + 2, room.bottom() + 2, wide, tall), aligned, tick_words(at, zone))


def paint_times(
    painter: QPainter, marks: Iterable[float], zone: ZoneInfo, across: Across, room: QRect, tokens: Tokens
) -> None:
    """Paint the times in `room`, each in the middle of its mark; one that would leave the room is left out."""
    painter.setPen(QColor(tokens.dim))
    for at in marks:
        x, words = across(at), tick_words(at, zone)
        half = painter.fontMetrics().horizontalAdvance(words) // 2 + 1
        if x - half >= room.left() and x + half <= room.right() + 1:
            wide = with_text_px(LABEL_PX)
            place = QRect(x - wide // 2, room.top(), wide, room.height())
            draw(painter, place, Qt.AlignmentFlag.AlignCenter, words)
