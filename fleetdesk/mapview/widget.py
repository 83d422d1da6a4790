"""The map as the window uses it: units and areas go in, signals of what the user did come out."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.mapview import messages
from fleetdesk.mapview.deltas import MapState, Units
from fleetdesk.mapview.drag_source import DragSource, Marked
from fleetdesk.mapview.page_lifecycle import PageLifecycle
from fleetdesk.mapview.projection import View
from fleetdesk.mapview.replay_layer import ReplayLayer
from fleetdesk.mapview.shapes import DRAWN, MODES, REPLACE, SELECT, TOOLS, area_message
from fleetdesk.mapview.shown_layers import ShownLayers
from fleetdesk.mapview.shown_map import shown_map
from fleetdesk.mapview.street_layer import StreetLayer
from fleetdesk.mapview.task_layer import TaskLayer
from fleetdesk.mapview.theme import MapTheme, limits_message, theme_message, words_message
from fleetdesk.mapview.tool_columns import ToolColumns
from fleetdesk.mapview.tools import CLEAR, FIT, LAYERS
from fleetdesk.mapview.track_layer import TrackLayer
from fleetdesk.mapview.web_page import ShownMap

_FOCUS = {QEvent.Type.FocusIn, QEvent.Type.FocusOut}
_TABS = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_DRAWING_KEYS = {Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class MapWidget(QWidget):
    """The live map. prepare_engine() has to be called before QApplication, load() to have the page; shutdown()
    before the widget goes. What is told before the page is there waits for it.

    Positions are (lat, lon) degrees in arguments and signals; rings of shapes are (lon, lat). failed carries a sentence
    for the user. unit_clicked: key, Ctrl, Shift. unit_lifted comes from inside a mouse event, for a drag to begin in.
    box_selected: south, west, north, east, mode. drawn: message number, units known to the page, milliseconds of
    drawing. `state` is what the page is told, `lifecycle` its loads and its guard; `drag_source` knows what a drag
    would lift; `tasks` are the pins of tasks, `track` is where units drove, `replay` the past in place of
    what is live, `layers` what else is shown.
    """

    ready = Signal()
    failed = Signal(str)
    unit_clicked = Signal(str, bool, bool)
    unit_activated = Signal(str)
    unit_lifted = Signal(str)
    cluster_clicked = Signal(object, bool)
    background_clicked = Signal(float, float)
    context_requested = Signal(float, float, str, QPoint)
    box_selected = Signal(float, float, float, float, str)
    shape_drawn = Signal(object)
    shape_edited = Signal(object)
    shape_refused = Signal(str)
    area_cleared = Signal()
    follow_ended = Signal()
    tool_changed = Signal(str)
    corner_chosen = Signal(int, int)  # by keyboard: its number, of how many; 0 of 0 for none
    view_changed = Signal(float, float, float)
    unit_hovered = Signal(str)  # its key, and an empty one when it is left
    drawn = Signal(int, int, float)
    _told_theme = False  # of the class: Qt changes fonts during construction too

    def __init__(self, theme: MapTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Map"))
        self.state = MapState()
        self._tool, self._mode, self._corner = SELECT, REPLACE, 0
        self._theme = theme
        self.drag_source = DragSource()
        self._seen: tuple[float, float, float] | None = None
        self.lifecycle = PageLifecycle(self.state, QColor(theme.water), self)
        self._bridge = self.lifecycle.bridge
        self.tasks = TaskLayer(self.state, self._bridge, self)
        self.streets = StreetLayer(self.state, self.lifecycle, lambda: self.view)
        self._view = self._make_view()
        self._tools = ToolColumns(self, theme)
        self._tools.tool_chosen.connect(self._tool_pressed)
        self._tools.mode_chosen.connect(self.set_mode)
        self.layers = ShownLayers(self._put, lambda: self._tools.beside(LAYERS), self)
        self.track, self.replay = TrackLayer(self._put, self), ReplayLayer(self._put, self)
        self.lifecycle.failed.connect(self.failed)
        self.lifecycle.loaded.connect(self._watch_keys)
        self._view.installEventFilter(self)
        self._bridge.heard.connect(self._heard)
        self.state.put("limits", limits_message())
        self.state.put("words", words_message())
        self.state.put("theme", self._theme_message())
        self._told_theme = True

    def load(self) -> None:
        """Load the page, once; a later load is the lifecycle's own affair."""
        self.lifecycle.load()

    def _make_view(self) -> QWebEngineView:
        view = QWebEngineView(self.lifecycle.page, self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        view.setAcceptDrops(False)
        view.setAccessibleName(_("Map"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(view)
        self.setFocusProxy(view)
        return view

    def _watch_keys(self) -> None:
        """Watch the part of the view that gets the keys; each load has a new one, and one is there before."""
        for part in self._view.findChildren(QWidget):
            part.setAccessibleName(_("Map"))
            part.installEventFilter(self)

    # -- what is shown

    def set_units(self, units: Units) -> None:
        """Replace all units."""
        self.state.set_units(units)
        self._bridge.say()

    def update_units(self, changed: Units, gone: Iterable[str] = ()) -> None:
        """Bring in changed and new units and take away the keys that are gone."""
        self.state.update_units(changed, gone)
        if self.state.pending:
            self._bridge.say()

    def set_selection(self, keys: Iterable[str]) -> None:
        """Draw rings round these units and no others."""
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

    def say_hovered(self, key: str, *lines: str) -> None:
        """Say this of a unit in the box beside the pointer, below its name, while the pointer is over it."""
        self._put("hovered", [key, *filter(None, lines)])

    def follow(self, key: str | None) -> None:
        """Keep a unit in the middle until the user drags the map (follow_ended) or None is given."""
        self._put("follow", key)

    def set_tool(self, tool: str) -> None:
        """Use a tool: "select", "polygon", "rectangle", "circle", "lasso" or "ruler"."""
        if tool not in TOOLS:
            raise ValueError(f"no such tool: {tool}")
        self._put("tool", tool)
        self._show_tool(tool)
        if QApplication.activeWindow() is not self.window():
            self.window().activateWindow()  # the map may float on another screen
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_mode(self, mode: str) -> None:
        """Let the next shape replace the area, add to it or be taken from it, where no key says otherwise."""
        if mode not in MODES:
            raise ValueError(f"no such mode: {mode}")
        self._mode = mode
        self._tools.show_mode(mode)
        self._put("mode", mode)

    def aim(self, on: bool) -> None:
        """Let arrows move a crosshair and Enter click there, because a place is to be picked; or no longer."""
        self._put("aim", on)

    def show_area(self, shapes: Sequence[Any]) -> None:
        """Show an area, its corners to be dragged: each shape a DrawnShape or [outer ring, hole, …] of [lon, lat]."""
        self._put("area", area_message(shapes))
        self._show_modes()

    def clear_area(self) -> None:
        """Show no area."""
        self._put("area", [])
        self.set_mode(REPLACE)
        self._show_modes()

    def set_theme(self, theme: MapTheme) -> None:
        """Paint the page and the tools in the colours of a theme."""
        self._tools.set_theme(theme)
        self.lifecycle.page.setBackgroundColor(QColor(theme.water))
        self._theme = theme
        self._put("theme", self._theme_message())

    def _theme_message(self) -> dict[str, Any]:
        return theme_message(self._theme, self.fontInfo().pixelSize())

    def changeEvent(self, event: QEvent) -> None:
        """Let the page's texts follow the size of the window's."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._told_theme:
            self._put("theme", self._theme_message())

    def say_past(self, words: str) -> None:
        """Say in a frame that what is shown is not live, and of when it is; empty takes the frame away."""
        self._put("past", words)

    def set_single_keys(self, on: bool) -> None:
        """Let P, L, R and C choose a tool while the map has the focus, or not."""
        self._put("keys", on)

    def unit_at(self, position: QPoint) -> str | None:
        """Return the key of the unit whose marker is under a point of this widget, for drops; None without one."""
        view = None if self.replay.is_shown else self.view
        found = [] if view is None else view.near(self.state.units.values(), position.x(), position.y())
        return found[0] if found else None

    def task_at(self, position: QPoint) -> str | None:
        """Return the key of the task whose pin is under a point of this widget, for drops; None without one."""
        view = None if self.replay.is_shown else self.view
        return None if view is None else self.tasks.at(view, position)

    @property
    def view(self) -> View | None:
        """Return the part of the world on the screen; None before the page has said."""
        seen = self._seen
        return None if seen is None else View(*seen, self._view.width(), self._view.height())

    def picture(self) -> QImage:
        """Return what the page shows, with its attribution and without the tools over it."""
        return self._view.grab().toImage()

    def shown(self, title: str, notes: Sequence[str], details: Callable[[str], str]) -> ShownMap | None:
        """Return what is shown, for a web page, with `details` of units by key; None before the page has said where."""
        view = self.view
        return None if view is None else shown_map(self.state, view, title, notes, details)

    @property
    def tool(self) -> str:
        """Return the tool in use."""
        return self._tool

    @property
    def mode(self) -> str:
        """Return what the next shape does with the area where no key is held."""
        return self._mode

    def shutdown(self) -> None:
        """End the page, then its profile: QtWebEngine asks for that order."""
        if self.lifecycle.closed:
            return
        self._view.setPage(None)  # type: ignore[arg-type]
        self.lifecycle.close()

    def _put(self, name: str, value: Any) -> None:
        self.state.put(name, value)
        self._bridge.say()

    # -- what the page says

    def _heard(self, name: str, fields: dict[str, Any]) -> None:
        if self.tasks.hear(name, fields):
            return
        answers: dict[str, Callable[..., None]] = {
            "ready": self.ready.emit,
            "ack": lambda seq, units, ms: self.drawn.emit(seq, units, ms),
            "unit": lambda key, ctrl, shift: self.unit_clicked.emit(key, ctrl, shift),
            "open": lambda key: self.unit_activated.emit(key),
            "over": self._over,
            "cluster": lambda keys, ctrl: self.cluster_clicked.emit(keys, ctrl),
            "background": lambda lat, lon: self.background_clicked.emit(lat, lon),
            "context": self._context,
            "box": lambda south, west, north, east, mode: self.box_selected.emit(south, west, north, east, mode),
            "shape": lambda **shape: self._shape(self.shape_drawn, shape),
            "circle": lambda **shape: self._shape(self.shape_drawn, shape),
            "edited": lambda **shape: self._shape(self.shape_edited, shape),
            "edited_circle": lambda **shape: self._shape(self.shape_edited, shape),
            "refused": lambda reason: self.shape_refused.emit(messages.REASONS[reason]),
            "tool": self._page_tool,
            "corner": self._corner_chosen,
            "view": self._view_moved,
            "follow_ended": self._follow_ended,
        }
        if self._known(fields):
            answers[name](**fields)

    def _known(self, fields: dict[str, Any]) -> bool:
        """Return whether the units that a message names are still on the map."""
        named = (*fields.get("keys", ()), *([fields["key"]] if fields.get("key") else []))
        return all(key in self.state.units for key in named)

    def _shape(self, signal: Any, fields: dict[str, Any]) -> None:
        try:
            signal.emit(messages.shape(fields))
        except messages.RefusedMessage:
            self.shape_refused.emit(messages.REASONS["crossing"])
            self._put("area", self.state.value("area") or [])

    def _context(self, lat: float, lon: float, key: str, x: float, y: float) -> None:
        self.context_requested.emit(lat, lon, key, self._view.mapToGlobal(QPoint(round(x), round(y))))

    def _over(self, key: str, task: str) -> None:
        self.drag_source.over = Marked(key, task)
        self.unit_hovered.emit(key)

    def _page_tool(self, name: str) -> None:
        self.state.remember("tool", name)
        self._show_tool(name)

    def _corner_chosen(self, number: int, of: int) -> None:
        self._corner = number
        self.corner_chosen.emit(number, of)

    def _view_moved(self, lat: float, lon: float, zoom: float) -> None:
        self._seen = lat, lon, zoom
        self.state.remember("view", {"lat": lat, "lon": lon, "zoom": zoom})
        self.view_changed.emit(lat, lon, zoom)

    def _follow_ended(self) -> None:
        self.state.remember("follow", None)
        self.follow_ended.emit()

    # -- tools and keys

    def _tool_pressed(self, name: str) -> None:
        if name == FIT:
            self.fit()
        elif name == CLEAR:
            self.clear_area()
            self.area_cleared.emit()
        elif name == LAYERS:
            self.layers.ask()
        else:
            self.set_tool(name)

    def _show_modes(self) -> None:
        self._tools.offer_modes(self._tool in DRAWN or bool(self.state.value("area")))

    def _show_tool(self, tool: str) -> None:
        changed, self._tool = tool != self._tool, tool
        self._tools.show_tool(tool)
        self._show_modes()
        if changed:
            self.tool_changed.emit(tool)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give Esc, Backspace and Enter to a drawing under way, not to the window's shortcuts; leave the page on Tab.

        Otherwise a press on a marker that goes on as a drag takes the unit or task off the map.
        """
        if watched is self._view:
            if event.type() == QEvent.Type.ChildPolished:
                self._watch_keys()
            return False
        if event.type() in _FOCUS:
            self._put("focus", event.type() == QEvent.Type.FocusIn)
        if isinstance(event, QMouseEvent) and self._tool == SELECT and not self.replay.is_shown:
            return self._lifts(watched, event)
        if isinstance(event, QKeyEvent) and event.key() in _TABS:
            return event.type() != QEvent.Type.KeyPress or self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        if event.type() == QEvent.Type.ShortcutOverride and (self._tool != SELECT or self._corner):
            assert isinstance(event, QKeyEvent)
            if event.key() in _DRAWING_KEYS:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _lifts(self, watched: QObject, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.drag_source.begin(event)
        if not self.drag_source.keeps(event):
            return False
        marked = self.drag_source.lifted(event)
        if any(marked):
            release = self.drag_source.release(event)
            if marked.unit in self.state.units:
                self.unit_lifted.emit(marked.unit)
            elif marked.task in self.state.pins:
                self.tasks.lifted.emit(marked.task)
            QApplication.postEvent(watched, release)
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask on the Menu key for the menu of the selected unit, else of the middle of the map."""
        view = self.view
        if event.reason() == QContextMenuEvent.Reason.Keyboard and view is not None:
            selected = self.state.value("selection") or []
            key = selected[0] if len(selected) == 1 and selected[0] in self.state.units else ""
            self.context_requested.emit(view.lat, view.lon, key, self.mapToGlobal(self.rect().center()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the tool buttons to the upper left."""
        super().resizeEvent(event)
        self._tools.place()
