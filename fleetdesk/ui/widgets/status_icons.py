"""The signs of the desk, painted once each: arrow, circle, square and ring for units, dots for tasks."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from fleetdesk.domain.motion import State
from fleetdesk.domain.outbox import Op, OpState
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.ui.widgets.theme import Tokens

SIZE_PX = 16
HEADING_STEP_DEG = 15
OPACITY = (1.0, 0.75, 0.5, 0.35)
ARROW = QPolygonF([QPointF(0, -6), QPointF(4.6, 5), QPointF(0, 2.4), QPointF(-4.6, 5)])


def unit_sign(state: State, heading_deg: int | None, fade: int, tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """The sign of a unit; headings are drawn in steps of 15 degrees."""
    step = 0 if heading_deg is None else round(heading_deg / HEADING_STEP_DEG) % (360 // HEADING_STEP_DEG)
    return _unit(state, step if state is State.MOVING else 0, fade, getattr(tokens, state.value), ratio)


def unit_icon(state: State, heading_deg: int | None, fade: int, tokens: Tokens) -> QIcon:
    """The sign for a table."""
    return icon_of(unit_sign(state, heading_deg, fade, tokens, 2.0))


def task_icon(task: Task, late: bool, tokens: Tokens) -> QIcon:
    """The task's sign for a table."""
    return icon_of(task_sign(task, late, tokens, 2.0))


@lru_cache(maxsize=1024)
def icon_of(pixmap: QPixmap) -> QIcon:
    """The same picture for selected rows: Qt would tint it with the selection's colour and hide the state."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


@lru_cache(maxsize=512)
def _unit(state: State, step: int, fade: int, colour: str, ratio: float) -> QPixmap:
    pixmap = _blank(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(OPACITY[fade])
    painter.translate(SIZE_PX / 2, SIZE_PX / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    _SHAPES[state](painter, step, colour)
    painter.end()
    return pixmap


def _arrow(painter: QPainter, step: int, colour: str) -> None:
    painter.rotate(step * HEADING_STEP_DEG)
    painter.drawPolygon(ARROW)


def _circle(painter: QPainter, step: int, colour: str) -> None:
    painter.drawEllipse(QPointF(0, 0), 4.6, 4.6)


def _square(painter: QPainter, step: int, colour: str) -> None:
    painter.drawRoundedRect(QRectF(-4.2, -4.2, 8.4, 8.4), 1, 1)


def _ring(painter: QPainter, step: int, colour: str) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 1.8))
    painter.drawEllipse(QPointF(0, 0), 4.0, 4.0)


_SHAPES = {State.MOVING: _arrow, State.IDLING: _circle, State.STOPPED: _square, State.SILENT: _ring}


def _blank(ratio: float) -> QPixmap:
    pixmap = QPixmap(round(SIZE_PX * ratio), round(SIZE_PX * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def task_colour(task: Task, late: bool, tokens: Tokens) -> str:
    """Grey unassigned, purple assigned, blue in progress, green done, red rejected, gold late."""
    if late:
        return tokens.late
    if task.status is TaskStatus.COMPLETED:
        return tokens.done
    if task.status in (TaskStatus.REJECTED, TaskStatus.CANCELLED):
        return tokens.stopped
    if task.status is TaskStatus.IN_PROGRESS:
        return tokens.progress
    return tokens.assigned if task.unit else tokens.unassigned


def task_sign(task: Task, late: bool, tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """The sign of a task: its colour, and a mark in it, so that colour is never the only sign."""
    if late:
        return dot(tokens.late, ratio, "!")
    mark = MARK_OF.get(task.status, "" if task.unit else "○")
    return dot(task_colour(task, late, tokens), ratio, mark)


def op_icon(op: Op, tokens: Tokens) -> QIcon:
    """Saved here: hollow; on its way: an arrow; waiting to confirm: a question; needs the user: an exclamation."""
    return icon_of(op_sign(op, tokens, 2.0))


def op_sign(op: Op, tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """The sign of what waits; a confirmed task has none."""
    if op.asks:
        return dot(tokens.stopped, ratio, "!")
    if op.state is OpState.UNCERTAIN:
        return dot(tokens.late, ratio, "?")
    return dot(tokens.accent, ratio, "○" if op.state is OpState.QUEUED else "▸")


@lru_cache(maxsize=64)
def dot(colour: str, ratio: float = 1.0, mark: str = "") -> QPixmap:
    """A round dot of one colour, with a mark in it; ○ leaves it hollow."""
    pixmap = _blank(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush if mark == "○" else QColor(colour))
    painter.drawEllipse(QPointF(SIZE_PX / 2, SIZE_PX / 2), 4.8, 4.8)
    painter.setPen(QPen(QColor("white"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.translate(SIZE_PX / 2, SIZE_PX / 2)
    for line in MARKS.get(mark, ()):
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in line]))
    painter.end()
    return pixmap


MARK_OF = {TaskStatus.IN_PROGRESS: "▸", TaskStatus.COMPLETED: "✓", TaskStatus.REJECTED: "✕", TaskStatus.CANCELLED: "–"}
MARKS = {
    "!": (((0, -2.6), (0, 0.6)), ((0, 2.6), (0, 2.7))),
    "?": (((-1.6, -1.6), (-0.8, -2.6), (0.8, -2.6), (1.5, -1.5), (0, 0.2), (0, 0.9)), ((0, 2.6), (0, 2.7))),
    "▸": (((-1.2, -2.2), (1.6, 0), (-1.2, 2.2)),),
    "✓": (((-2.2, 0.2), (-0.6, 1.8), (2.3, -1.6)),),
    "✕": (((-1.7, -1.7), (1.7, 1.7)), ((-1.7, 1.7), (1.7, -1.7))),
    "–": (((-2.2, 0), (2.2, 0)),),
}
