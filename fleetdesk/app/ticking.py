"""Lets time pass for the desk: states fade, and each minute is recorded, though no server says anything."""

from PySide6.QtCore import QObject, QTimer

from fleetdesk.sync.recorder import Recorder
from fleetdesk.sync.shown_store import ShownStore
from fleetdesk.sync.store import SLICES

TICK_MS = 1000


class Ticking(QObject):
    """Looks at a tenth of the fleet each second; at all of it every ten seconds while the window is minimised."""

    def __init__(self, store: ShownStore, recorder: Recorder) -> None:
        super().__init__()
        self._store, self._recorder, self._resting = store, recorder, False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def rest(self, resting: bool) -> None:
        """Wake up less often while the window is minimised, and bring all up to date when it is back."""
        self._resting = resting
        self._timer.setInterval(SLICES * TICK_MS if resting else TICK_MS)
        if not resting:
            self._look(SLICES)

    def stop(self) -> None:
        """Stop."""
        self._timer.stop()

    def _tick(self) -> None:
        self._look(SLICES if self._resting else 1)
        self._recorder.tick()

    def _look(self, slices: int) -> None:
        for _slice in range(slices):
            self._store.tick()
