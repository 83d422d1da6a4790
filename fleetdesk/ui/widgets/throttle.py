"""Calls that come in a hurry made at once or a little later, but never more often than a person sees."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 100


class Throttle(QObject):
    """Does something when asked: at once after a rest, else when INTERVAL_MS have passed since the last time."""

    def __init__(self, do: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._do, self._wanted = do, False
        self._timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._rested)

    @property
    def waiting(self) -> bool:
        """Return whether it has been asked for and not been done yet."""
        return self._wanted

    def ask(self, *_: object) -> None:
        """Ask for it; what a signal carries is not needed."""
        if self._timer.isActive():
            self._wanted = True
        else:
            self._timer.start()
            self._do()

    def _rested(self) -> None:
        if self._wanted:
            self._wanted = False
            self.ask()
