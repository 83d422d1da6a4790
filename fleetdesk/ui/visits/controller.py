"""Opens "Who was here" for an area, answers from this computer, and fetches the rest when that is asked for."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from fleetdesk.base.errors import FleetError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.periods import until
from fleetdesk.domain.history.visits import UnitVisits
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.background import Background
from fleetdesk.sync.history.visits import FetchedVisits, VisitService
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.store import Store
from fleetdesk.ui.visits.pane import VisitsPane
from fleetdesk.ui.visits.proof import Proof, print_proof, title_of
from fleetdesk.ui.visits.rows import rows_of
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.printing import Printing

RADIUS_M, ROOM_PX = 150.0, 340
SHOWN_EVERY_S = 0.5
NO_AREA = _("Draw an area first: P polygon, R rectangle, C circle, L lasso.")
AT_THE_TASK = _("Who was here, within 150 m")
CANCELLED = _("Cancelled. What was known by then is shown; ask again to go on from there.")
NO_VEHICLES = _("No vehicle of your accounts has tracks.")


class VisitsController(QObject):
    """Binds the dock to the service. history_wanted: the key of a unit, and from when to when (seconds since 1970)."""

    history_wanted = Signal(str, float, float)

    def __init__(
        self,
        pane: VisitsPane,
        service: VisitService,
        store: Store,
        background: Background,
        notices: Notices,
        printing: Printing,
        zone: ZoneInfo,
        drawn: Callable[[], Area | None],
        name_of: Callable[[Area], str],
    ) -> None:
        super().__init__(pane)
        self._pane, self._service, self._store, self._zone = pane, service, store, zone
        self._notices, self._printing = notices, printing
        self._drawn, self._name_of = drawn, name_of
        self._area: Area | None = None
        self._found: dict[str, UnitVisits] = {}
        self._troubles: tuple[str, ...] = ()
        self._left_out = ""
        self._period = Span(0.0, 0.0)
        self._work = OneWork(background, "who was here")
        pane.period_wanted.connect(self._look)
        pane.rest_wanted.connect(self._fetch)
        pane.cancel_wanted.connect(self.cancel)
        pane.print_wanted.connect(self._print)
        pane.opened.connect(self._open_history)
        pane.closed.connect(self._work.stop)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [
            Command(Menu.MAP, _("Who was in the area"), "", self.open_drawn, possible=lambda: self._drawn() is not None)
        ]

    def offer_task(self, menu: QMenu, task: Task) -> None:
        """Add to the menu of a task who was at its place, where it has one."""
        if task.lat is not None and task.lon is not None:
            add_entry(menu, AT_THE_TASK).triggered.connect(lambda _on=False: self.open_task(task))

    def open_drawn(self) -> None:
        """Ask about the area on the map."""
        area = self._drawn()
        if area is None:
            self._notices.say(NO_AREA)
        else:
            self.open(area, self._name_of(area))

    def open_task(self, task: Task) -> None:
        """Ask who was within RADIUS_M of a task's place."""
        if task.lat is not None and task.lon is not None:
            self.open_place(task.lat, task.lon, formatting.place(task.address) if task.address else task.name)

    def open_place(self, lat: float, lon: float, name: str = "") -> None:
        """Ask who was within RADIUS_M of a place."""
        self.open(Area.around(lat, lon, RADIUS_M), name)

    def open(self, area: Area, name: str) -> None:
        """Ask who was in an area in the period that is chosen."""
        self._area = area
        self._pane.bring_up()
        self._pane.show_area(area, name)
        self._pane.make_room(ROOM_PX)
        self._look()

    # -- the answer

    def _look(self) -> None:
        """Answer anew from what is on this computer."""
        self._work.stop()
        period = self._pane.period_row.period() if self._area else None
        if period is None or self._area is None:
            return
        self._period, self._found, self._troubles = until(period, self._store.now()), {}, ()
        self._pane.show_looking(is_asked=True)
        self._work.start(self._show_kept(self._area, period))

    def _keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the vehicles that are asked about, and why others are not."""
        seen = sorted(self._store.fleet.values(), key=lambda each: formatting.folded(each.label))
        people = {each.key for each in seen if each.unit.kind is UnitKind.PERSON}
        keys, reasons = self._service.told_of([each.key for each in seen])
        return tuple(key for key in keys if key not in people), reasons

    async def _show_kept(self, area: Area, period: Span) -> None:
        keys, reasons = self._keys()
        self._left_out = together(*reasons)
        if not keys:
            self._troubles = (*self._troubles, NO_VEHICLES)
        try:
            await self._take(self._service.kept(keys, period, area), len(keys))
        except FleetError as error:
            self._troubles = (*self._troubles, str(error))
        finally:
            self._pane.progress.hide()
        await self._show()

    async def _take(self, answers: AsyncIterator[Sequence[UnitVisits]], count: int) -> None:
        """Show answers as they come, a few times a second at most."""
        shown = time.monotonic()
        async for some in answers:
            self._found |= {each.key: each for each in some}
            if time.monotonic() - shown > SHOWN_EVERY_S:
                told = _("{done} of {count} vehicles").format(done=grouped(len(self._found)), count=grouped(count))
                self._pane.progress.show_progress(len(self._found), count, told)
                await self._show(budget=False)
                shown = time.monotonic()

    async def _show(self, *, budget: bool = True) -> None:
        found = tuple(self._found.values())
        labels = {key: seen.label for key in self._found if (seen := self._store.fleet.get(key)) is not None}
        rows = await asyncio.to_thread(rows_of, found, labels, self._period, self._store.now())
        self._pane.show_visits(found, rows, self._left_out)
        self._pane.say_trouble(together(*self._troubles))
        self._pane.show_budget(self._service.budget(found) if budget else None)

    def _fetch(self) -> None:
        """Ask the vendors for what is missing."""
        self._work.stop()
        period, area = self._pane.period_row.period(), self._area
        units = self._service.budget(tuple(self._found.values())).units
        if period is not None and area is not None and units:
            self._work.start(self._show_fetched(units, period, area))

    async def _show_fetched(self, units: Sequence[str], period: Span, area: Area) -> None:
        self._period, self._troubles = until(period, self._store.now()), ()
        self._pane.show_budget(None)
        self._say_fetched(0, len(units))
        try:
            async for answer in self._service.fetch(units, period, area):
                await self._take_fetched(answer)
        finally:
            self._pane.progress.hide()
        await self._show()

    async def _take_fetched(self, answer: FetchedVisits) -> None:
        self._found |= {each.key: each for each in answer.found}
        self._troubles = tuple(dict.fromkeys((*self._troubles, *answer.troubles)))
        self._say_fetched(answer.progress.done, answer.progress.of)
        await self._show(budget=False)

    def _say_fetched(self, done: int, of: int) -> None:
        told = _("fetched {done} of {count} vehicles").format(done=grouped(done), count=grouped(of))
        self._pane.progress.show_progress(done, of, told)

    def cancel(self) -> None:
        """Give up what is under way and show what is known by now."""
        if self._work.is_running:
            self._troubles = (CANCELLED,)
            self._work.start(self._show())

    # -- what is done with it

    def _open_history(self, number: str) -> None:
        row = self._pane.model.item(number)
        if row is not None:
            self.history_wanted.emit(row.unit, row.visit.stay.begins, row.visit.stay.ends)

    def _print(self) -> None:
        if self._area is None:
            return
        proof = self._proof(self._area)
        self._printing.preview(self._pane.window(), title_of(proof.name), lambda paper: print_proof(proof, paper))

    def _proof(self, area: Area) -> Proof:
        rows = self._pane.model.shown_items()
        found, totals = tuple(self._found.values()), self._pane.totals_words(rows)
        name = self._pane.name.text().strip()
        missing = (self._left_out, *self._troubles)
        told = [each for each in missing if each]
        return Proof(name, area, self._period, found, rows, totals, told, self._zone, self._store.now())


def named_like(areas: Mapping[str, Area], area: Area) -> str:
    """Return the name of a saved area that is this one; empty without one."""
    return next((name for name, each in areas.items() if each.shape.equals(area.shape)), "")
