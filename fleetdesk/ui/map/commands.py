"""The commands about the map: tools, following, and the menu of a place on it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.pane import MapPane
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from fleetdesk.ui.widgets.notices import Notices, copy_place

TOOLS = (
    (_("Select units"), "S", "select"),
    (pgettext("command", "Polygon"), "P", "polygon"),
    (pgettext("command", "Rectangle"), "R", "rectangle"),
    (pgettext("command", "Circle"), "C", "circle"),
    (_("Freehand lasso"), "L", "lasso"),
    (_("Measure distance"), "M", "ruler"),
)

MODES = (
    (_("The next shape is the area"), "replace"),
    (_("The next shape is added to the area"), "add"),
    (_("The next shape is taken from the area"), "subtract"),
)


class MapCommands:
    """Binds commands to the map.

    `nearest` makes the panel that ranks all vehicles for a place, `say_address` tells the address of one.
    """

    def __init__(
        self,
        pane: MapPane,
        store: Store,
        notices: Notices,
        nearest: Callable[[Task, str], NearestPanel],
        say_address: Callable[[float, float], None],
    ) -> None:
        self._pane, self._store, self._notices, self._nearest = pane, store, notices, nearest
        self._say_address = say_address
        self._followed: str | None = None
        pane.map.follow_ended.connect(lambda: self._set_followed(None))
        pane.menu_wanted.connect(self._popup)

    def tools(self) -> list[Command]:
        """Return the commands that choose a tool or clear the area."""
        tools = [
            Command(Menu.MAP, text, key, self._tool(tool), checked=self._is_tool(tool)) for text, key, tool in TOOLS
        ]
        modes = [
            Command(Menu.MAP, text, "", self._mode(mode), begins=mode == "replace", checked=self._is_mode(mode))
            for text, mode in MODES
        ]
        away = _("Take the area away")
        return [
            *tools,
            *modes,
            Command(Menu.MAP, away, "", self._pane.clear_area, begins=True, possible=self._pane.has_area),
        ]

    def views(self) -> list[Command]:
        """Return the commands for a geozone, and for what the map shows."""
        zone = Command(Menu.MAP, _("Draw a geozone"), "", self._pane.zone_drawing.start, begins=True)
        return [zone, Command(Menu.MAP, _("What the map shows"), "", self._pane.map.layers.ask, begins=True, asks=True)]

    def _tool(self, tool: str) -> Callable[[], None]:
        return lambda: self._pane.map.set_tool(tool)

    def _mode(self, mode: str) -> Callable[[], None]:
        return lambda: self._pane.map.set_mode(mode)

    def _is_mode(self, mode: str) -> Callable[[], bool]:
        return lambda: self._pane.map.mode == mode

    def _is_tool(self, tool: str) -> Callable[[], bool]:
        return lambda: self._pane.map.tool == tool

    def follow(self) -> None:
        """Follow the selected unit, or stop following."""
        chosen = self._store.selection[0] if len(self._store.selection) == 1 else None
        if chosen is None and self._followed is None:
            self._notices.say(_("Select one vehicle to follow it."))
            return
        self._set_followed(None if chosen == self._followed else chosen)
        self._pane.map.follow(self._followed)

    def _set_followed(self, key: str | None) -> None:
        self._followed = key
        seen = self._store.fleet.get(key or "")
        self._pane.say_count(_("following {vehicle} · F ends it").format(vehicle=seen.label) if seen else "")

    def show_nearest(self, lat: float, lon: float) -> NearestPanel:
        """Rank all vehicles by when they could be at a place, and select the chosen one."""
        panel = self._nearest(Task("", None, lat=lat, lon=lon), pgettext("button", "Select"))
        panel.chosen.connect(lambda key: self._store.select([key]))
        panel.show()
        return panel

    def _popup(self, lat: float, lon: float, key: str, place: QPoint) -> None:
        if key:
            self._store.select([key])
            self._pane.unit_menu_wanted.emit(place)
            return
        menu = QMenu(self._pane.window())
        add_entry(menu, _("New task here")).triggered.connect(lambda: self._pane.task_wanted.emit(lat, lon))
        menu.addAction(_("Nearest vehicles")).triggered.connect(lambda: self.show_nearest(lat, lon))
        add_entry(menu, _("New place here")).triggered.connect(lambda: self._pane.poi_wanted.emit(lat, lon))
        add_entry(menu, _("New geozone here")).triggered.connect(lambda: self._pane.zone_wanted.emit(lat, lon))
        visits = add_entry(menu, _("Who was here, within 150 m"))
        visits.triggered.connect(lambda: self._pane.visits_wanted.emit(lat, lon))
        add_entry(menu, _("Address of this place")).triggered.connect(lambda: self._say_address(lat, lon))
        copy = _("Copy {latitude}, {longitude}").format(latitude=f"{lat:.5f}", longitude=f"{lon:.5f}")
        add_entry(menu, copy).triggered.connect(lambda: copy_place(lat, lon, self._notices))
        menu.addAction(_("Centre here")).triggered.connect(lambda: self._pane.show_place(lat, lon))
        menu.addSeparator()
        add_entry(menu, _("Draw polygon"), "P").triggered.connect(self._tool("polygon"))
        menu.popup(place)
