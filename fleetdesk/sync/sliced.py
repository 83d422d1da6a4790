"""Long work on the window's thread, done some milliseconds at a time between other events."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

SLICE_S = 0.004


class Sliced(QObject):
    """Goes on with work that yields where it may pause; other work takes its place, and the first is left undone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Return whether some work is not done yet."""
        return self._work is not None

    def start(self, work: Iterator[None]) -> None:
        """Do this work from the next turn of the event loop on."""
        self._work = work
        self._soon.start()

    def finish(self) -> None:
        """Do what is left now."""
        while self._work is not None:
            self._step(self._work)

    def stop(self) -> None:
        """Leave undone what is left."""
        self._work = None
        self._soon.stop()

    def _go_on(self) -> None:
        until = perf_counter() + SLICE_S
        while self._work is not None:
            self._step(self._work)
            if perf_counter() >= until:
                break
        if self._work is not None:
            self._soon.start()

    def _step(self, work: Iterator[None]) -> None:
        """Work as far as the next pause; it may itself have started other work by then."""
        if next(work, work) is work and work is self._work:
            self._work = None
