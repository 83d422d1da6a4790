"""A period as a slider: the moment that is shown, what is unknown of it, on the clock of the company's zone."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QSlider

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.replay import Gap
from fleetdesk.ui.widgets.foreign_text import set_name, set_tip
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.time_marks import marks_in, paint_times

EDGE_PX, GROOVE_PX, MARK_PX = 9, 10, 7
HOUR_S = 3600
WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TimeSlider(QSlider):
    """A slider over a period, by its accessible name; `hint` is its tooltip.

    An arrow moves it by `step_s` seconds, Page Up and Down by `page_s`, an arrow with Shift by an hour. moved: the user
    wants another moment, in seconds since 1970. held: the handle is dragged, or no longer.
    """

    moved = Signal(float)
    held = Signal(bool)

    def __init__(
        self, tokens: Callable[[], Tokens], zone: ZoneInfo, name: str, hint: str, step_s: int, page_s: int
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tokens, self._zone = tokens, zone
        self._period, self._at, self._follows = Span(0.0, 1.0), 0.0, False
        self._gaps: tuple[Gap, ...] = ()
        self._picture: tuple[object, QPixmap] | None = None
        set_name(self, name)
        set_tip(self, hint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSingleStep(step_s)
        self.setPageStep(page_s)
        self.valueChanged.connect(self._on_value)

    def show_period(self, period: Span, gaps: Sequence[Gap] = ()) -> None:
        """Show another period; it is hatched where something is unknown, the more the larger the share of the gap."""
        self._period, self._gaps, self._picture = period, tuple(gaps), None
        self._follows = True
        self.setRange(0, max(round(period.ends - period.begins), 1))
        self._follows = False
        self.update()

    def set_at(self, at: float) -> None:
        """Show a moment, in seconds since 1970."""
        before, self._at = self._x(self._at), at
        self._follows = True
        self.setValue(round(at - self._period.begins))
        self._follows = False
        if self._x(at) != before:
            self.update()

    def _on_value(self, value: int) -> None:
        """Tell of what keys, the wheel and screen readers do to the value."""
        if not self._follows:
            self.moved.emit(self._period.begins + value)

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by an hour with Shift; leave other keys to Qt."""
        way = WAYS.get(Qt.Key(event.key()))
        if way and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
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
        period = self._period
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
        period = self._period
        share = (at - period.begins) / max(period.ends - period.begins, 1.0)
        return self.place(min(max(share, 0.0), 1.0))

    def place(self, share: float) -> int:
        """Return where a share of the period (0 to 1) is, in pixels."""
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
            self.paint_marks(painter, tokens)
            self._paint_times(painter, tokens)
            painter.end()
            self._picture = of, picture
        return self._picture[1]

    def _paint_groove(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint the time, hatched where something is unknown."""
        groove = QRect(EDGE_PX, 4, self.width() - 2 * EDGE_PX, GROOVE_PX)
        painter.fillRect(groove, QColor(tokens.accent_ground))
        for gap in self._gaps:
            left, right = self._x(gap.begins), self._x(gap.ends)
            colour = QColor(tokens.silent)
            colour.setAlphaF(0.25 + 0.75 * gap.share)
            where = QRect(left, groove.top(), max(right - left, 1), GROOVE_PX)
            painter.fillRect(where, QColor(tokens.field))
            painter.fillRect(where, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(tokens.hairline))
        painter.drawRect(groove.adjusted(0, 0, -1, -1))

    def paint_marks(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint what else there is to see between the groove and the times; here nothing."""

    def _paint_times(self, painter: QPainter, tokens: Tokens) -> None:
        room = QRect(0, 4 + GROOVE_PX + MARK_PX + 1, self.width(), self.fontMetrics().height())
        marks = marks_in(self._period, self._zone, self.width())
        paint_times(painter, marks, self._zone, self._x, room, tokens)
