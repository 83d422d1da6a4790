"""The mouse on the day board: taking bars, dragging them, and carrying them out of the board."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from fleetdesk.domain.board import UNASSIGNED, Bar
from fleetdesk.ui.board.drag import BarDrag
from fleetdesk.ui.board.geometry import Hit
from fleetdesk.ui.widgets.drag_data import TASKS, called, carry
from fleetdesk.ui.widgets.drops import EdgeScroll

if TYPE_CHECKING:
    from fleetdesk.ui.board.view import BoardView

OUT_PX = 12  # so far outside, the bars are carried to another panel


class Hand(QObject):
    """What the pressed button holds, from press to release."""

    def __init__(self, view: "BoardView") -> None:
        super().__init__(view)
        self._view = view
        self._taken: BarDrag | None = None
        self._only: str | None = None  # a click without a drag leaves just this one selected
        self._at = QPointF()
        self._edge = EdgeScroll(view, lambda: view.geometry_.heights.axis)
        self._edge.scrolled.connect(self._scrolled)

    @property
    def dragging(self) -> bool:
        """Return whether bars are being dragged."""
        return bool(self._view.plans)

    def press(self, event: QMouseEvent) -> None:
        """Select the clicked bar, with Ctrl add it or leave it out; clear the selection on an empty place."""
        hit = self._view.geometry_.hit(event.position())
        bar, key = (hit.bar, hit.bar.key) if hit and hit.bar else (None, "")
        self._only = None
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.button() is Qt.MouseButton.RightButton:
            self._menu(event, key)
        elif event.button() is Qt.MouseButton.LeftButton and hit and bar:
            self._take(hit, bar, ctrl, event.position())
        elif event.button() is Qt.MouseButton.LeftButton and not ctrl:
            self._view.select(())

    def _menu(self, event: QMouseEvent, key: str) -> None:
        if key and key not in self._view.selected:
            self._view.select((key,))
        self._view.menu_wanted.emit(tuple(sorted(self._view.selected)), event.globalPosition().toPoint())

    def _take(self, hit: Hit, bar: Bar, ctrl: bool, place: QPointF) -> None:
        """Select a bar outside the selection alone; inside it, prepare to drag all selected bars; Ctrl toggles it."""
        view, key = self._view, bar.key
        if ctrl:
            view.select(view.selected ^ {key})
        elif key not in view.selected:
            view.select((key,))
        else:
            self._only = key
        view.make_current(key)
        together = [view.board.bar(each) for each in sorted(view.selected)]
        bars = [each for each in together if each is not None]
        self._taken = BarDrag(bar, bars if key in view.selected else [bar], hit.edge, place)

    def move(self, event: QMouseEvent) -> None:
        """Drag once the pointer has moved far enough; outside the board, carry the tasks to other places."""
        self._at = event.position()
        if self._taken is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_edge()
            return
        far = (self._at - self._taken.place).manhattanLength()
        if not self.dragging and far < QApplication.startDragDistance():
            return
        outside = (
            not self._view.viewport().rect().adjusted(-OUT_PX, -OUT_PX, OUT_PX, OUT_PX).contains(self._at.toPoint())
        )
        if outside and not self._taken.edge:
            self._carry(self._taken)
            return
        if not self._taken.edge:
            self._edge.hold(self._at.y())
        self._plan(event.globalPosition().toPoint())

    def _show_edge(self) -> None:
        hit = self._view.geometry_.hit(self._at)
        shape = Qt.CursorShape.SizeHorCursor if hit and hit.edge else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(shape)

    def _plan(self, where: object) -> None:
        assert self._taken is not None
        view = self._view
        view.plans = self._taken.plans(view.geometry_, self._at, view.store)
        lane = view.plans[0].lane if any(each.changes for each in view.plans) else UNASSIGNED
        view.hovered.emit(tuple(each.moved for each in view.plans if each.lane == lane), lane, where)
        view.viewport().update()

    def _scrolled(self) -> None:
        """Plan the drag anew, because the lanes have scrolled below the pointer."""
        if self.dragging:
            self._plan(self._view.viewport().mapToGlobal(self._at.toPoint()))

    def _carry(self, taken: BarDrag) -> None:
        names = [each.task.name for each in taken.bars]
        self.drop()
        carry(self._view.viewport(), TASKS, taken.keys, called(names, TASKS))

    def drop(self) -> None:
        """End the drag without a change."""
        self._taken, self._view.plans, self._only = None, [], None
        self._edge.stop()
        self._view.hover_ended.emit()
        self._view.viewport().update()

    def release(self, event: QMouseEvent) -> None:
        """Ask for the changes of what was dragged; select alone what was only clicked."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        plans, only, view = self._view.plans, self._only, self._view
        self.drop()
        if plans:
            for why in dict.fromkeys(each.refusal for each in plans if each.refusal):
                view.refused.emit(why)
            moved = {plan.task.key: plan.changes for plan in plans if plan.changes and not plan.refusal}
            if moved:
                view.moved.emit(moved)
        elif only is not None:
            view.select((only,))

    def key(self, event: QKeyEvent) -> bool:
        """End the drag on Esc; return whether the key was used."""
        if event.key() != Qt.Key.Key_Escape or not self.dragging:
            return False
        self.drop()
        return True
