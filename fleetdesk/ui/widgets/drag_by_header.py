"""Moves a panel that lies over another widget by dragging its header."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class DragByHeader(QObject):
    """Lets the user drag `panel` by `header`, inside the panel's parent. `moved` says whether that has happened."""

    def __init__(self, panel: QWidget, header: QWidget) -> None:
        super().__init__(header)
        self._panel, self._header = panel, header
        self._grabbed: QPoint | None = None
        self.moved = False
        header.setCursor(Qt.CursorShape.SizeAllCursor)
        header.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer from the press on the header to the release."""
        if not isinstance(event, QMouseEvent):
            return False
        at = event.globalPosition().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = at - self._panel.pos()
        elif event.type() == QEvent.Type.MouseMove and self._grabbed is not None:
            self._put(at - self._grabbed)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._grabbed = None
        return False

    def _put(self, place: QPoint) -> None:
        parent = self._panel.parentWidget()
        if parent is None:
            return
        room = parent.size() - self._header.size()
        left, top = max(min(place.x(), room.width()), 0), max(min(place.y(), room.height()), 0)
        self._panel.move(left, top)
        self.moved = True
