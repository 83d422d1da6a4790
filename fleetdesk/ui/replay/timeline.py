"""The time of a replay as a slider: what happened when and where nobody knows, on the clock of the company's zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QSlider

from fleetdesk.base.translation import _
from fleetdesk.domain.history.replay_events import EventKind
from fleetdesk.domain.history.time_axis import tick_words, ticks
from fleetdesk.ui.replay.scene import Marks
from fleetdesk.ui.widgets.foreign_text import draw, set_name, set_tip
from fleetdesk.ui.widgets.theme import Tokens, with_text_px

EDGE_PX, GROOVE_PX, MARK_PX, LABEL_PX = 9, 10, 7, 92
STEP_S, PAGE_S, HOUR_S = 10, 600, 3600
WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
COLOURS = {
    EventKind.TRIP_BEGINS: "moving",
    EventKind.TRIP_ENDS: "stopped",
    EventKind.STOP: "stopped",
    EventKind.IDLING: "idling",
    EventKind.INPUT: "progress",
    EventKind.REFUEL: "assigned",
    EventKind.UNKNOWN: "silent",
    EventKind.MEETING: "ring",
}
HINT = _("Drag the time. Arrows move it by 10 s, with Shift by an hour, with Ctrl to an event; Space plays and pauses.")


class Timeline(QSlider):
    """Slider "Time of the replay".

    moved: the user wants another moment, in seconds since 1970. held: the handle is dragged, or no longer.
    step_wanted: 1 for the next event, -1 for the one before. play_wanted: Space was pressed.
    """

    moved = Signal(float)
    held = Signal(bool)
    step_wanted = Signal(int)
    play_wanted = Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tokens, self._zone = tokens, zone
        self._marks, self._at, self._follows = Marks(), 0.0, False
        self._picture: tuple[object, QPixmap] | None = None
        set_name(self, _("Time of the replay"))
        set_tip(self, HINT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSingleStep(STEP_S)
        self.setPageStep(PAGE_S)
        self.valueChanged.connect(self._on_value)

    def show_marks(self, marks: Marks) -> None:
        """Show another period with what happened in it."""
        self._marks, self._picture = marks, None
        self._follows = True
        self.setRange(0, max(round(marks.period.ends - marks.period.begins), 1))
        self._follows = False
        self.update()

    def set_at(self, at: float) -> None:
        """Show a moment, in seconds since 1970."""
        before, self._at = self._x(self._at), at
        self._follows = True
        self.setValue(round(at - self._marks.period.begins))
        self._follows = False
        if self._x(at) != before:
            self.update()

    def _on_value(self, value: int) -> None:
        """Tell of what keys, the wheel and screen readers do to the value."""
        if not self._follows:
            self.moved.emit(self._marks.period.begins + value)

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play and pause on Space; go to events with Ctrl, by an hour with Shift; leave other keys to Qt."""
        way, keys = WAYS.get(Qt.Key(event.key())), event.modifiers()
        if event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif way and keys & Qt.KeyboardModifier.ControlModifier:
            self.step_wanted.emit(way)
        elif way and keys & Qt.KeyboardModifier.ShiftModifier:
            self.setValue(self.value() + way * HOUR_S)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the button is pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.held.emit(True)
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.held.emit(False)

    def _go(self, event: QMouseEvent) -> None:
        period = self._marks.period
        share = (event.position().x() - EDGE_PX) / max(self.width() - 2 * EDGE_PX, 1)
        self.moved.emit(period.begins + min(max(share, 0.0), 1.0) * (period.ends - period.begins))

    # -- painting

    def sizeHint(self) -> QSize:
        """Return the size: groove, marks and a line of times."""
        return QSize(200, 4 + GROOVE_PX + MARK_PX + self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return a small size of the same height."""
        return QSize(60, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew in another theme or size of text."""
        super().changeEvent(event)
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what stays, which is kept as a picture, and the handle."""
        painter, tokens = QPainter(self), self._tokens()
        painter.drawPixmap(0, 0, self._kept(tokens))
        x = self._x(self._at)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.panel))
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRect(x - 4, 1, 8, GROOVE_PX + 6), 3, 3)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _x(self, at: float) -> int:
        period = self._marks.period
        return self._place((at - period.begins) / max(period.ends - period.begins, 1.0))

    def _place(self, share: float) -> int:
        return EDGE_PX + round(share * (self.width() - 2 * EDGE_PX))

    def _kept(self, tokens: Tokens) -> QPixmap:
        of = (self.size(), self.devicePixelRatioF(), tokens.name)
        if self._picture is None or self._picture[0] != of:
            picture = QPixmap(self.size() * self.devicePixelRatioF())
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setFont(self.font())
            self._paint_groove(painter, tokens)
            self._paint_events(painter, tokens)
            self._paint_times(painter, tokens)
            painter.end()
            self._picture = of, picture
        return self._picture[1]

    def _paint_groove(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint the time, hatched where the place of some or all is unknown."""
        groove = QRect(EDGE_PX, 4, self.width() - 2 * EDGE_PX, GROOVE_PX)
        painter.fillRect(groove, QColor(tokens.accent_ground))
        for gap in self._marks.gaps:
            left, right = self._x(gap.begins), self._x(gap.ends)
            colour = QColor(tokens.silent)
            colour.setAlphaF(0.25 + 0.75 * gap.share)
            where = QRect(left, groove.top(), max(right - left, 1), GROOVE_PX)
            painter.fillRect(where, QColor(tokens.field))
            painter.fillRect(where, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(tokens.hairline))
        painter.drawRect(groove.adjusted(0, 0, -1, -1))

    def _paint_events(self, painter: QPainter, tokens: Tokens) -> None:
        top = 4 + GROOVE_PX + 1
        for share, kind in self._marks.events:
            tall = GROOVE_PX + MARK_PX if kind is EventKind.MEETING else MARK_PX
            colour = QColor(str(getattr(tokens, COLOURS[kind])))
            painter.fillRect(self._place(share) - 1, top + MARK_PX - tall, 2, tall, colour)

    def _paint_times(self, painter: QPainter, tokens: Tokens) -> None:
        top, wide = 4 + GROOVE_PX + MARK_PX + 1, with_text_px(LABEL_PX)
        painter.setPen(QColor(tokens.dim))
        for at in ticks(self._marks.period, self._zone, max(self.width() // wide, 1)):
            x, words = self._x(at), tick_words(at, self._zone)
            half = self.fontMetrics().horizontalAdvance(words) // 2 + 1
            if x - half >= 0 and x + half <= self.width():
                room = QRect(x - wide // 2, top, wide, self.fontMetrics().height())
                draw(painter, room, Qt.AlignmentFlag.AlignCenter, words)
