"""The keys of the day board: arrows walk from bar to bar, with Alt they move the bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from fleetdesk.domain.board import Bar
from fleetdesk.ui.board.drag import DragPlan, shifted, stretched

if TYPE_CHECKING:
    from fleetdesk.ui.board.view import BoardView

Key = Qt.Key
QUARTER_S = 900.0
ZOOM = 1.25
SIDEWAYS = {Key.Key_Left: -1, Key.Key_Right: 1}
UPDOWN = {Key.Key_Up: -1, Key.Key_Down: 1}
ZOOMS = {Key.Key_Plus: 1 / ZOOM, Key.Key_Equal: 1 / ZOOM, Key.Key_Minus: ZOOM}


class Keys:
    """What each key does with the current bar."""

    def __init__(self, view: "BoardView") -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; return whether it was one of the board's."""
        key, alt = Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in ZOOMS:
            self._view.zoom(ZOOMS[key])
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._view.select(each.key for each in self._view.board.bars())
            return True
        bar = self._view.board.bar(self._view.current)
        if bar is None:
            return False
        if alt and (plan := self._moved(bar, key, shift)):
            self._ask(plan)
            return True
        return not alt and self._walk(bar, key, shift)

    def _moved(self, bar: Bar, key: Qt.Key, shift: bool) -> DragPlan | None:
        """Plan a move by a quarter of an hour (Alt+Left, Right; the end with Shift) or a lane (Alt+Up, Down)."""
        if key in SIDEWAYS:
            by = SIDEWAYS[key] * QUARTER_S
            if shift:
                return stretched(bar, bar.stop + by, self._view.store)
            return shifted(bar, None, by, self._view.store)
        lane = self._neighbour(bar, UPDOWN[key]) if key in UPDOWN else None
        return None if lane is None else shifted(bar, lane, 0.0, self._view.store)

    def _neighbour(self, bar: Bar, by: int) -> str | None:
        lane = self._view.board.lane(bar.key)
        number = self._view.board.number(lane.key) if lane else None
        if number is None or not 0 <= number + by < len(self._view.board.lanes):
            return None
        return self._view.board.lanes[number + by].key

    def _ask(self, plan: DragPlan) -> None:
        if plan.refusal:
            self._view.refused.emit(plan.refusal)
        elif plan.changes:
            self._view.moved.emit({plan.task.key: plan.changes})

    def _walk(self, bar: Bar, key: Qt.Key, shift: bool) -> bool:
        view = self._view
        if key in (Key.Key_Return, Key.Key_Enter):
            view.opened.emit(bar.key)
            return True
        if key is Key.Key_Space:
            view.select(view.selected ^ {bar.key})
            return True
        found = self._beside(bar, SIDEWAYS[key]) if key in SIDEWAYS else None
        found = self._above(bar, UPDOWN[key]) if key in UPDOWN else found
        if found is not None:
            view.select((*view.selected, found.key) if shift else (found.key,))
            view.make_current(found.key)
        return key in SIDEWAYS or key in UPDOWN

    def _beside(self, bar: Bar, by: int) -> Bar | None:
        """Return the bar before or after this one in its lane, or None."""
        lane = self._view.board.lane(bar.key)
        bars = lane.bars if lane else ()
        place = bars.index(bar) + by if bar in bars else -1
        return bars[place] if 0 <= place < len(bars) else None

    def _above(self, bar: Bar, by: int) -> Bar | None:
        """Return the bar nearest in time in the next lane that has bars, or None."""
        lane = self._view.board.lane(bar.key)
        number = self._view.board.number(lane.key) if lane else None
        lanes = self._view.board.lanes
        while number is not None and 0 <= (number := number + by) < len(lanes):
            if lanes[number].bars:
                return min(lanes[number].bars, key=lambda each: abs(each.start - bar.start))
        return None
