"""Long work on the window's thread, done some milliseconds at a time between other events."""

from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

SLICE_S = 0.004


class Sliced(QObject):
    """Goes on with work that yields where it may pause; other work takes its place, and the first is left undone."""

    done = Signal()  # to its end; not where other work has taken its place

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Return whether some work is not done yet."""
        return self._work is not None

    def start(self, work: Iterator[None], *, now: bool = False) -> None:
        """Do this work from the next turn of the event loop on, or all of it `now`."""
        self._work = work
        if now:
            self.finish()
        else:
            self._soon.start()

    def finish(self) -> None:
        """Do what is left of the work now."""
        work = self._work
        while work is not None and work is self._work:
            self._step(work)

    def go_on(self, for_s: float, clock: Callable[[], float] = perf_counter) -> None:
        """Do some seconds of the work now, by a clock; what is left goes on in slices."""
        work, until = self._work, clock() + for_s
        while work is not None and work is self._work and clock() < until:
            self._step(work)

    def stop(self) -> None:
        """Leave undone what is left."""
        self._work = None
        self._soon.stop()

    def _go_on(self) -> None:
        if self._work is not None:
            self._step(self._work)  # one at least, however short a slice is
        self.go_on(SLICE_S)
        if self._work is not None:
            self._soon.start()

    def _step(self, work: Iterator[None]) -> None:
        """Work as far as the next pause; it may itself have started other work by then."""
        if next(work, work) is work and work is self._work:
            self._work = None
            self.done.emit()
