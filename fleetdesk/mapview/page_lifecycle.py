"""Builds and loads the page, loads it again when it dies or is spoiled, and closes it in the order Qt asks for."""

import contextlib
import logging
import os
import signal
from threading import Thread
from time import monotonic

import shiboken6
from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEnginePage

from fleetdesk.base.translation import _
from fleetdesk.mapview import memory, page
from fleetdesk.mapview.bridge import Bridge
from fleetdesk.mapview.deltas import MapState
from fleetdesk.mapview.guard import GuardedPage, GuardedProfile, RequestFilter
from fleetdesk.mapview.scheme import INDEX, SchemeHandler
from fleetdesk.mapview.watch import Watch
from fleetdesk.streets.stores import TileStore

_log = logging.getLogger(__name__)
_RELOADS, _RELOAD_WINDOW_S = 3, 600
REST_MS = 60_000
_SILENCE_MS = 2_000
_STOPPED = _("The map has stopped several times in a row; it is loaded again in a minute. The rest keeps working.")
_NOT_LOADED = _("The map page could not be loaded. Start FleetDesk again; the rest keeps working without it.")


class PageLifecycle(QObject):
    """Own profile, page and bridge. The page is built and loaded when load() is called for the first time.

    failed carries a sentence for the user, loaded follows each load that went well.
    """

    failed = Signal(str)
    loaded = Signal()
    _built = Signal()

    def __init__(self, state: MapState, ground: QColor, parent: QObject) -> None:
        super().__init__(parent)
        self._deaths: list[float] = []
        self._begun = self._loading = self.closed = False
        self.filter = RequestFilter(page.names())
        self.handler = SchemeHandler()
        self._profile = GuardedProfile(self.filter)
        self._profile.installUrlSchemeHandler(b"fleetdesk", self.handler)
        self.page = GuardedPage(self._profile, ground)
        self.bridge = Bridge(state, self.page)
        self.watch = Watch(self.page, self.bridge, self)
        self.watch.spoiled.connect(self._end)
        self.bridge.heard.connect(self._heard)
        self._silence = QTimer(self, singleShot=True, interval=_SILENCE_MS)
        self._silence.timeout.connect(self._silent)
        self._builder = Thread(target=self._build, name="map-page", daemon=True)
        self._built.connect(self.reload)
        self.page.loadFinished.connect(self._finished)
        self.page.renderProcessTerminated.connect(self._died)
        self.page.urlChanged.connect(self._strayed)

    def load(self) -> None:
        """Build the page and load it, once; folium writes it on another thread, as importing it takes over a frame."""
        if self._begun or self.closed:
            return
        self._begun = True
        try:
            page.check_assets()
        except page.MissingAssets as error:
            self.failed.emit(str(error))
            return
        self._builder.start()

    def set_tiles(self, number: int, store: TileStore | None) -> None:
        """Serve the tiles of this store, by its number, and of no other; close the one before."""
        self.handler.set_store(number, store)
        self.bridge.say()

    def reload(self) -> None:
        """Load the page; everything is then sent anew."""
        if self.closed:
            return
        self.bridge.open()
        self._loading = True
        self.page.load(QUrl(INDEX))

    def close(self) -> None:
        """Take the page down, then its profile; the view has to be without the page by then."""
        self.closed = True
        self._silence.stop()
        self.watch.stop()
        self.bridge.close()
        if self._builder.is_alive():
            self._builder.join()
        shiboken6.delete(self.page)
        self.handler.close()
        self._profile.removeAllUrlSchemeHandlers()
        shiboken6.delete(self._profile)

    def _build(self) -> None:
        """Run on a thread of its own; the cache of page.shell() keeps what it made."""
        try:
            page.shell()
        except (ImportError, OSError) as error:
            _log.exception("the map page could not be built")
            self.failed.emit(
                _("The map page could not be built: {kind}. Install FleetDesk again.").format(kind=type(error).__name__)
            )
        else:
            self._built.emit()

    def _finished(self, good: bool) -> None:
        if self.closed or not self._loading:
            return
        self._loading = False
        if not good:
            self.failed.emit(_NOT_LOADED)
            return
        self.loaded.emit()
        if not self.bridge.ready:
            self._silence.start()

    def _silent(self) -> None:
        """Reload a page without a channel: its process was replaced at the wrong moment (QtWebEngine 6.11)."""
        if not self.closed and not self.bridge.ready:
            self.again("the page was loaded but says nothing")

    def _died(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if not self.closed and status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self.again(f"its process ended: {status.name}, code {code}")

    def _strayed(self, url: QUrl) -> None:
        """Reload the page after it was left: about:blank is reached without asking acceptNavigationRequest."""
        if not self.closed and url.toString().partition("#")[0] != INDEX:
            self.again("the page was left")

    def _heard(self, name: str, _fields: object) -> None:
        if name == "ready":
            memory.bind(self.page.renderProcessPid())
            self.watch.start()

    def _end(self, fault: str) -> None:
        """End the process of a spoiled page, because its script might hold on to it; its death is handled then."""
        _log.warning("the map's page is not what it was: %s", fault)
        process = self.page.renderProcessPid()
        if process > 0:  # 0 would be this program and all that belongs to it
            with contextlib.suppress(OSError):
                os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))

    def again(self, reason: str) -> None:
        """Load the page anew; where that happened too often lately, say so and do it later."""
        _log.warning("the map is loaded again: %s", reason)
        now = monotonic()
        self._deaths = [at for at in self._deaths if now - at < _RELOAD_WINDOW_S] + [now]
        self._loading = False  # the load that ends with the process is not the one that counts
        self.watch.stop()
        self.bridge.close()
        is_often = len(self._deaths) > _RELOADS
        if is_often:
            self.failed.emit(_STOPPED)
        QTimer.singleShot(REST_MS if is_often else 0, self, self.reload)
