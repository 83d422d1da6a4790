"""What a dock asks for while somebody sees it."""

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.ui.widgets.panel import LatePanel


class WhileSeen(QObject):
    """came: the dock is painted and built. ticked: every `again_ms` until it is hidden. went: it is hidden."""

    came, ticked, went = Signal(), Signal(), Signal()

    def __init__(self, dock: LatePanel, again_ms: int) -> None:
        super().__init__(dock)
        self._dock, self._clock = dock, QTimer(self, interval=again_ms)
        self._clock.timeout.connect(self.ticked)
        dock.seen.connect(self._follow)

    @property
    def is_seen(self) -> bool:
        """Return whether any of the dock is to be seen, with its inside."""
        return self._dock.is_seen

    def _follow(self, seen: bool) -> None:
        if seen:
            self._clock.start()
            self.came.emit()
        else:
            self._clock.stop()
            self.went.emit()
