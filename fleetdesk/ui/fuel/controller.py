"""Binds the fuel dock to the tanks, the fleet and the fuel of one vehicle in a period."""

import asyncio
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.drawn_levels import drawn_levels
from fleetdesk.domain.fuel.unit_fuel import UnitFuel
from fleetdesk.domain.units import Unit
from fleetdesk.sync.background import Background
from fleetdesk.sync.fuel.cases import FuelCases
from fleetdesk.sync.fuel.service import FoundFuel, FuelService
from fleetdesk.sync.fuel.tanks import Tanks
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.store import Store
from fleetdesk.ui.fuel.case_dialog import CaseDialog, print_case
from fleetdesk.ui.fuel.case_words import title_of
from fleetdesk.ui.fuel.last_change_finder import LastChangeFinder
from fleetdesk.ui.fuel.level_chart import mark_of
from fleetdesk.ui.fuel.pane import ASKING, CANCELLED, NO_CHANGES, NO_LEVEL_THEN, NOBODY, OF_TANK, FuelPane
from fleetdesk.ui.fuel.rows import EventRow, event_rows, level_rows
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.while_seen import WhileSeen

NAME = _("Fuel")
REFRESH_MS, LATER_MS = 60_000, 2_000
ROOM_PX = 400  # for some rows of both lists
CHART_PIXELS = 1200  # so finely the level is drawn, however wide the chart is
MOST_LOOKED = 50
"""The fuel of so many vehicles is remembered, those looked at last."""


class FuelController(QObject):
    """Opens the dock, keeps its levels up to date while it is seen, fetches what is selected, and opens cases.

    place_wanted: latitude and longitude that the map is to show.
    """

    place_wanted = Signal(float, float)

    def __init__(
        self,
        pane: FuelPane,
        tanks: Tanks,
        finder: LastChangeFinder,
        service: FuelService,
        cases: FuelCases,
        store: Store,
        background: Background,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        printing: Printing,
    ) -> None:
        super().__init__(pane)
        self._pane, self._tanks, self._service, self._store = pane, tanks, service, store
        self._finder = finder
        self._background, self._cases, self._tokens, self._zone = background, cases, tokens, zone
        self._printing = printing
        self._key = ""
        self.looked: dict[str, UnitFuel | None] = {}
        self._fetching = OneWork(background, "fuel")
        self._later, self._view = QTimer(self), WhileSeen(pane, REFRESH_MS)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._listen()

    def _listen(self) -> None:
        pane, tanks = self._pane, self._tanks
        tanks.want(lambda: self._view.is_seen)
        for told in (tanks.changed, tanks.failed, self._finder.changed):
            told.connect(self.show_levels)
        self._view.came.connect(self._look)
        self._view.ticked.connect(tanks.refresh)
        pane.chosen.connect(self._choose)
        pane.case_wanted.connect(self._open_case)
        pane.cancel_wanted.connect(self._cancel)
        pane.period_wanted.connect(lambda anew: self._fetch(anew=anew))
        self._store.fleet_changed.connect(self._show_later)
        self._later.timeout.connect(self._show_if_seen)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [Command(Menu.FLEET, NAME, "", self.open_selected)]

    def offer(self, menu: QMenu, key: str) -> None:
        """Add the fuel of a vehicle to its menu."""
        add_entry(menu, NAME).triggered.connect(lambda _on=False: self.open(key))

    def open_selected(self) -> None:
        """Show the dock, with the selected vehicle where there is one."""
        self.open(self._store.selection[0] if self._store.selection else "")

    def open(self, key: str = "") -> None:
        """Show the dock and the fuel of a vehicle; empty for none."""
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        if key in self._store.fleet and key not in self.looked:
            self._remember(key, None)
        self.show_levels()
        if key:
            self._pane.level_table.show_selection((key,))
            self._choose(key)

    def _look(self) -> None:
        """Show what is known, and look for more, as soon as the dock is seen."""
        self.show_levels()
        self._tanks.refresh()
        if self._view.is_seen:
            self._finder.look()

    def _show_later(self, _delta: object) -> None:
        if not self._later.isActive():
            self._later.start()

    def _show_if_seen(self) -> None:
        if self._view.is_seen:
            self.show_levels()

    def show_levels(self) -> None:
        """Show what is known now of all levels, where the dock was ever opened."""
        if not self._pane.is_built:
            return
        tanks = self._tanks.tanks
        refills = {key: found for key in tanks if (found := self._tanks.refill_of(key)) is not None}
        fleet = self._store.fleet.values()
        self._pane.show_levels(level_rows(fleet, tanks, refills, self._finder.found, self.looked))
        if not self._key:
            self._pane.show_events({}, NOBODY, tuple(self._tanks.troubles.values()))

    def _choose(self, key: str) -> None:
        self._key = key
        self._fetch()

    def _fetch(self, *, anew: bool = False) -> None:
        """Fetch what is chosen in place of what is being fetched."""
        self._stop()
        row = self._pane.levels.item(self._key)
        self._pane.show_subject(row.label if row else "")
        if row is None:
            self._pane.show_events({}, NOBODY)
        elif row.is_tank:
            self._pane.show_events({}, OF_TANK)
            self._fetching.start(self._tanks.ask_refill(self._key))
        else:
            self._fetch_vehicle(anew=anew)

    def _stop(self) -> None:
        self._fetching.stop()
        self._pane.show_chart((), ())

    def _cancel(self) -> None:
        """Give up what is being fetched; what has come is kept for the next time."""
        self._stop()
        self._pane.show_events({}, CANCELLED)

    def _fetch_vehicle(self, *, anew: bool) -> None:
        period, seen = self._pane.period_row.period(), self._store.fleet.get(self._key)
        if period is not None and seen is not None:
            self._pane.show_events({}, ASKING)
            self._fetching.start(self._show(seen.unit, seen.label, period, anew))

    async def _show(self, unit: Unit, label: str, period: Span, anew: bool) -> None:
        progress = self._pane.progress
        try:
            found = await self._service.fetch(unit, period, progress.show_requests, anew=anew)
        finally:
            progress.show_requests(None)
        levels = await asyncio.to_thread(drawn_levels, found.fuel.levels, CHART_PIXELS)
        self._pane.show_chart(levels, [mark_of(each) for each in found.fuel.events])
        self._remember(unit.key, found.fuel)
        self._finder.note(found.fuel)
        self.show_levels()
        self._show_found(unit, label, found)

    def _show_found(self, unit: Unit, label: str, found: FoundFuel) -> None:
        fuel = found.fuel
        burns = _("{litres} l/100 km in the period").format(litres=number(fuel.l_100km, 1)) if fuel.l_100km else ""
        self._pane.show_subject(label, burns)
        rows = event_rows(label, unit.account, fuel.events)
        self._pane.show_events(rows, NO_CHANGES if fuel.levels else NO_LEVEL_THEN, found.troubles)

    def _open_case(self, row: EventRow) -> None:
        fuel = self.looked.get(self._key)
        if fuel is not None:
            fleet: dict[str, str] = {
                each.key: each.label for each in self._store.fleet.values() if each.key != self._key
            }
            self._background.start(self._show_case(row, fuel, fleet), "fuel case")

    async def _show_case(self, row: EventRow, fuel: UnitFuel, fleet: Mapping[str, str]) -> None:
        case = await self._cases.look(row.label, row.event, fuel, fleet)
        dialog = CaseDialog(self._pane.window(), case, self._tokens, self._zone)
        dialog.place_wanted.connect(self.place_wanted)
        fill = lambda paper: print_case(case, self._zone, paper)  # noqa: E731
        dialog.print_wanted.connect(lambda: self._printing.preview(dialog, title_of(case), fill))
        dialog.show()

    def _remember(self, key: str, fuel: UnitFuel | None) -> None:
        self.looked.pop(key, None)
        self.looked[key] = fuel
        while len(self.looked) > MOST_LOOKED:
            del self.looked[next(iter(self.looked))]
