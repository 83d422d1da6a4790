"""Rests while nobody can see the window: a laptop on battery wakes up for the servers' answers alone."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class PausedTimers(QObject):
    """Stops what a window's own timers repeat while it is minimised; all of it is done once when it is back.

    Timers that fire once go on, because what they do has to be done. paused: whether the window rests now, for whoever
    repeats something outside of it.
    """

    paused = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._rests = False
        self._stopped: list[QTimer] = []

    def follow(self) -> None:
        """Pause or go on where the window is minimised or back since it was looked at last."""
        if self._window.isMinimized() == self._rests:
            return
        self._rests = not self._rests
        if self._rests:
            self._pause()
        else:
            self._go_on()
        self.paused.emit(self._rests)

    def _pause(self) -> None:
        self._stopped = [
            each for each in self._window.findChildren(QTimer) if each.isActive() and not each.isSingleShot()
        ]
        for timer in self._stopped:
            timer.stop()

    def _go_on(self) -> None:
        stopped, self._stopped = self._stopped, []
        for timer in stopped:
            if isValid(timer):
                timer.start()
                timer.timeout.emit()
