"""Hears what other starts of FleetDesk say to the running desk."""

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.profile.instance import Instance

LOOK_EVERY_MS, RESTING_MS = 300, 1000
"""How often words are looked for, and how often while the window is minimised; who speaks waits 3 s for an answer."""


class InstanceListener(QObject):
    """Looks three times a second for words in the folder that the claim is on."""

    heard = Signal(str)  # RAISE or OUTBOX

    def __init__(self, instance: Instance) -> None:
        super().__init__()
        self._instance = instance
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Drop messages to an earlier run, then listen."""
        self._instance.words()
        self._timer.start()

    def rest(self, resting: bool) -> None:
        """Look less often while the window is minimised."""
        self._timer.setInterval(RESTING_MS if resting else LOOK_EVERY_MS)

    def stop(self) -> None:
        """Stop listening."""
        self._timer.stop()

    def _look(self) -> None:
        for word in self._instance.words():
            self.heard.emit(word)
