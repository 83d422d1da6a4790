"""Icons of states, painted once each: arrow, circle, square and ring for vehicles, dots for tasks and writes."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from fleetdesk.base.translation import _
from fleetdesk.domain.motion import State
from fleetdesk.domain.outbox import Op, OpState
from fleetdesk.domain.statuses import FADES, HEADING_STEP_DEG, HOLLOW, MARKS, VEHICLES, Shape, task_appearance
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.widgets.theme import Tokens

SIZE_PX = 16
WRITE_SIGNS = {
    "saved": ("accent", HOLLOW, _("Saved on this computer, not sent yet")),
    "sent": ("accent", "▸", _("Being sent")),
    "doubt": ("late", "?", _("It may have arrived; FleetDesk looks")),
    "asks": ("stopped", "!", _("Needs your decision")),
}
"""Colour, mark and words of a change that no server has confirmed, by what is the matter with it."""
ARROW = QPolygonF([QPointF(0, -6), QPointF(4.6, 5), QPointF(0, 2.4), QPointF(-4.6, 5)])


def unit_sign(state: State, heading_deg: int | None, fade: int, tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """Return the picture of a unit; its heading is drawn in steps. `fade` dims it."""
    row = VEHICLES[state]
    step = 0 if heading_deg is None else round(heading_deg / HEADING_STEP_DEG) % (360 // HEADING_STEP_DEG)
    return _unit(row.shape, step if row.shape is Shape.ARROW else 0, fade, tokens.of(row.colour), ratio)


def unit_icon(state: State, heading_deg: int | None, fade: int, tokens: Tokens) -> QIcon:
    """Return the icon of a unit for a table."""
    return icon_of(unit_sign(state, heading_deg, fade, tokens, 2.0))


def task_icon(task: Task, late: bool, tokens: Tokens) -> QIcon:
    """Return the icon of a task for a table."""
    return icon_of(task_sign(task, late, tokens, 2.0))


@lru_cache(maxsize=1024)
def icon_of(pixmap: QPixmap) -> QIcon:
    """Make an icon with the same picture for selected rows: Qt would tint it and hide the state."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


@lru_cache(maxsize=512)
def _unit(shape: Shape, step: int, fade: int, colour: str, ratio: float) -> QPixmap:
    pixmap = _blank(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(FADES[fade])
    painter.translate(SIZE_PX / 2, SIZE_PX / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    _SHAPES[shape](painter, step, colour)
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


_SHAPES = {Shape.ARROW: _arrow, Shape.CIRCLE: _circle, Shape.SQUARE: _square, Shape.RING: _ring}


def _blank(ratio: float) -> QPixmap:
    pixmap = QPixmap(round(SIZE_PX * ratio), round(SIZE_PX * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def task_colour(task: Task, late: bool, tokens: Tokens) -> str:
    """Return the colour of a task in list and board, as #rrggbb."""
    return tokens.of(task_appearance(task, late).colour)


def task_sign(task: Task, late: bool, tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """Return the picture of a task: its colour with a mark in it, so that colour is never the only sign."""
    row = task_appearance(task, late)
    return dot(tokens.of(row.colour), ratio, row.mark)


def op_icon(op: Op, tokens: Tokens) -> QIcon:
    """Return the icon of a write: saved here, on its way, waiting for confirmation, or needing the user."""
    return icon_of(op_sign(op, tokens, 2.0))


def op_sign(op: Op, tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """Return the picture of a write that waits: hollow, an arrow, a question mark or an exclamation mark."""
    kind = "asks" if op.asks else {OpState.UNCERTAIN: "doubt", OpState.QUEUED: "saved"}.get(op.state, "sent")
    colour, mark, _words = WRITE_SIGNS[kind]
    return dot(getattr(tokens, colour), ratio, mark)


@lru_cache(maxsize=16)
def rest_badge(tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """Draw the clock that the map puts at the sign of a vehicle whose driver has little driving time left."""
    pixmap = _blank(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(SIZE_PX / 2, SIZE_PX / 2)
    painter.setBrush(QColor(tokens.panel))
    painter.setPen(QPen(QColor(tokens.late), 1.8))
    painter.drawEllipse(QPointF(0, 0), 5.5, 5.5)
    painter.setPen(QPen(QColor(tokens.text), 1.4))
    painter.drawPolyline(QPolygonF([QPointF(0, -3), QPointF(0, 0), QPointF(2.2, 1.2)]))
    painter.end()
    return pixmap


@lru_cache(maxsize=64)
def dot(colour: str, ratio: float = 1.0, mark: str = "") -> QPixmap:
    """Draw a round dot of one colour with a mark in it; the mark ○ leaves it hollow."""
    pixmap = _blank(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush if mark == HOLLOW else QColor(colour))
    painter.drawEllipse(QPointF(SIZE_PX / 2, SIZE_PX / 2), 4.8, 4.8)
    painter.setPen(QPen(QColor("white"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.translate(SIZE_PX / 2, SIZE_PX / 2)
    for line in MARKS.get(mark, ()):
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in line]))
    painter.end()
    return pixmap
