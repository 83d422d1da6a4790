"""What opens in the task form: a task, a new one with what is known of it, a copy, a place from the map."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.translation import _
from fleetdesk.domain.order_ref import propose
from fleetdesk.domain.task_fields import Value, fields_of
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.server_tasks import ServerTasks
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.form_context import FormContext
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.task_formatting import unit_name

QUARTER_S = 900
FIRST_LENGTH = timedelta(hours=2)
NOT_COPIED = ("order_ref", "status", "not_own")


class TaskOpening(QObject):
    """Opens the form, and gathers what it is read against."""

    pick_wanted = Signal(object)  # what takes the latitude and longitude of the place that is picked next

    def __init__(
        self, pane: TaskPane, context: FormContext, store: Store, server: ServerTasks, notices: Notices, zone: ZoneInfo
    ) -> None:
        super().__init__(pane)
        self.pane, self._context, self._store, self._server = pane, context, store, server
        self._notices, self._zone = notices, zone
        self._proposed = ""
        context.changed.connect(lambda: pane.form.check(loud=False))
        pane.form.inputs["order_ref"].edited.connect(lambda _: context.ask_soon(self._typed_ref()))
        pane.form.pick_wanted.connect(self._pick)
        pane.account_changed.connect(lambda account: self._prepare(account, "", ""))

    def open(self, task: Task | None) -> None:
        """Open a task in the form."""
        if task is not None:
            self._prepare(task.account, task.key, task.order_ref or "")
            self._store.mark_seen([task.key])
        self.pane.show_task(task)

    def _prepare(self, account: str, key: str, own_ref: str) -> None:
        self._context.open(account, key, own_ref)
        vehicles = (seen for seen in self._store.fleet.values() if seen.unit.account == account)
        names = sorted(unit_name(seen) for seen in vehicles if seen.unit.kind is UnitKind.VEHICLE)
        self.pane.form.offer_units(names)

    def new(
        self,
        *_rest: object,
        unit_key: str = "",
        start: datetime | None = None,
        place: tuple[float, float] | None = None,
        values: Mapping[str, Value] | None = None,
    ) -> None:
        """Open the form for a new task, with the values that are known already."""
        account = self._account(unit_key)
        if account is None:
            self._say(_("No account on this desk takes tasks. Connect a Metrotec account first."))
            return
        start = start or _next_quarter(self._store.now())
        self._proposed = self._reference()
        known: dict[str, Value] = {"order_ref": self._proposed, "start_at": start, "stop_at": start + FIRST_LENGTH}
        seen = self._store.fleet.get(unit_key or (self._store.selection[0] if self._store.selection else ""))
        if seen is not None and seen.unit.account == account and seen.unit.kind is UnitKind.VEHICLE:
            known["unit"] = seen.unit.id
        if place is not None:
            known |= {"lat": round(place[0], 6), "lon": round(place[1], 6)}
        self._prepare(account, "", "")
        self.pane.open_new(account, known | dict(values or {}), self._server.accounts())

    def _account(self, unit_key: str) -> str | None:
        """Return the account for a new task: the vehicle's, else the open task's, else the first; or None."""
        able = self._server.accounts()
        seen = self._store.fleet.get(unit_key or (self._store.selection[0] if self._store.selection else ""))
        wished = [seen.unit.account if seen else "", self.pane.task.account if self.pane.task else ""]
        return next((name for name in wished if name in able), able[0] if able else None)

    def _reference(self) -> str:
        return propose(self._store.now().astimezone(self._zone), secrets.SystemRandom())

    def copy(self) -> None:
        """Open the form for a new task with the values of the open one that can be used again."""
        task = self.pane.task
        if task is None:
            self._say(_("Open the task to copy first."))
            return
        self.new(values={name: value for name, value in fields_of(task).items() if name not in NOT_COPIED})

    def edit(self) -> None:
        """Focus the first field of the open task."""
        if self.pane.task is None:
            self._say(_("Choose a task to edit first."))
            return
        bring_focus(self.pane.form.inputs["unit"].editor)

    def _pick(self, lat_name: str) -> None:
        self.pick_wanted.emit(lambda lat, lon: self.pane.form.set_place(lat_name, lat, lon))

    def _typed_ref(self) -> str:
        text = self.pane.form.inputs["order_ref"].text()
        return "" if text == self._proposed else text

    def _say(self, sentence: str) -> None:
        self._notices.say(sentence)


def _next_quarter(now: datetime) -> datetime:
    """Return the next full quarter of an hour, in the zone of `now`."""
    seconds = now.timestamp()
    return datetime.fromtimestamp(seconds - seconds % QUARTER_S + QUARTER_S, now.tzinfo)
