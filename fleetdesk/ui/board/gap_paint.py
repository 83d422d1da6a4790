"""How the ways between bars look: a thin line before a bar from when its vehicle has to leave, with the minutes."""

from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import _
from fleetdesk.domain.board_gaps import Gap
from fleetdesk.domain.motion import in_words
from fleetdesk.ui.board.geometry import Geometry
from fleetdesk.ui.widgets.foreign_text import draw
from fleetdesk.ui.widgets.theme import Tokens

LINE_PX = 3
SHORT_MARK = "!"


def paint_gap(painter: QPainter, geometry: Geometry, number: int, gap: Gap, font: QFont, tokens: Tokens) -> None:
    """Paint one gap of the lane of this number; in the colour of what is late where its time is too short."""
    room = gap_rect(geometry, number, gap)
    colour = QColor(tokens.late if gap.short_s else tokens.dim)
    way = QRectF(room)
    way.setLeft(max(geometry.axis.x(gap.leaves), room.left()))
    way.setTop(room.bottom() - LINE_PX)
    painter.fillRect(way, colour)
    words = brief(gap)
    if QFontMetricsF(font).horizontalAdvance(words) + 4 <= room.width():
        painter.setFont(font)
        painter.setPen(colour if gap.short_s else QColor(tokens.dim))
        draw(
            painter,
            room.adjusted(0, 0, -2, -LINE_PX),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            words,
        )


def gap_rect(geometry: Geometry, number: int, gap: Gap) -> QRectF:
    """Return the room between the two bars, in the row of the second."""
    rect = geometry.rect(number, gap.before.stop, gap.after.start, gap.after.row)
    rect.setRight(geometry.axis.x(gap.after.start) - 1)
    return rect


def brief(gap: Gap) -> str:
    """Return the minutes of the way, marked where the time is too short."""
    words = in_words(timedelta(minutes=gap.way.minutes))
    return filled("{mark} {words}", mark=SHORT_MARK, words=words) if gap.short_s else words


def gap_words(gap: Gap) -> str:
    """Return the way in a sentence, and by how much its time is too short."""
    told = _("From {task} to {next_task}: {duration}, {distance} km ({basis}).").format(
        task=gap.before.task.name,
        next_task=gap.after.task.name,
        duration=in_words(timedelta(minutes=gap.way.minutes)),
        distance=number(gap.way.km, 1),
        basis=gap.way.basis,
    )
    if not gap.short_s:
        return told
    short = in_words(timedelta(seconds=gap.short_s))
    return filled(
        "{told}\n{short}", told=told, short=_("{duration} more than there is between them.").format(duration=short)
    )
