"""Whether the page is still the map: its elements are looked at from outside its script, and it has to answer.

Script in the page cannot be kept from taking it apart, covering it or holding it for ever: then it is loaded anew.
"""

from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

from fleetdesk.mapview import page
from fleetdesk.mapview.bridge import Bridge

EVERY_MS = 3_000
PATIENCE_MS = 10_000  # a page that draws ten thousand units is silent for a second
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value


class Watch(QObject):
    """Inspect the page every few seconds: spoiled says what is wrong, once; well says that nothing is."""

    spoiled = Signal(str)
    well = Signal()

    def __init__(self, web_page: QWebEnginePage, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._bridge = web_page, bridge
        self._script = ""
        self._turn, self._asked_at = 0, 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Watch the page that was just loaded."""
        self._script = self._script or page.whole()
        self._turn, self._asked_at = self._turn + 1, 0.0
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Stop inspecting until start()."""
        self._turn += 1
        self._timer.stop()

    def _look(self) -> None:
        if self._asked_at:
            if monotonic() - self._asked_at > PATIENCE_MS / 1000:
                self._tell("it hangs")
            return
        self._asked_at = monotonic()
        self._bridge.ping()
        self._page.runJavaScript(self._script, _WORLD, partial(self._seen, self._turn))

    def _seen(self, turn: int, fault: object) -> None:
        if turn != self._turn:
            return
        self._asked_at = 0.0
        if fault != "":
            self._tell(str(fault or "it cannot be looked at"))
        elif self._bridge.unanswered_s > PATIENCE_MS / 1000:
            self._tell("it does not answer")
        elif not self._bridge.unanswered_s:
            self.well.emit()

    def _tell(self, fault: str) -> None:
        self.stop()
        self.spoiled.emit(fault)
