"""Binds the list of drivers to the vendors' lists, to the fleet, and to what can be done with a driver."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu

from fleetdesk.base.translation import _
from fleetdesk.domain.driver_roster import Told, roster
from fleetdesk.domain.located import place_of
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.background import Background
from fleetdesk.sync.drivers.roster import Roster
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.newest import Newest
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.store import Store
from fleetdesk.ui.drivers.pages import Page
from fleetdesk.ui.drivers.pane import DriversPane
from fleetdesk.ui.drivers.rows import DriverRow, driver_rows
from fleetdesk.ui.widgets.calling import offer_phone
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices, copy_place
from fleetdesk.ui.widgets.while_seen import WhileSeen

NAME_OF_DOCK, KEY = _("Drivers"), "Ctrl+Shift+D"
AGAIN_MS, LATER_MS = 10_000, 1_000
ROOM_PX = 320  # for some rows
NO_PLACE = _("Nobody tells where {name} is.")


class DriversController(QObject):
    """Asks for drivers while the dock is seen. place_wanted: latitude and longitude. times_wanted: a DriverRow."""

    place_wanted = Signal(float, float)
    times_wanted = Signal(object)

    def __init__(
        self, pane: DriversPane, people: Roster, store: Store, background: Background, notices: Notices
    ) -> None:
        super().__init__(pane)
        self._pane, self._people, self._store = pane, people, store
        self._background, self._notices = background, notices
        self._newest = Newest(background, "drivers")
        self._vehicles = OneWork(background, "drivers of vehicles")
        self._cancelled = False
        self._view, self._later = WhileSeen(pane, AGAIN_MS), QTimer(self, interval=LATER_MS)
        self._later.setSingleShot(True)
        self._listen()

    def _listen(self) -> None:
        pane = self._pane
        for due in (self._view.came, self._view.ticked):
            due.connect(self._look)
        self._view.went.connect(self._vehicles.stop)
        self._later.timeout.connect(self._refresh)
        self._people.changed.connect(self._refresh_later)
        pane.chosen.connect(self._select)
        pane.opened.connect(self._open)
        pane.menu_wanted.connect(self._popup)
        pane.refresh_wanted.connect(self._ask_again)
        pane.cancel_wanted.connect(self._cancel)
        self._people.want(lambda: self._view.is_seen)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME_OF_DOCK, KEY, self.open)]

    def open(self) -> None:
        """Show the dock with its list."""
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        self._pane.show_page(Page.LIST)
        self._pane.search.setFocus()

    def _look(self) -> None:
        if not self._view.is_seen:
            return
        self._people.refresh()
        self._refresh()
        if not self._vehicles.is_running and not self._cancelled:
            self._vehicles.start(self._ask_vehicles())

    def _refresh_later(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _refresh(self) -> None:
        """Show who drives now, put together in a thread."""
        if self._view.is_seen:
            self._newest.start(self._show)

    async def _show(self) -> None:
        told, fleet, now = self._people.told, list(self._store.fleet.values()), self._store.now()
        rows = await asyncio.to_thread(_rows, told, fleet, now)
        self._pane.show_drivers(rows, self._people.troubles, self._people.as_of)

    # -- drivers of single vehicles

    async def _ask_vehicles(self) -> None:
        """Ask for the drivers of all vehicles, for the phones that no other list has."""
        progress = self._pane.progress
        keys = [key for key, seen in self._store.fleet.items() if seen.unit.kind is UnitKind.VEHICLE]
        try:
            await self._people.of_units.ask_all(keys, progress.show_requests)
        finally:
            progress.show_requests(None)

    def _ask_again(self) -> None:
        self._cancelled = False
        self._people.ask_again()
        self._look()

    def _cancel(self) -> None:
        self._cancelled = True
        self._vehicles.stop()

    # -- what is done with a driver

    def _select(self, row: DriverRow | None) -> None:
        if row is not None and row.entry.unit:
            self._store.select([row.entry.unit])

    def _open(self, row: DriverRow) -> None:
        place = place_of(row.position)
        if place is None:
            self._notices.say(NO_PLACE.format(name=row.name))
        else:
            self._select(row)
            self.place_wanted.emit(*place)

    def _popup(self, row: DriverRow, at: QPoint) -> None:
        menu = QMenu(self._pane)
        place = place_of(row.position)
        add_entry(menu, _("Times and rests")).triggered.connect(lambda: self.times_wanted.emit(row))
        if place is not None:
            add_entry(menu, _("Show on the map")).triggered.connect(lambda: self._open(row))
            add_entry(menu, _("Copy position")).triggered.connect(lambda: copy_place(*place, self._notices))
        offer_phone(menu, row.phone, self._notices)
        person = row.entry.person
        if person.id and person.unit == person.id:  # a person who is a unit can be asked for alone
            again = add_entry(menu, _("Ask for this person again"))
            again.triggered.connect(lambda: self._people.of_units.ask_person(row.entry.key))
        menu.popup(at)


def _rows(told: Told, fleet: Sequence[Seen], now: datetime) -> dict[str, DriverRow]:
    return driver_rows(roster(told, fleet, now), {seen.key: seen for seen in fleet})
