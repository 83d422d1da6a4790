"""Gives the width that a larger window has more to one dock, the map; the others keep what they have."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

from fleetdesk.ui.window.arrangement import shared_widths
from fleetdesk.ui.window.feature import Dock


class ColumnWidths(QObject):
    """Keeps the widths of docks beside the one that grows, as the user last set them, while the window is resized."""

    def __init__(self, window: QMainWindow, docks: Sequence[Dock]) -> None:
        super().__init__(window)
        self._window = window
        self._grows = next((each.dock() for each in docks if each.placement.grows), None)
        self._docks = [each.dock() for each in docks]
        self._kept: dict[QDockWidget, int] = {}
        self._applying, self._remembering = QTimer(self), QTimer(self)
        for timer, do in ((self._applying, self._apply), (self._remembering, self.remember)):
            timer.setSingleShot(True)
            timer.timeout.connect(do)
        window.installEventFilter(self)
        for dock in docks:
            dock.resized.connect(self._note_drag)
        for each in self._docks:
            each.visibilityChanged.connect(lambda _: self._remembering.start(0))
            each.topLevelChanged.connect(lambda _: self._remembering.start(0))
            each.dockLocationChanged.connect(lambda _: self._remembering.start(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's width."""
        if event.type() == QEvent.Type.Resize:
            self._applying.start(0)  # not now: the window has not laid out its docks
        return False

    def _note_drag(self) -> None:
        """Keep the widths where the user drags an edge between docks."""
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._remembering.start(0)

    def layout_changed(self) -> None:
        """Keep the widths of another layout, once the docks have them."""
        self._applying.stop()
        self._remembering.start(0)

    def remember(self) -> None:
        """Keep the widths that the docks have now."""
        if not self._applying.isActive():
            self._kept = {each: each.width() for each in self._beside()}

    def _beside(self) -> list[QDockWidget]:
        """Return the docks that stand beside the one that grows, one for each column."""
        if self._grows is None:
            return []
        left, right = self._grows.x(), self._grows.x() + self._grows.width()
        seen = (each for each in self._docks if not each.isFloating() and not each.visibleRegion().isEmpty())
        found = [each for each in seen if each.x() + each.width() <= left or each.x() >= right]
        return list({each.x(): each for each in found}.values())

    def _apply(self) -> None:
        grows, beside = self._grows, self._beside()
        if grows is None or grows.isFloating() or not grows.isVisible() or not self._kept:
            return
        total = grows.width() + sum(each.width() for each in beside)
        wanted = [(self._kept.get(each, each.width()), False) for each in beside]
        widths = shared_widths([(grows.width(), True), *wanted], total)
        if beside and widths[0] != grows.width():
            self._window.resizeDocks([grows, *beside], widths, Qt.Orientation.Horizontal)
