"""Dragging a unit or a task off the map: a press on its marker that becomes a drag is the program's, not the page's."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication


class Marked(NamedTuple):
    """The keys of the unit and of the task that are meant; at most one of them is not empty."""

    unit: str = ""
    task: str = ""


class DragSource:
    """Watch mouse events on their way to the page. `over` is what the page says is under the pointer.

    The page sees the press and, once the drag is over, the release: to it that is a click at most. The moves between
    are kept from it, so that the map does not come along.
    """

    def __init__(self) -> None:
        self.over = self._lifts = Marked()
        self._held = False
        self._press = QPointF()

    def begin(self, event: QMouseEvent) -> None:
        """Note a press; a plain one of the left button on a marker may become a drag."""
        plain = event.button() is Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._lifts, self._press = self.over if plain else Marked(), event.position()
        self._held = any(self._lifts)

    def keeps(self, event: QMouseEvent) -> bool:
        """Return whether a move is kept from the page, which is so until the button is let go."""
        self._held = self._held and bool(event.buttons() & Qt.MouseButton.LeftButton)
        return event.type() == QEvent.Type.MouseMove and self._held

    def lifted(self, event: QMouseEvent) -> Marked:
        """Return what is dragged once the mouse has moved far enough, and only once; else nothing."""
        if (event.position() - self._press).manhattanLength() < QApplication.startDragDistance():
            return Marked()
        marked, self._lifts = self._lifts, Marked()
        return marked

    def release(self, event: QMouseEvent) -> QMouseEvent:
        """Return a release where the press was, for the page: the drag has taken the real one."""
        away = event.globalPosition() - event.position()
        return QMouseEvent(
            QEvent.Type.MouseButtonRelease,
            self._press,
            self._press + away,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
