"""The commands about vehicles: finding, selecting, opening, and the menu of the selected one."""

from collections.abc import Callable, Sequence
from itertools import islice

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.located import place_of
from fleetdesk.sync.store import Store
from fleetdesk.ui.vehicles.pane import VehiclesPane
from fleetdesk.ui.vehicles.search import haystack
from fleetdesk.ui.vehicles.vehicle_details import VehicleDetails
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.focus import bring_focus, escape_focused
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices, copy_place


class VehicleCommands(QObject):
    """Binds commands to the list and the details.

    `give_up` gives up what is drawn or replayed on the map, and returns whether anything was; `follow` follows
    the selected. Ctrl+A acts `beside` the list too.
    """

    place_wanted = Signal(float, float)  # latitude and longitude that the map is to show, near
    new_task_wanted = Signal()
    menu_opening = Signal(QMenu, str)  # the menu of a unit, to which others may add, and the key of the unit
    everything_wanted = Signal()  # nothing is selected or searched any more: no counter is to narrow either

    def __init__(
        self,
        pane: VehiclesPane,
        details: VehicleDetails,
        store: Store,
        notices: Notices,
        give_up: Callable[[], bool],
        follow: Callable[[], None],
        refresh: Callable[[], object],
        beside: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(pane)
        self._pane, self._details, self._store, self._notices = pane, details, store, notices
        self._give_up, self._follow, self._refresh, self._beside = give_up, follow, refresh, beside
        pane.menu_wanted.connect(self.popup)
        pane.opened.connect(self.open_unit)

    def commands(self) -> list[Command]:
        """Return the commands for the menus."""
        lists, chosen = (self._pane.table, *self._beside), lambda: bool(self._store.selection)
        return [
            Command(Menu.FLEET, _("Find a vehicle"), "Ctrl+F or F3", lambda: bring_focus(self._pane.search)),
            Command(Menu.FLEET, _("Select all shown"), "Ctrl+A", self.select_all, lists, begins=True),
            Command(Menu.FLEET, _("Clear selection"), "Esc", self.clear),
            Command(Menu.FLEET, _("Follow"), "F", self._follow, begins=True, possible=chosen),
            Command(Menu.FLEET, _("Open on map"), "Ctrl+Return", self.open_selected, possible=chosen),
            Command(Menu.FLEET, _("Copy position"), "Ctrl+Shift+C", self.copy_position, possible=chosen),
            Command(Menu.FLEET, _("Refresh"), "F5", self._refresh, begins=True),
        ]

    def find(self, text: str, most: int) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return at most so many vehicles, and drivers, that contain every word of a text; Enter selects them."""
        return [*self.find_drivers(text, most), *self.find_vehicles(text, most)]

    def find_vehicles(self, text: str, most: int) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return at most so many vehicles that contain every word of a text; Enter selects one."""
        words = text.casefold().split()
        found: list[tuple[str, Callable[[], object]]] = []
        for key, seen in self._store.fleet.items():
            if len(found) >= most:
                break
            if all(word in haystack(seen) for word in words):
                found.append(
                    (
                        _("Vehicle: {label} · {state}").format(label=seen.label, state=seen.motion.reason),
                        self._select(key),
                    )
                )
        return found

    def find_drivers(self, text: str, most: int) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return at most so many drivers whose names contain every word of a text; Enter selects their vehicles."""
        words = text.casefold().split()
        driven = ((seen.driver, key, seen) for key, seen in self._store.fleet.items() if seen.driver)
        found = (each for each in driven if all(word in each[0].casefold() for word in words))
        return [
            (_("Driver: {driver} · {vehicle}").format(driver=driver, vehicle=seen.label), self._select(key))
            for driver, key, seen in islice(found, most)
        ]

    def _select(self, key: str) -> Callable[[], object]:
        def select() -> None:
            self._store.select([key])
            bring_focus(self._pane.table)

        return select

    def select_all(self) -> None:
        """Select all units that the list shows."""
        self._store.select(self._pane.model.keys())

    def clear(self) -> None:
        """Undo one thing a press on Esc: on the map, in the panel with the focus, search, selection, counters."""
        if self._give_up() or escape_focused() or self._pane.clear_search():
            return
        if self._store.selection:
            self._store.select([])
        else:
            self.everything_wanted.emit()

    def open_selected(self) -> None:
        """Open the selected unit."""
        if self._store.selection:
            self.open_unit(self._store.selection[0])

    def open_unit(self, key: str) -> None:
        """Select a unit, show its details, and show it near on the map."""
        seen = self._store.fleet.get(key)
        if seen is None:
            return
        self._store.select([key])
        self._details.show()
        if place := place_of(seen.position):
            self.place_wanted.emit(*place)

    def copy_position(self) -> None:
        """Copy latitude and longitude of the selected unit to the clipboard."""
        seen = self._store.fleet.get(self._store.selection[0]) if self._store.selection else None
        if seen and (place := place_of(seen.position)):
            copy_place(*place, self._notices)
        else:
            self._notices.say(_("Select a vehicle with a position first."))

    def popup(self, place: QPoint) -> None:
        """Offer what can be done with the selected unit."""
        menu = QMenu(self._pane.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, key, do in (
            (_("New task"), "T", self.new_task_wanted.emit),
            (_("Follow"), "F", self._follow),
            (_("Open on map"), "Ctrl+Return", self.open_selected),
            (_("Copy position"), "Ctrl+Shift+C", self.copy_position),
        ):
            add_entry(menu, text, key).triggered.connect(lambda _=False, do=do: do())
        if self._store.selection:
            self.menu_opening.emit(menu, self._store.selection[0])
        menu.popup(place)
