"""How the day board looks: lanes, bars and the ghost of what is dragged. Only what is in sight is painted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen

from fleetdesk.base.translation import _
from fleetdesk.domain.board import UNASSIGNED, Bar, Lane
from fleetdesk.domain.board_gaps import gaps
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.roads import FindWay
from fleetdesk.domain.statuses import UNASSIGNED as UNGIVEN
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.axis import AxisPainter
from fleetdesk.ui.board.bar_text import mark, names
from fleetdesk.ui.board.gap_paint import paint_gap
from fleetdesk.ui.board.geometry import Geometry, Heights
from fleetdesk.ui.widgets.contrast import legible
from fleetdesk.ui.widgets.foreign_text import draw, fitted
from fleetdesk.ui.widgets.status_icons import task_colour
from fleetdesk.ui.widgets.theme import Tokens

TEXT_PAD_PX, SMALL_PART = 5, 0.85
RADIUS_PX = 3
LINE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
WaysOf = Callable[[str], FindWay]
"""Returns what finds the ways of an account's vehicles."""
NOBODY, NOTHING = UNGIVEN.word, _("No task on this day. Double click a lane to begin one.")


@dataclass(slots=True)
class Ghost:
    """Where a dragged bar would come to lie; `refused` paints it red."""

    lane: str
    start: float
    stop: float
    text: str
    refused: bool = False


@dataclass(slots=True)
class Scene:
    """What is to be painted beside the lanes themselves."""

    tokens: Tokens
    now: float
    selected: frozenset[str]
    current: str
    focused: bool
    ghosts: tuple[Ghost, ...]
    under: str | None  # the lane that something is dragged over


class Painter:
    """Paints a geometry's lanes; `bars` counts those of the last frame, `small` is the font of bars and axis."""

    def __init__(self, geometry: Geometry, store: Store, zone: ZoneInfo, font: QFont, ways_of: WaysOf) -> None:
        self._geometry, self._store, self._zone, self._ways_of = geometry, store, zone, ways_of
        self.set_font(font)
        self.bars = self.lanes = 0

    def set_font(self, font: QFont) -> None:
        """Write in this font, on bars and axis a little smaller, and let the lanes be as tall as that needs."""
        self._font, self._bold, self.small = QFont(font), QFont(font), QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self.small.setPixelSize(round(QFontInfo(font).pixelSize() * SMALL_PART))
        small = QFontMetricsF(self.small)
        self._bold_metrics = QFontMetricsF(self._bold)
        self._wide = lru_cache(maxsize=4096)(small.horizontalAdvance)
        self._axis = AxisPainter(self._geometry, self._zone, self.small)
        self._geometry.set_heights(Heights.of(ceil(self._bold_metrics.height()), ceil(small.height())))

    def paint(self, painter: QPainter, size: QRect, scene: Scene) -> None:
        """Paint one frame: the lanes first, then the axis over them."""
        self.bars = self.lanes = 0
        axis, top = self._geometry.axis, self._geometry.heights.axis
        field = QRect(axis.left, top, axis.width, size.height() - top)
        painter.fillRect(size, QColor(scene.tokens.panel))
        painter.setClipRect(QRect(0, top, size.width(), field.height()))
        lanes = list(self._geometry.in_sight(size.height()))
        for number, lane in lanes:
            self._ground(painter, size.width(), number, lane, scene)
        self._axis.hours(painter, field, scene.tokens)
        painter.setClipRect(field)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, lane in lanes:
            for gap in gaps(lane, self._ways_of):
                paint_gap(painter, self._geometry, number, gap, self.small, scene.tokens)
            rows = self._geometry.rows_in_sight(number, size.height())
            for bar in self._geometry.shown(lane):
                if bar.row in rows:
                    self._bar(painter, number, bar, scene)
        self._axis.now_line(painter, field, scene.now, scene.tokens)
        self._ghosts(painter, scene)
        painter.setClipping(False)
        self._axis.labels(painter, size.width(), scene.tokens)
        if not any(lane.bars for lane in self._geometry.lanes):
            painter.setFont(self._font)
            painter.setPen(QColor(scene.tokens.dim))
            draw(painter, field, Qt.AlignmentFlag.AlignCenter, NOTHING)

    # -- lanes

    def _ground(self, painter: QPainter, width: int, number: int, lane: Lane, scene: Scene) -> None:
        self.lanes += 1
        top, tall, tokens = self._geometry.top(number), self._geometry.height(lane), scene.tokens
        if lane.key == scene.under:
            painter.fillRect(0, top, width, tall, QColor(tokens.accent_ground))
        elif number % 2:
            painter.fillRect(0, top, width, tall, QColor(tokens.alternate))
        room = QRectF(10, top, self._geometry.axis.left - 16, self._geometry.heights.lane)
        self._label(painter, room, lane, tokens)

    def _label(self, painter: QPainter, room: QRectF, lane: Lane, tokens: Tokens) -> None:
        seen = self._store.fleet.get(lane.key)
        plate = seen.label if seen else split_key(lane.key)[1]
        painter.setFont(self._font if lane.key == UNASSIGNED else self._bold)
        painter.setPen(QColor(tokens.dim if lane.key == UNASSIGNED else tokens.text))
        shown = fitted(plate or NOBODY, self._bold_metrics, room.width())
        draw(painter, room, LINE, shown)
        name = seen.unit.name if seen and seen.unit.name != plate else None
        left = room.left() + self._bold_metrics.horizontalAdvance(shown) + 8
        if name and room.right() - left > 24:
            painter.setFont(self._font)
            painter.setPen(QColor(tokens.dim))
            rest = QRectF(left, room.top(), room.right() - left, room.height())
            draw(painter, rest, LINE, name)

    # -- bars

    def _bar(self, painter: QPainter, number: int, bar: Bar, scene: Scene) -> None:
        self.bars += 1
        rect = self._geometry.rect(number, bar.start, bar.stop, bar.row)
        late = bar.task.late(self._store.now())
        fill, ink = legible(task_colour(bar.task, late, scene.tokens))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        if bar.task.pending:
            self._hatch(painter, rect, ink)
        self._text(painter, rect, bar, late, ink)
        if bar.key in scene.selected:
            self._ring(painter, rect, scene.tokens.ring, 2.0)
        if bar.key == scene.current and scene.focused:
            self._ring(painter, rect.adjusted(-1, -1, 1, 1), scene.tokens.accent, 1.5)

    def _hatch(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        """Hatch a bar and dash its edge, because its changes are only on this computer yet."""
        veil = QColor(ink)
        veil.setAlphaF(0.2)
        painter.setBrush(QBrush(veil, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)

    def _ring(self, painter: QPainter, rect: QRectF, colour: str, width: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), width))
        painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), RADIUS_PX + 1.5, RADIUS_PX + 1.5)

    def _text(self, painter: QPainter, rect: QRectF, bar: Bar, late: bool, ink: str) -> None:
        """Paint the mark and as much of the reference as fits; text of a bar that begins out of sight stays visible."""
        room = rect.adjusted(TEXT_PAD_PX, 0, -TEXT_PAD_PX, 0)
        room.setLeft(max(room.left(), self._geometry.axis.left + TEXT_PAD_PX))
        sign = mark(bar.task, late)
        for words in (*names(bar.task), ""):
            told = f"{sign} {words}".strip()
            if told and self._wide(told) <= room.width():
                painter.setFont(self.small)
                painter.setPen(QColor(ink))
                draw(painter, room, LINE, told)
                return

    def _ghosts(self, painter: QPainter, scene: Scene) -> None:
        """Paint the dragged bars with a dashed edge, and the new window in words beside each."""
        numbers = {lane.key: number for number, lane in enumerate(self._geometry.lanes)} if scene.ghosts else {}
        for ghost in scene.ghosts:
            number = numbers.get(ghost.lane)
            if number is None:
                continue
            rect = self._geometry.rect(number, ghost.start, ghost.stop)
            colour = QColor(scene.tokens.stopped if ghost.refused else scene.tokens.accent)
            veil = QColor(colour)
            veil.setAlphaF(0.22)
            painter.setBrush(veil)
            painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
            self._ghost_text(painter, rect, ghost, scene.tokens)

    def _ghost_text(self, painter: QPainter, rect: QRectF, ghost: Ghost, tokens: Tokens) -> None:
        painter.setFont(self.small)
        wide = self._wide(ghost.text) + 8
        axis = self._geometry.axis
        left = rect.right() + 4 if rect.right() + 4 + wide < axis.left + axis.width else rect.left() - wide - 4
        room = QRectF(max(left, axis.left), rect.top(), wide, rect.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(room, RADIUS_PX, RADIUS_PX)
        painter.setPen(QColor(tokens.text))
        draw(painter, room, Qt.AlignmentFlag.AlignCenter, ghost.text)
