"""Python's cyclic garbage, collected on the window's thread and nowhere else.

Python collects in whichever thread happens to allocate. A QObject that dies off its own thread leaves its timers
behind, and Qt then calls into freed memory (seen here as a crash in QTimerInfoList::activateTimers after a worker
thread had collected an old timer of qasync). So the automatic collector is off, and a timer does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS, RESTING_MS = 1000, 10_000
SETTLE_TURNS = 60
MANY = 20_000
"""So many new objects are a list that has come: what is left of them is exempt at once, not scanned again later."""
TOO_MANY = 100_000
"""So many are looked through in 12 ms; more are the rows of a large table, and exempt without a look."""


class GarbageCollector(QObject):
    """Collects while it lives; close() gives Python its own collector back."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._timer.start(EVERY_MS)
        gc.disable()
        settle()

    def sweep(self) -> None:
        """Collect young generations as often as Python would; every minute exempt what is left."""
        self._turn += 1
        young, middle, _ = gc.get_count()
        if young > MANY:
            if young < TOO_MANY:
                gc.collect(0)
            gc.freeze()
        elif self._turn % SETTLE_TURNS == 0:
            settle()
        elif middle > gc.get_threshold()[1]:
            gc.collect(1)
        elif young > gc.get_threshold()[0]:
            gc.collect(0)

    def rest(self, resting: bool) -> None:
        """Collect less often while the window is minimised."""
        self._timer.setInterval(RESTING_MS if resting else EVERY_MS)

    def close(self) -> None:
        """Stop, because the program is about to end."""
        self._timer.stop()
        gc.enable()


def settle() -> None:
    """Collect garbage, then exempt what is left from later collections.

    A full collection scans every object there is, 75 ms with a thousand units: longer than the window may be away.
    What is exempt is still freed when its last reference goes, as everything the store replaces is.
    """
    gc.collect()
    gc.freeze()
