"""Binds the places dock to the vendors' lists, to who is where now, and to what can be done with a place."""

import asyncio

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.located import place_of
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.sync.background import Background
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.newest import Newest
from fleetdesk.sync.store import Store
from fleetdesk.ui.places.creating import PlaceCreating
from fleetdesk.ui.places.pane import PlacesPane
from fleetdesk.ui.places.rows import PlaceRow, place_rows, waiting_rows, with_who_is_here
from fleetdesk.ui.widgets.calling import offer_phone
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices, copy_place
from fleetdesk.ui.widgets.while_seen import WhileSeen

NAME_OF_DOCK = _("Places")
AGAIN_MS = 10_000
ROOM_PX = 300  # for some rows
CHANGED, UNCHANGED = _("The place is shown as the server has it now."), _("Nothing of the place has changed.")


class PlacesController(QObject):
    """Asks for places while the dock is seen. place_wanted, task_wanted: latitude and longitude.

    visits_wanted: latitude, longitude and the name of the place. report_wanted: the place or geozone that a report
    is to be of. outbox_wanted: nothing.
    """

    place_wanted = Signal(float, float)
    task_wanted = Signal(float, float)
    visits_wanted = Signal(float, float, str)
    report_wanted = Signal(object)
    outbox_wanted = Signal()

    def __init__(
        self, pane: PlacesPane, places: NamedPlaces, store: Store, background: Background, notices: Notices,
        creating: PlaceCreating,
    ) -> None:  # fmt: skip
        super().__init__(pane)
        self._creating = creating
        self._pane, self._places, self._store, self._notices = pane, places, store, notices
        self._background, self._newest = background, Newest(background, "places")
        self._view = WhileSeen(pane, AGAIN_MS)
        self._view.ticked.connect(self._refresh)
        self._view.came.connect(self._look)
        for told in (places.changed, places.failed):
            told.connect(self._refresh)
        store.selection_changed.connect(lambda _keys: self._refresh())
        pane.new_wanted.connect(self.new_place)
        pane.opened.connect(lambda row: self.place_wanted.emit(row.lat, row.lon))
        pane.task_wanted.connect(lambda row: self.task_wanted.emit(row.lat, row.lon))
        pane.visits_wanted.connect(lambda row: self.visits_wanted.emit(row.lat, row.lon, row.name))
        pane.menu_wanted.connect(self._popup)
        places.want(lambda: self._view.is_seen)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.MAP, NAME_OF_DOCK, "", self.open)]

    def open(self) -> None:
        """Show the dock."""
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        self._pane.search.setFocus()

    def _look(self) -> None:
        self._places.refresh()
        self._refresh()

    def _refresh(self) -> None:
        """Show the places with who is there now, counted in a thread."""
        if self._view.is_seen:
            self._newest.start(self._show)

    async def _show(self) -> None:
        places, waiting = list(self._places.places), self._places.waiting
        fleet = list(self._store.fleet.values())
        rows = await asyncio.to_thread(lambda: with_who_is_here(waiting_rows(waiting) | place_rows(places), fleet))
        self._pane.show_places(rows, tuple(self._places.troubles.values()))

    def _popup(self, row: PlaceRow, at: QPoint) -> None:
        menu = QMenu(self._pane)
        place = place_of(row)
        if place is not None:
            add_entry(menu, _("Show on the map")).triggered.connect(lambda: self.place_wanted.emit(*place))
            add_entry(menu, _("Task here")).triggered.connect(lambda: self.task_wanted.emit(*place))
            add_entry(menu, _("Who was here")).triggered.connect(lambda: self.visits_wanted.emit(*place, row.name))
            add_entry(menu, _("Copy position")).triggered.connect(lambda: copy_place(*place, self._notices))
        self._offer_more(menu, row)
        offer_phone(menu, row.phone, self._notices)
        menu.popup(at)

    def _offer_more(self, menu: QMenu, row: PlaceRow) -> None:
        """Offer what can be made of a place: a geozone's alarms, a place of a visited one, the write that makes it."""
        if row.op is not None:
            add_entry(menu, _("Show it in the outbox")).triggered.connect(lambda: self.outbox_wanted.emit())
        elif isinstance(row.place, Geozone):
            zone = row.place
            add_entry(menu, _("Alarm of vehicles…")).triggered.connect(lambda: self._creating.tie(zone))
        elif isinstance(row.place, Place):
            visited = row.place
            add_entry(menu, _("Ask for it anew")).triggered.connect(lambda: self._ask_anew(visited))
        if isinstance(row.place, Poi | Geozone) and row.place.id is not None and row.op is None:
            reported = row.place
            order = add_entry(menu, _("Report of its visits…"))
            order.triggered.connect(lambda: self.report_wanted.emit(reported))
        if (place := place_of(row)) is not None and row.op is None:
            make = add_entry(menu, _("New place here"))
            make.triggered.connect(lambda: self._creating.new_poi(*place, row.name, row.address))
            around = add_entry(menu, _("New geozone here"))
            around.triggered.connect(lambda: self._creating.new_zone(*place, row.radius_m, row.name))

    def _ask_anew(self, place: Place) -> None:
        self._background.start(self._show_anew(place), "place anew")

    async def _show_anew(self, place: Place) -> None:
        """Ask for a visited place and say whether anything of it is other than before."""
        try:
            is_other = await self._places.ask_one(place)
        except FleetError as error:
            self._notices.say(together(f"{place.account}:", error), trouble=True)
            return
        self._notices.say(CHANGED if is_other else UNCHANGED)

    def new_place(self) -> None:
        """Ask for a new place at the selected one, or anywhere."""
        row = self._pane.selected()
        place = place_of(row) if row is not None else None
        self._creating.new_poi(*(place or (None, None)))
