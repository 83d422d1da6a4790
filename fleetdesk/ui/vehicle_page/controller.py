"""Shows the data of the selected unit or the chosen car while the dock is seen, and asks the vendors about it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from fleetdesk.base.translation import _
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.units import VehicleEvent
from fleetdesk.sync.background import Background
from fleetdesk.sync.cars import Cars
from fleetdesk.sync.fuel.tanks import Tanks
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.newest import Newest
from fleetdesk.sync.shown_store import ShownStore
from fleetdesk.sync.vehicle_data import VehicleDataService
from fleetdesk.ui.vehicle_page.page import Page
from fleetdesk.ui.vehicle_page.pane import SELECTION, VehiclePane
from fleetdesk.ui.vehicle_page.writer import PageWriter
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.while_seen import WhileSeen

NAME = _("Vehicle data")
ROOM_PX = 360  # for some sections
SOON_MS, AGAIN_MS = 300, 5_000
"""So long a selection must stay before anybody is asked, and so often ages are written anew."""


class VehiclePageController(QObject):
    """Follows the selection while the dock is seen. order_wanted: the key of a vehicle.

    `takes_orders` tells whether devices of an account take any.
    """

    order_wanted = Signal(str)

    def __init__(
        self, pane: VehiclePane, writer: PageWriter, store: ShownStore, data: VehicleDataService, cars: Cars,
        tanks: Tanks, places: NamedPlaces, background: Background,
        takes_orders: Callable[[str], bool],
    ) -> None:  # fmt: skip
        super().__init__(pane)
        self._pane, self._writer, self._store, self._data, self._cars = pane, writer, store, data, cars
        self._lists = cars.lists, cars.kinds, tanks, places
        self._tanks, self._takes_orders = tanks, takes_orders
        self._newest, self._car = Newest(background, "vehicle data"), SELECTION
        self._waiting: tuple[str, set[str]] = "", set()
        self._soon, self._view = QTimer(self, interval=SOON_MS), WhileSeen(pane, AGAIN_MS)
        self._soon.setSingleShot(True)
        self._listen()

    def _listen(self) -> None:
        pane, store = self._pane, self._store
        self._soon.timeout.connect(self._ask_if_due)
        for due in (self._view.came, self._view.ticked):
            due.connect(self._look)
        self._view.came.connect(self._soon.start)
        pane.car_chosen.connect(self._choose)
        pane.ask_wanted.connect(lambda: self._ask(anew=True))
        pane.order_wanted.connect(lambda: self.order_wanted.emit(self.key))
        store.selection_changed.connect(self._follow)
        for changed in (store.fleet_changed, store.outbox_changed):
            changed.connect(lambda _delta: self.refresh())
        for told in (self._cars.changed, store.turned):
            told.connect(self.refresh)
        for listed in self._lists:
            listed.changed.connect(self.refresh)
            listed.want(lambda: self._view.is_seen)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME, "", lambda: self.open())]

    def offer(self, menu: QMenu, key: str) -> None:
        """Add the data of a unit to its menu."""
        add_entry(menu, NAME).triggered.connect(lambda _on=False: self.open(key))

    def open(self, key: str = "") -> None:
        """Show the dock with a unit, which becomes selected, or with what is selected."""
        if key and key not in self._store.selection[:1]:
            self._store.select([key])
        self._car = SELECTION
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        self.refresh()
        self._soon.start()

    def look_again(self, event: VehicleEvent) -> None:
        """Ask anew where the vehicle is shown whose device has an order now."""
        if unit_key(event.account, event.unit or "") == self.key:
            self._ask()

    @property
    def key(self) -> str:
        """The key of the unit or car that is shown; empty for none."""
        if self._car != SELECTION:
            return self._car
        return self._store.selection[0] if self._store.selection else ""

    @property
    def page(self) -> Page | None:
        """Return the page that is shown; None where nothing is selected."""
        return self._writer.page(self.key)

    def _look(self) -> None:
        if self._view.is_seen:
            for each in self._lists:
                each.refresh()
            self.refresh()

    def _choose(self, key: str) -> None:
        self._car = key
        self.refresh()
        self._soon.start()

    def _follow(self) -> None:
        """Show what was selected now, whatever car was looked at before."""
        self._car = SELECTION
        self.refresh()
        self._soon.start()

    def refresh(self) -> None:
        """Show anew what is known, while anybody sees it."""
        if not self._view.is_seen:
            return
        self._pane.show_cars(self._writer.cars(), self._car)
        seen = self._store.fleet.get(self.key)
        takes = seen is not None and self._store.is_live and self._takes_orders(seen.unit.account)
        self._pane.show_page(self.page, takes_orders=takes)
        self._note_orders()

    def _note_orders(self) -> None:
        """Ask for the settings anew where an order has left the outbox, which is when the server has it."""
        (key, before), waiting = self._waiting, {op.uid for op in self._writer.waiting(self.key)}
        self._waiting = self.key, waiting
        if key == self.key and before - waiting:
            self._ask()

    def _ask_if_due(self) -> None:
        if self._view.is_seen and (self._car != SELECTION or self._data.is_due(self.key)):
            self._ask()

    def _ask(self, *, anew: bool = False) -> None:
        if self.key and self._view.is_seen and self._store.is_live:
            key = self.key
            self._newest.start(lambda: self._asked(key, anew=anew))

    async def _asked(self, key: str, *, anew: bool) -> None:
        seen = self._store.fleet.get(key)
        if seen is not None:
            await self._data.ask(seen.unit, anew=anew)
            await self._tanks.ask_refill(key, anew=anew)
        elif self._car == key:
            await self._cars.ask_one(key)
        self.refresh()
