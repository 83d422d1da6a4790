"""Finds the last filling or drop of all vehicles in the list: what is on this computer at once, the rest when asked."""

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.fuel.unit_fuel import LastChange, UnitFuel, last_change
from fleetdesk.domain.units import Unit
from fleetdesk.sync.background import Background
from fleetdesk.sync.fuel.last_changes import LastChanges
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.store import Store
from fleetdesk.ui.fuel.pane import FuelPane

SHOWN_EVERY = 10
"""The list is brought up to date whenever so many more vehicles are known."""


class LastChangeFinder(QObject):
    """`found` holds what is known by the keys of vehicles, and `changed` says that there is more."""

    changed = Signal()

    def __init__(self, pane: FuelPane, changes: LastChanges, store: Store, background: Background) -> None:
        super().__init__(pane)
        self._pane, self._changes, self._store = pane, changes, store
        self.found: dict[str, LastChange] = {}
        self._work = OneWork(background, "last changes")
        store.turned.connect(self._forget)
        pane.rest_wanted.connect(self._fetch)
        pane.rest_cancel_wanted.connect(self._cancel)

    def look(self) -> None:
        """Look for those that are not known yet, on this computer; call it when the list is seen."""
        if not self._work.is_running:
            self._work.start(self._show_kept())

    def note(self, fuel: UnitFuel) -> None:
        """Take over what is known of a vehicle that was looked at."""
        self.found[fuel.view.key] = last_change(fuel)

    def _forget(self) -> None:
        """Know nothing any more, because another moment is shown."""
        self._work.stop()
        self.found.clear()
        self.changed.emit()

    def _units(self) -> list[Unit]:
        """Return the vehicles whose level and volume are known."""
        return [each.unit for each in self._store.fleet.values() if each.fuel_l is not None and each.unit.tank_l]

    async def _show_kept(self) -> None:
        unknown = [each for each in self._units() if each.key not in self.found]
        new = 0
        async for each in self._changes.kept(unknown):
            self.found[each.key] = each
            new += 1
            if new % SHOWN_EVERY == 0:
                self.changed.emit()
        self.changed.emit()
        await self._show_rest()

    async def _show_rest(self) -> None:
        self._pane.rest.show_budget(await self._changes.budget(self._units()))

    def _fetch(self) -> None:
        """Ask the vendors for what is missing."""
        self._work.start(self._show_fetched())

    async def _show_fetched(self) -> None:
        units: dict[str, Unit] = {each.key: each for each in self._units()}
        budget = await self._changes.budget([*units.values()])
        asked, troubles = [units[key] for key in budget.units], dict[str, None]()
        self._pane.rest.show_budget(None)
        self._show_progress(Progress(0, len(asked)))
        try:
            async for answer in self._changes.fetch(asked):
                self.found |= {each.key: each for each in answer.found}
                troubles |= dict.fromkeys(answer.troubles)
                self._show_progress(answer.progress)
                self.changed.emit()
        finally:
            self._pane.rest_progress.hide()
        self._pane.say_rest_trouble(together(*troubles))
        await self._show_rest()

    def _show_progress(self, progress: Progress) -> None:
        words = _("fetched {done} of {count} vehicles").format(done=grouped(progress.done), count=grouped(progress.of))
        self._pane.rest_progress.show_progress(progress.done, progress.of, words)

    def _cancel(self) -> None:
        """Give up what is being fetched; what has come is kept and shown."""
        self._work.start(self._show_kept())
