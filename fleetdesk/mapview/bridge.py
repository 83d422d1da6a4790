"""Messages to and from the page, one at a time, over one object in a script world of its own."""

import json
import logging
from time import monotonic
from typing import Any

from PySide6.QtCore import QFile, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript
from shiboken6 import isValid

from fleetdesk.mapview import messages, page
from fleetdesk.mapview.deltas import MapState

_log = logging.getLogger(__name__)
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
_FRAME_MS = 16
_PER_SECOND = 150


class _PageObject(QObject):
    """What the page's side of the channel reaches: one signal and one slot. A channel exposes deleteLater as well."""

    to_page = Signal(str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self._bridge = bridge

    @Slot(str)
    def from_page(self, message: str) -> None:
        """Receive a message from the page; it is not checked yet."""
        self._bridge.hear(message)


class Bridge(QObject):
    """Send the page what changed, at most one message a frame and never two at once; pass on its checked messages."""

    heard = Signal(str, object)

    def __init__(self, state: MapState, web_page: QWebEnginePage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._rate = messages.Rate(_PER_SECOND)
        self._seq = 0
        self._waiting = False
        self._told_at, self._is_ping = 0.0, False
        self.ready = False
        self.sent = self.refused = 0
        self._timer = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._timer.timeout.connect(self._send)
        self._page_object: _PageObject | None = None
        self._page = web_page
        self._channel: QWebChannel | None = None
        web_page.scripts().insert(_script())

    def open(self) -> None:
        """Register a new object for a new load of the page in place of the old one; everything is sent anew."""
        self.close()
        self._page_object = _PageObject(self)
        old, self._channel = self._channel, QWebChannel(self)
        self._channel.registerObject("bridge", self._page_object)
        # The page uses its old channel until it has the new one: deleted before that, it ends the program.
        self._page.setWebChannel(self._channel, _WORLD)
        if old is not None:
            old.deleteLater()
        self._state.restart()

    def close(self) -> None:
        """Take the object away: nothing is sent or received until open()."""
        self.ready = self._waiting = False
        self._timer.stop()
        if self._channel is not None and self._page_object is not None and isValid(self._page_object):
            self._channel.deregisterObject(self._page_object)
        self._page_object = None

    def say(self) -> None:
        """Send what has changed in the next frame, or when the page has drawn the message before."""
        if self.ready and not self._waiting and not self._timer.isActive():
            self._timer.start()

    def ping(self) -> None:
        """Send an empty message, to which the page has to answer, unless an answer is awaited already."""
        if self.ready and not self._waiting and not self._timer.isActive():
            self._tell({})

    @property
    def settled(self) -> bool:
        """Return whether the page has drawn all that it was to be told."""
        return self.ready and not self._waiting and not self._state.pending

    @property
    def is_open(self) -> bool:
        """Return whether there is an object for the page to talk to."""
        return self._page_object is not None and isValid(self._page_object)

    @property
    def unanswered_s(self) -> float:
        """Return for how many seconds an answer of the page has been awaited; 0 when none is."""
        return monotonic() - self._told_at if self._waiting else 0.0

    def _send(self) -> None:
        if self._state.pending:
            self.sent += 1
            self._tell(self._state.take())

    def _tell(self, words: dict[str, Any]) -> None:
        if self._page_object is None or not isValid(self._page_object):
            return
        self._seq += 1
        self._waiting, self._told_at, self._is_ping = True, monotonic(), not words
        message = {"seq": self._seq, **words}
        self._page_object.to_page.emit(json.dumps(message, ensure_ascii=False, separators=(",", ":")))

    def hear(self, message: str) -> None:
        """Check one message from the page and emit it; a bad one is counted and dropped."""
        try:
            name, fields = messages.read(message)
        except messages.RefusedMessage as reason:
            self._refuse(str(reason))
            return
        if name == "ready":
            self._start()
        elif name == "ack":
            self._acknowledge(fields)
        elif not self.ready or not self._rate.allows():
            self._refuse("too many or too early")
        else:
            self.heard.emit(name, fields)

    def _start(self) -> None:
        self.ready, self._waiting = True, False
        self._state.restart()
        self.heard.emit("ready", {})
        self.say()

    def _acknowledge(self, fields: dict[str, Any]) -> None:
        if not self._waiting or fields["seq"] != self._seq:
            self._refuse("an answer to nothing")
            return
        self._waiting = False
        if not self._is_ping:
            self.heard.emit("ack", fields)
        if self._state.pending:
            self.say()

    def _refuse(self, reason: str) -> None:
        self.refused += 1
        _log.debug("map page: message refused: %s", reason)


def _script() -> QWebEngineScript:
    """Make the script of Qt's channel client and our relay, which script of the page itself cannot see."""
    client = QFile(":/qtwebchannel/qwebchannel.js")
    if not client.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError("qwebchannel.js")
    script = QWebEngineScript()
    script.setName("relay")
    script.setWorldId(_WORLD)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setRunsOnSubFrames(False)
    script.setSourceCode(bytes(client.readAll().data()).decode("utf-8") + "\n" + page.relay())
    return script
