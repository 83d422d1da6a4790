"""What a dock asks for while somebody sees it."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDockWidget


class WhileSeen(QObject):
    """came: the dock is painted, and seen in truth. ticked: every `again_ms` until it is hidden. went: it is hidden."""

    came, ticked, went = Signal(), Signal(), Signal()

    def __init__(self, dock: QDockWidget, again_ms: int) -> None:
        super().__init__(dock)
        self._dock, self._clock = dock, QTimer(self, interval=again_ms)
        self._clock.timeout.connect(self.ticked)
        dock.visibilityChanged.connect(self._follow)

    @property
    def is_seen(self) -> bool:
        """Return whether any of the dock is to be seen."""
        return not self._dock.visibleRegion().isEmpty()

    def _follow(self, seen: bool) -> None:
        if seen:
            self._clock.start()
            QTimer.singleShot(0, self._dock, self.came.emit)  # Qt tells of it before the dock is painted
        else:
            self._clock.stop()
            self.went.emit()
