"""Dragging a unit off the map: a press on its marker that goes on as a drag is the program's, not the page's."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication


class DragSource:
    """Watch mouse events on their way to the page. `over` is the key of the unit under the pointer, as the page says.

    The page sees the press and, once the drag is over, the release: to it that is a click at most. The moves between
    are kept from it, so that the map does not come along.
    """

    def __init__(self) -> None:
        self.over = ""
        self._key = ""
        self._held = False
        self._press = QPointF()

    def begin(self, event: QMouseEvent) -> None:
        """Note a press; a plain one of the left button on a marker may become a drag."""
        plain = event.button() is Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._key, self._press = self.over if plain else "", event.position()
        self._held = bool(self._key)

    def keeps(self, event: QMouseEvent) -> bool:
        """Return whether a move is kept from the page, which is so until the button is let go."""
        self._held = self._held and bool(event.buttons() & Qt.MouseButton.LeftButton)
        return event.type() == QEvent.Type.MouseMove and self._held

    def lifted(self, event: QMouseEvent) -> str:
        """Return the key of the unit once the mouse has moved far enough, and only once; else an empty text."""
        if (event.position() - self._press).manhattanLength() < QApplication.startDragDistance():
            return ""
        key, self._key = self._key, ""
        return key

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
