"""The lanes of the day board, painted, scrolled and zoomed; what hands do with them is in view.py."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from fleetdesk.domain.board import Bar, DayBoard
from fleetdesk.domain.board_gaps import gaps
from fleetdesk.domain.roads import straight_way
from fleetdesk.sync.store import Store
from fleetdesk.ui.board import bar_text
from fleetdesk.ui.board.drag import DragPlan
from fleetdesk.ui.board.gap_paint import gap_rect, gap_words
from fleetdesk.ui.board.geometry import HOUR_S, Geometry
from fleetdesk.ui.board.paint import Ghost, Painter, Scene, WaysOf
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.theme import BASE_TEXT_PX, Tokens

ZOOM = 1.25
LABEL_SHARE, LABEL_LEAST_PX, LABEL_MOST_PX = 0.22, 84, 190
STEP_PX = 24


class BoardCanvas(QAbstractScrollArea):
    """Shows a DayBoard; `plans` are what is dragged, `under` the lane that something hovers over."""

    picked = Signal(object)
    ranged = Signal()  # other hours are in sight
    _built = False  # of the class: Qt changes fonts during construction too

    def __init__(
        self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo, ways_of: WaysOf = lambda account: straight_way
    ) -> None:
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        self.store, self.zone, self._tokens, self._ways_of = store, zone, tokens, ways_of
        self.geometry_, self.board = Geometry(), DayBoard(store.now().astimezone(zone).date(), zone, str)
        self.selected: frozenset[str] = frozenset()
        self.current = ""
        self.plans: list[DragPlan] = []
        self.under: str | None = None
        self.painter = Painter(self.geometry_, store, zone, self.font(), ways_of)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(STEP_PX)
        self._built = True

    def show_board(self, board: DayBoard, first: float) -> None:
        """Show other days, from this moment on (seconds since 1970)."""
        self.board = board
        self.refresh()
        self.geometry_.axis.go(first)
        self._set_bars()

    def show_span(self, begins: float, ends: float) -> None:
        """Show these hours and no more, as far as they are laid out; seconds since 1970."""
        axis = self.geometry_.axis
        axis.hours = (ends - begins) / HOUR_S
        axis.go(begins)
        self._set_bars()
        self.ranged.emit()

    def refresh(self) -> None:
        """Show a board that was laid out anew; bars that are gone are no longer selected."""
        self.geometry_.lay(self.board)
        self.select(key for key in self.selected if self.board.lane(key))
        if self.current and self.board.lane(self.current) is None:
            self.current = ""
        self._set_bars()

    def go_to(self, moment: float) -> None:
        """Scroll to a moment (seconds since 1970), at a quarter of the width."""
        self.geometry_.axis.go(moment - self.geometry_.axis.hours * HOUR_S / 4)
        self._set_bars()
        self.ranged.emit()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Show more (factor over 1) or fewer hours around a pixel, else around the middle."""
        axis = self.geometry_.axis
        axis.zoom(factor, axis.left + axis.width / 2 if x is None else x)
        self._set_bars()
        self.ranged.emit()

    def _set_bars(self) -> None:
        axis, size = self.geometry_.axis, self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.blockSignals(True)
        across.setRange(0, round((axis.ends - axis.begins) * axis.px_s) - axis.width)
        across.setPageStep(axis.width)
        across.setValue(round((axis.first - axis.begins) * axis.px_s))
        across.blockSignals(False)
        below = size.height() - self.geometry_.heights.axis
        down.setRange(0, max(0, self.geometry_.total - below))
        down.setPageStep(max(below, 1))
        self.viewport().update()

    def _scrolled(self) -> None:
        axis = self.geometry_.axis
        self.geometry_.scroll = self.verticalScrollBar().value()
        if self.sender() is self.horizontalScrollBar():
            axis.go(axis.begins + self.horizontalScrollBar().value() / axis.px_s)
            self.ranged.emit()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Write in the font of now, when the system has another."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._built:
            self.painter.set_font(self.font())
            self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the same hours into another width."""
        self._share_width()

    def _share_width(self) -> None:
        """Share the width between the names of lanes, which need more in a larger text, and the hours."""
        axis, width, scale = self.geometry_.axis, self.viewport().width(), self.fontInfo().pixelSize() / BASE_TEXT_PX
        axis.left = round(min(LABEL_MOST_PX * scale, max(LABEL_LEAST_PX * scale, width * LABEL_SHARE)))
        axis.width = max(width - axis.left, 1)
        axis.go(axis.first)
        self._set_bars()

    def select(self, keys: Iterable[str]) -> None:
        """Select these bars."""
        wanted = frozenset(keys)
        if wanted != self.selected:
            self.selected = wanted
            self.picked.emit(tuple(sorted(wanted)))
        self.viewport().update()

    def show_bar(self, bar: Bar) -> None:
        """Scroll no further than needed to show a bar."""
        lane = self.board.lane(bar.key)
        number = self.board.number(lane.key) if lane else None
        if number is None:
            return
        rect, axis = self.geometry_.rect(number, bar.start, bar.stop, bar.row), self.geometry_.axis
        down, heights = self.verticalScrollBar(), self.geometry_.heights
        if rect.top() < heights.axis:
            down.setValue(down.value() + round(rect.top()) - heights.axis - heights.bar)
        elif rect.bottom() > self.viewport().height():
            down.setValue(down.value() + round(rect.bottom()) - self.viewport().height() + heights.bar)
        if not axis.left <= rect.left() <= axis.left + axis.width - heights.bar:
            self.go_to(bar.start)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the lanes; zoom with Ctrl, scroll along the hours with Shift."""
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM**-steps, event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across = self.horizontalScrollBar()
            across.setValue(across.value() - round(steps * 3 * STEP_PX))
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight, and nothing else."""
        painter = QPainter(self.viewport())
        scene = Scene(
            self._tokens(),
            self.store.now().timestamp(),
            self.selected,
            self.current,
            self.hasFocus(),
            self.ghosts,
            self.under,
        )
        self.painter.paint(painter, QRect(QPoint(), self.viewport().size()), scene)
        if scene.focused:
            painter.setPen(QPen(QColor(self._tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    @property
    def ghosts(self) -> tuple[Ghost, ...]:
        """Return the dragged bars as they would lie if dropped now."""
        return tuple(map(self._ghost, self.plans))

    def _ghost(self, plan: DragPlan) -> Ghost:
        text = plan.refusal or bar_text.window(plan.start, plan.stop, self.zone, self.board.day)
        return Ghost(plan.lane, plan.start, plan.stop, text, bool(plan.refusal))

    def words_at(self, place: QPointF) -> str:
        """Return what is said of the bar, or of the way between two bars, at a point; empty for neither."""
        hit = self.geometry_.hit(place)
        if hit is None or hit.bar is not None:
            return bar_text.hover(hit.bar, self.store, self.zone) if hit and hit.bar else ""
        number = self.geometry_.number_at(place.y()) or 0
        found = (gap for gap in gaps(hit.lane, self._ways_of) if gap_rect(self.geometry_, number, gap).contains(place))
        return next(map(gap_words, found), "")

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tooltip of a bar, literally and not as HTML; pass on every other event."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), formatting.hover(self.words_at(QPointF(event.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)
