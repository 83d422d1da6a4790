"""The map as the window sees it: units and areas go in, checked gestures come out."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from time import monotonic
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRunnable, Qt, QThreadPool, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fleetdesk.mapview import gestures, page
from fleetdesk.mapview.bridge import Link
from fleetdesk.mapview.deltas import MapState, MapUnit
from fleetdesk.mapview.guard import GuardedPage, GuardedProfile, RequestFilter
from fleetdesk.mapview.scheme import INDEX, ORIGIN, SchemeHandler, policy, register_scheme
from fleetdesk.mapview.shapes import SELECT, TOOLS, area_message
from fleetdesk.mapview.tiles import TileSource, plain
from fleetdesk.mapview.tools import CLEAR, FIT, TOKENS, ToolColumn

__all__ = ["MapUnit", "MapWidget", "TileSource", "register_scheme"]

_log = logging.getLogger(__name__)
_RELOADS, _RELOAD_WINDOW_S = 3, 600
_SILENCE_MS = 2_000
_STOPPED = "The map has stopped several times in a row. Start FleetDesk again; the rest keeps working."
_NOT_LOADED = "The map page could not be loaded. Start FleetDesk again; the rest keeps working without it."
_DRAWING_KEYS = {Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class MapWidget(QWidget):
    """The live map. register_scheme() has to be called before QApplication; shutdown() before the widget goes.

    Positions are (lat, lon) degrees in arguments and signals; rings of shapes are (lon, lat). failed carries a sentence
    for the user. unit_clicked: key, Ctrl, Shift. box_selected: south, west, north, east, mode. drawn: message number,
    units known to the page, milliseconds of drawing.
    """

    ready = Signal()
    failed = Signal(str)
    unit_clicked = Signal(str, bool, bool)
    unit_activated = Signal(str)
    cluster_clicked = Signal(object, bool)
    background_clicked = Signal(float, float)
    context_requested = Signal(float, float, str, QPoint)
    box_selected = Signal(float, float, float, float, str)
    shape_drawn = Signal(object)
    shape_edited = Signal(object)
    shape_refused = Signal(str)
    drawing_ended = Signal()
    area_cleared = Signal()
    follow_ended = Signal()
    tool_changed = Signal(str)
    view_changed = Signal(float, float, float)
    drawn = Signal(int, int, float)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        theme: str = "light",
        user_agent: str = "FleetDesk",
        referer: str = "https://fleetdesk.invalid/",
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Map")
        self._state = MapState()
        self._tool = SELECT
        self._policy = policy(None)
        self._crashes: list[float] = []
        self._loading = self._closed = False
        self._filter = RequestFilter(page.names(), referer)
        self._handler = SchemeHandler()
        self._profile = GuardedProfile(user_agent, self._filter)
        self._profile.installUrlSchemeHandler(b"fleetdesk", self._handler)
        self._page = GuardedPage(self._profile, QColor(TOKENS[theme]["ground"]))
        self._link = Link(self._state, self._page)
        self._view = self._make_view()
        self._tools = ToolColumn(self, theme)
        self._tools.chosen.connect(self._tool_pressed)
        self._tools.raise_()
        self._silence = QTimer(self, singleShot=True, interval=_SILENCE_MS)
        self._silence.timeout.connect(self._silent)
        self._connect()
        self._state.put("theme", theme)
        self._state.put("tiles", None)
        QTimer.singleShot(0, self._prepare)

    def _make_view(self) -> QWebEngineView:
        view = QWebEngineView(self._page, self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        view.setAcceptDrops(False)
        view.setAccessibleName("Map")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(view)
        self.setFocusProxy(view)
        return view

    def _connect(self) -> None:
        self._link.heard.connect(self._heard)
        self._page.loadFinished.connect(self._loaded)
        self._page.renderProcessTerminated.connect(self._crashed)
        self._page.urlChanged.connect(self._strayed)

    # -- what is shown

    def set_units(self, units: Iterable[MapUnit]) -> None:
        """Replace all units."""
        self._state.set_units(units)
        self._link.say()

    def update_units(self, changed: Iterable[MapUnit], gone: Iterable[str] = ()) -> None:
        """Bring in changed and new units and take away the keys that are gone."""
        self._state.update_units(changed, gone)
        self._tell_if_pending()

    def set_selection(self, keys: Iterable[str]) -> None:
        """Ring these units and no others."""
        self._put("selection", list(keys))

    def set_filter(self, keys: frozenset[str] | None) -> None:
        """Show only these units, the others as faint dots; None shows all."""
        self._put("filter", None if keys is None else sorted(keys))

    def center_on(self, lat: float, lon: float, zoom: float | None = None) -> None:
        """Bring a place to the middle, at the same zoom unless one is given."""
        self._put("view", {"lat": lat, "lon": lon} | ({} if zoom is None else {"zoom": zoom}))

    def fit(self, bounds: tuple[float, float, float, float] | None = None) -> None:
        """Show a box given as south, west, north, east, or the whole fleet."""
        self._put("view", {"bounds": list(bounds)} if bounds else {"fleet": True})

    def follow(self, key: str | None) -> None:
        """Keep a unit in the middle until the user drags the map (follow_ended) or None is given."""
        self._put("follow", key)

    def set_tool(self, tool: str) -> None:
        """Take up a tool: "select", "polygon", "rectangle", "circle" or "lasso"."""
        if tool not in TOOLS:
            raise ValueError(f"no such tool: {tool}")
        self._put("tool", tool)
        self._show_tool(tool)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_area(self, shapes: Sequence[Any]) -> None:
        """Show an area, its corners to be dragged: each shape a DrawnShape or [outer ring, hole, …] of [lon, lat]."""
        self._put("area", area_message(shapes))

    def clear_area(self) -> None:
        """Show no area."""
        self._put("area", [])

    def set_theme(self, theme: str) -> None:
        """Take the "light" or the "dark" look."""
        self._tools.set_theme(theme)
        self._page.setBackgroundColor(QColor(TOKENS.get(theme, TOKENS["light"])["ground"]))
        self._put("theme", theme)

    def set_tiles(self, source: TileSource | None) -> None:
        """Show streets from this source, or none; raises TileError, in words, when a file cannot be used."""
        self._handler.set_source(source)
        self._filter.set_source(source)
        self._state.put("tiles", _tiles_message(source, self._handler) if source else None)
        # The page's policy names the tile server and is fixed when the page loads.
        if policy(source) != self._policy:
            self._policy = policy(source)
            self._reload()
        else:
            self._link.say()

    @property
    def tool(self) -> str:
        """The tool in use."""
        return self._tool

    @property
    def messages_sent(self) -> int:
        """How many messages the page has been sent, for tests and diagnostics."""
        return self._link.sent

    def shutdown(self) -> None:
        """End the page, then its profile: QtWebEngine asks for that order."""
        if self._closed:
            return
        self._closed = True
        self._silence.stop()
        self._link.close()
        self._view.setPage(None)  # type: ignore[arg-type]
        shiboken6.delete(self._page)
        self._handler.close()
        self._profile.removeAllUrlSchemeHandlers()
        shiboken6.delete(self._profile)

    def _put(self, name: str, value: Any) -> None:
        self._state.put(name, value)
        self._link.say()

    def _tell_if_pending(self) -> None:
        if self._state.pending:
            self._link.say()

    # -- the page's life

    def _prepare(self) -> None:
        """Let folium write the page on another thread: importing it takes longer than a frame."""
        try:
            page.check_assets()
        except page.MissingAssets as error:
            self.failed.emit(str(error))
            return
        builder = _Builder()
        builder.said.done.connect(self._reload)
        builder.said.failed.connect(self.failed)
        self._builder = builder.said
        QThreadPool.globalInstance().start(builder)

    def _reload(self) -> None:
        if self._closed:
            return
        self._link.open()
        self._loading = True
        self._page.load(QUrl(INDEX))

    def _loaded(self, good: bool) -> None:
        if self._closed or not self._loading:
            return
        self._loading = False
        if proxy := self._view.focusProxy():
            proxy.installEventFilter(self)
        if not good:
            self.failed.emit(_NOT_LOADED)
        elif not self._link.ready:
            self._silence.start()

    def _silent(self) -> None:
        """A page whose process was replaced at the wrong moment sometimes gets no channel (QtWebEngine 6.11)."""
        if not self._closed and not self._link.ready:
            _log.warning("the map page was loaded but says nothing; it is loaded again")
            self._again()

    def _crashed(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if self._closed or status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        _log.warning("the map's process ended: %s, code %s", status.name, code)
        self._again()

    def _strayed(self, url: QUrl) -> None:
        """about:blank is the one place where the renderer goes without asking acceptNavigationRequest."""
        if self._closed or url.toString().partition("#")[0] == INDEX:
            return
        _log.warning("the map page was left and is loaded again")
        self._again()

    def _again(self) -> None:
        now = monotonic()
        self._crashes = [at for at in self._crashes if now - at < _RELOAD_WINDOW_S] + [now]
        self._loading = False  # the load that ends with the process is not the one that counts
        self._link.close()
        if len(self._crashes) > _RELOADS:
            self.failed.emit(_STOPPED)
        else:
            QTimer.singleShot(0, self, self._reload)

    # -- what the page says

    def _heard(self, name: str, fields: dict[str, Any]) -> None:
        answers: dict[str, Callable[..., None]] = {
            "ready": self.ready.emit,
            "ack": lambda seq, units, ms: self.drawn.emit(seq, units, ms),
            "unit": lambda key, ctrl, shift: self.unit_clicked.emit(key, ctrl, shift),
            "open": lambda key: self.unit_activated.emit(key),
            "cluster": lambda keys, ctrl: self.cluster_clicked.emit(keys, ctrl),
            "background": lambda lat, lon: self.background_clicked.emit(lat, lon),
            "context": self._context,
            "box": lambda south, west, north, east, mode: self.box_selected.emit(south, west, north, east, mode),
            "shape": lambda **shape: self._shape(self.shape_drawn, shape),
            "circle": lambda **shape: self._shape(self.shape_drawn, shape),
            "edited": lambda **shape: self._shape(self.shape_edited, shape),
            "edited_circle": lambda **shape: self._shape(self.shape_edited, shape),
            "refused": lambda reason: self.shape_refused.emit(gestures.REASONS[reason]),
            "ended": self.drawing_ended.emit,
            "tool": self._page_tool,
            "view": self._view_moved,
            "follow_ended": self._follow_ended,
        }
        answers[name](**fields)

    def _shape(self, signal: Any, fields: dict[str, Any]) -> None:
        try:
            signal.emit(gestures.shape(fields))
        except gestures.Refused:
            self.shape_refused.emit(gestures.REASONS["crossing"])

    def _context(self, lat: float, lon: float, key: str, x: float, y: float) -> None:
        self.context_requested.emit(lat, lon, key, self._view.mapToGlobal(QPoint(round(x), round(y))))

    def _page_tool(self, name: str) -> None:
        self._state.remember("tool", name)
        self._show_tool(name)

    def _view_moved(self, lat: float, lon: float, zoom: float) -> None:
        self._state.remember("view", {"lat": lat, "lon": lon, "zoom": zoom})
        self.view_changed.emit(lat, lon, zoom)

    def _follow_ended(self) -> None:
        self._state.remember("follow", None)
        self.follow_ended.emit()

    # -- tools and keys

    def _tool_pressed(self, name: str) -> None:
        if name == FIT:
            self.fit()
        elif name == CLEAR:
            self.clear_area()
            self.area_cleared.emit()
        else:
            self.set_tool(name)

    def _show_tool(self, tool: str) -> None:
        changed, self._tool = tool != self._tool, tool
        self._tools.set_tool(tool)
        if changed:
            self.tool_changed.emit(tool)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is drawn, Esc, Backspace and Enter belong to the drawing, not to the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and self._tool != SELECT:
            assert isinstance(event, QKeyEvent)
            if event.key() in _DRAWING_KEYS:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tools at the upper left."""
        super().resizeEvent(event)
        self._tools.adjustSize()
        self._tools.move(12, 12)


def _tiles_message(source: TileSource, handler: SchemeHandler) -> dict[str, Any]:
    message = {name: value for name, value in asdict(source).items() if name != "mbtiles"}
    if handler.tiles is not None:
        message["template"] = f"{ORIGIN}/tiles/{{z}}/{{x}}/{{y}}"
        message["attribution"] = source.attribution or handler.tiles.metadata.get("attribution", "")
        message["max_zoom"] = min(source.max_zoom, int(handler.tiles.metadata.get("maxzoom", source.max_zoom)))
    return {**message, "attribution": plain(message["attribution"])}


class _Said(QObject):
    done = Signal()
    failed = Signal(str)


class _Builder(QRunnable):
    def __init__(self) -> None:
        super().__init__()
        self.said = _Said()

    def run(self) -> None:
        """Build the page's three files; the cache of page.shell() keeps them."""
        try:
            page.shell()
        except (ImportError, OSError) as error:
            _log.exception("the map page could not be built")
            self.said.failed.emit(f"The map page could not be built: {type(error).__name__}. Install FleetDesk again.")
        else:
            self.said.done.emit()
