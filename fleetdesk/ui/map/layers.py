"""What the map shows beside the vehicles: the menu of its layers."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from fleetdesk.base.translation import _, pgettext
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.profile.settings import Settings
from fleetdesk.ui.map.named_places import SETTINGS, NamedPlaceLayer
from fleetdesk.ui.map.pane import MapPane
from fleetdesk.ui.map.saved_areas import SavedAreas
from fleetdesk.ui.widgets.foreign_text import add_entry

TASKS = {
    "all": _("All tasks"),
    "today": _("Today's tasks"),
    "selected": _("Tasks of selected vehicles"),
    "none": _("No tasks"),
}
"""The words of `map_tasks` in the menu."""
SWITCHES = {
    "map_names": _("Names"),
    "map_clusters": _("Clusters"),
    "map_areas": _("Saved areas"),
    "map_pois": _("Points of interest"),
    "map_visited": _("VEZMA places"),
    "map_geozones": _("Geozones"),
}
"""The words of the settings that are on or off."""


class LayersMenu(QObject):
    """Offers the layers at the map's own button. `chosen`: name of a setting, and its new value."""

    chosen = Signal(str, object)

    def __init__(self, view: MapWidget, settings: Callable[[], Settings]) -> None:
        super().__init__(view)
        self._map, self._settings = view, settings
        view.layers.wanted.connect(self.popup)

    def popup(self, at: QPoint) -> QMenu:
        """Open the menu at a place of the screen, with what is shown now ticked."""
        settings, menu = self._settings(), QMenu(self._map)
        menu.setAccessibleName(pgettext("map", "Layers"))
        group = QActionGroup(menu)
        for value, words in TASKS.items():
            group.addAction(self._tick(menu, words, settings.map_tasks == value, "map_tasks", value))
        menu.addSeparator()
        for name, words in SWITCHES.items():
            is_on = getattr(settings, name)
            self._tick(menu, words, is_on, name, not is_on)
        menu.popup(at)
        return menu

    def _tick(self, menu: QMenu, words: str, is_on: bool, name: str, value: object) -> QAction:
        action = add_entry(menu, words)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(partial(self._choose, name, value))
        return action

    def _choose(self, name: str, value: object, *_rest: object) -> None:
        self.chosen.emit(name, value)


class MapLayers:
    """Lets the settings of the layers hold on the map, from the start on and when they change."""

    def __init__(
        self,
        pane: MapPane,
        areas: SavedAreas,
        places: NamedPlaceLayer,
        menu: LayersMenu,
        settings: Callable[[], Settings],
    ) -> None:
        self._pane, self._areas, self._places, self.menu, self._settings = pane, areas, places, menu, settings
        self._show()
        pane.map.ready.connect(areas.refresh)

    def hold(self, names: Collection[str]) -> None:
        """Show what these settings, which have changed, say now."""
        if "map_tasks" in names:
            self._pane.pins.refresh()
        if {"map_names", "map_clusters"}.intersection(names):
            self._show()
        if "map_areas" in names:
            self._areas.refresh()
        if SETTINGS.intersection(names):
            self._places.refresh()

    def _show(self) -> None:
        settings = self._settings()
        self._pane.map.layers.show(names=settings.map_names, clusters=settings.map_clusters)
