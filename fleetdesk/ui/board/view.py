"""The day board under mouse and keys: bars are taken, moved, opened, and what is dragged here is taken in."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)

from fleetdesk.base.translation import _
from fleetdesk.domain.board import UNASSIGNED, Bar
from fleetdesk.domain.roads import straight_way
from fleetdesk.sync.store import Store
from fleetdesk.ui.board import bar_text
from fleetdesk.ui.board.canvas import BoardCanvas
from fleetdesk.ui.board.geometry import snapped
from fleetdesk.ui.board.keyboard import Keys
from fleetdesk.ui.board.mouse import Hand
from fleetdesk.ui.board.paint import WaysOf
from fleetdesk.ui.widgets.drag_data import TASKS, UNITS
from fleetdesk.ui.widgets.drops import Drops
from fleetdesk.ui.widgets.foreign_text import set_description
from fleetdesk.ui.widgets.theme import Tokens


class BoardView(BoardCanvas):
    """Scroll area "Day board lanes". It changes nothing itself: what the hand wants goes out as signals.

    moved: by a task's key its changed fields (unit: the vendor's id or "", start_at, stop_at: aware, UTC), of all tasks
    that one gesture moves.
    hovered: the tasks under the hand with the windows they would have, the unit's key of the lane (empty: nobody's, or
    nothing would change), place on the screen.
    """

    moved = Signal(object)
    opened = Signal(str)
    new_wanted = Signal(str, object)
    menu_wanted = Signal(object, QPoint)
    refused = Signal(str)
    hovered = Signal(object, str, QPoint)
    hover_ended = Signal()

    def __init__(
        self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo, ways_of: WaysOf = lambda account: straight_way
    ) -> None:
        super().__init__(store, tokens, zone, ways_of)
        self.setAccessibleName(_("Day board lanes"))
        self._hand, self._keys = Hand(self), Keys(self)
        self.drops = Drops(self.viewport(), (TASKS, UNITS), self._onto)
        self.drops.hovered.connect(lambda _mime, _keys, onto, _at: self._over(onto))
        self.drops.left.connect(lambda: self._over(None))

    # -- what is chosen

    def make_current(self, key: str, *, scroll: bool = True) -> None:
        """Put the focus mark on a bar, scroll to it and tell a screen reader what it is."""
        self.current = key
        bar = self.board.bar(key)
        if bar is None:
            return
        if scroll:
            self.show_bar(bar)
        said = bar_text.told(bar, self.store, self.zone)
        set_description(self, said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self.viewport().update()

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select and take a bar, or clear the selection."""
        self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken, else show the cursor where an end can be dragged."""
        self._hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged where its ghost is."""
        self._hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a bar; on an empty place, ask for a new task there."""
        hit = self.geometry_.hit(event.position())
        if hit is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if hit.bar is not None:
            self.opened.emit(hit.bar.key)
        elif event.position().x() >= self.geometry_.axis.left:
            moment = snapped(self.geometry_.axis.moment(event.position().x()))
            self.new_wanted.emit(hit.lane.key, datetime.fromtimestamp(moment, UTC))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the bars with arrows, open with Enter, zoom with + and -, move the bar with Alt and arrows."""
        if not self._hand.key(event) and not self._keys.press(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask on the Menu key for the menu of the selected bars, else of the current one."""
        keys = tuple(sorted(self.selected)) or ((self.current,) if self.current else ())
        if event.reason() == QContextMenuEvent.Reason.Keyboard and keys:
            self.menu_wanted.emit(keys, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first bar in sight current where none is, else the nearest one; stay at the hours in sight."""
        if not self.current and (first := self._first()):
            self.make_current(first.key, scroll=False)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint the lanes without their frame."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _first(self) -> Bar | None:
        geometry = self.geometry_
        in_sight = next((bar for lane in self.board.lanes for bar in geometry.shown(lane)), None)
        return in_sight or min(self.board.bars(), key=lambda bar: abs(bar.start - geometry.axis.middle), default=None)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window's shortcuts while a bar is dragged."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._hand.dragging:
            event.accept()
            return True
        return super().event(event)

    # -- what comes from elsewhere

    def _onto(self, mime: str, place: QPointF) -> str | None:
        """Return the key of the lane below dragged tasks, or of the bar below a dragged vehicle; else None."""
        hit = self.geometry_.hit(place)
        if mime == UNITS:
            return hit.bar.key if hit and hit.bar else None
        return hit.lane.key if hit and hit.lane.key != UNASSIGNED else None

    def _over(self, onto: str | None) -> None:
        lane = self.board.lane(onto) if onto else None
        self.under = lane.key if lane else onto
        self.viewport().update()
