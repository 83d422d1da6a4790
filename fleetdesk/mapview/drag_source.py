"""Lifting a unit off the map: a press on its sign that goes on as a drag belongs to the program, not to the page."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication


class Lift:
    """Watches the mouse on its way to the page. `over` is the unit under the free pointer, as the page says.

    The page sees the press and, once the drag is over, the release: to it that is a click at most. The moves between
    are kept from it, so that the map does not come along.
    """

    def __init__(self) -> None:
        self.over = ""
        self._key = ""
        self._held = False
        self._press = QPointF()

    def begin(self, event: QMouseEvent) -> None:
        """A plain press of the left button on a sign may become a drag."""
        plain = event.button() is Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._key, self._press = self.over if plain else "", event.position()
        self._held = bool(self._key)

    def keeps(self, event: QMouseEvent) -> bool:
        """Whether a move is kept from the page, which is so until the button is let go."""
        self._held = self._held and bool(event.buttons() & Qt.MouseButton.LeftButton)
        return event.type() == QEvent.Type.MouseMove and self._held

    def lifted(self, event: QMouseEvent) -> str:
        """The unit, once the hand has moved far enough; it is told once."""
        if (event.position() - self._press).manhattanLength() < QApplication.startDragDistance():
            return ""
        key, self._key = self._key, ""
        return key

    def release(self, event: QMouseEvent) -> QMouseEvent:
        """The end of the press, where it began: the drag has taken the real one."""
        away = event.globalPosition() - event.position()
        return QMouseEvent(
            QEvent.Type.MouseButtonRelease,
            self._press,
            self._press + away,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
