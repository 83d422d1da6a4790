"""Opens the order of a vehicle's day, and does what is chosen in it."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from fleetdesk.base.translation import _
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.background import Background
from fleetdesk.sync.newest import Newest
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store
from fleetdesk.ui.day_order.dialog import DayOrderDialog
from fleetdesk.ui.day_order.planning import planned
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.theme import Tokens

NAME = _("Order of the day")
CHOOSE = _("Select one vehicle first, or open one of its tasks.")


class DayOrder(QObject):
    """taken: new starts by the keys of tasks. given: keys of tasks, and the vehicle's key.

    `open_task` returns the task in the form, which another vehicle's day is tried with.
    """

    taken = Signal(object)
    given = Signal(object, str)

    def __init__(
        self,
        store: Store,
        open_task: Callable[[], Task | None],
        roads: RoadService,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        background: Background,
        notices: Notices,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._store, self._open_task, self._roads = store, open_task, roads
        self._tokens, self._zone, self._background, self._notices = tokens, zone, background, notices
        self._parent = parent

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME, "Ctrl+Shift+O", self.open_chosen, begins=True, asks=True)]

    def offer(self, menu: QMenu, key: str) -> None:
        """Add the order of the day to the menu of a vehicle."""
        seen = self._store.fleet.get(key)
        if seen is not None and seen.unit.kind is UnitKind.VEHICLE:
            add_entry(menu, NAME, "Ctrl+Shift+O").triggered.connect(lambda _on=False: self.open(key))

    def open_chosen(self) -> None:
        """Open the day of the selected vehicle, or of that which has the open task."""
        key = self._chosen()
        if key is None:
            self._notices.say(CHOOSE)
        else:
            self.open(key)

    def open(self, key: str) -> DayOrderDialog:
        """Open the window of a vehicle; it follows what happens to it."""
        dialog = DayOrderDialog(self._parent.window(), self._store.fleet[key].label, self._tokens, self._zone)
        newest = Newest(self._background, "order of the day")
        dialog.refresh_wanted.connect(lambda: newest.start(partial(self._show, dialog, key)))
        dialog.taken.connect(self.taken)
        dialog.given.connect(lambda task: self.given.emit((task,), key))
        self._store.tasks_changed.connect(dialog.refresh_wanted)
        self._roads.changed.connect(dialog.refresh_wanted)
        dialog.show()
        dialog.refresh_wanted.emit()
        return dialog

    def _chosen(self) -> str | None:
        task = self._open_task()
        keys = [*self._store.selection[:1], *([unit_key(task.account, task.unit)] if task and task.unit else [])]
        known = (self._store.fleet.get(key) for key in keys)
        return next((seen.key for seen in known if seen is not None and seen.unit.kind is UnitKind.VEHICLE), None)

    async def _show(self, dialog: DayOrderDialog, key: str) -> None:
        seen = self._store.fleet.get(key)
        if seen is None:
            return
        other = self._other(key, seen.unit.account)
        found = await planned(seen, other, self._store, self._zone, self._roads)
        if isValid(dialog):
            dialog.show_plans(found, other)

    def _other(self, key: str, account: str) -> Task | None:
        """Return the open task where the vehicle could be given it and has it not yet."""
        task = self._open_task()
        if task is None or task.finished or task.account != account:
            return None
        return None if task.unit and unit_key(task.account, task.unit) == key else task
