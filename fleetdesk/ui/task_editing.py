"""What the dispatcher does with tasks: new, edit, give, state, copy, template; each goes through the outbox."""

import secrets
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from fleetdesk.api.provider import Provider
from fleetdesk.domain.capabilities import Ability
from fleetdesk.domain.drafts import create_draft
from fleetdesk.domain.order_ref import propose
from fleetdesk.domain.outbox import ASKING, Op, OpKind
from fleetdesk.domain.task_fields import Value, fields_of, with_fields
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import UnitKind
from fleetdesk.errors import FleetError
from fleetdesk.sync.background import Background
from fleetdesk.sync.editing import TaskDesk
from fleetdesk.sync.store import Store
from fleetdesk.ui.form_setting import FormSetting
from fleetdesk.ui.main_window import MainWindow
from fleetdesk.ui.nearest_panel import NearestPanel

QUARTER_S = 900
FIRST_LENGTH = timedelta(hours=2)
NOT_COPIED = ("order_ref", "status", "not_own")


class TaskEditing(QObject):
    """Binds the task form, the list, the board and the map to the task desk."""

    def __init__(self, window: MainWindow, store: Store, desk: TaskDesk, providers: Mapping[str, Provider],
                 background: Background, zone: ZoneInfo) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._store, self.desk, self._providers = window, store, desk, providers
        self._background, self._zone = background, zone
        self._proposed = ""
        self.pane = window.task
        self.setting = FormSetting(store, zone, providers, background, self)
        self.setting.wanted_ref = self._typed_ref
        self.pane.form.setting = self.setting.now
        self.setting.changed.connect(lambda: self.pane.form.check(loud=False))
        self._wire()

    def _wire(self) -> None:
        window, pane = self._window, self.pane
        window.tasks.picked.connect(self.open)
        window.tasks.new_wanted.connect(self.new)
        window.board.opened.connect(lambda key: self.open(self._store.tasks.get(key)))
        window.board.new_wanted.connect(lambda unit, start: self.new(unit_key=unit, start=start))
        window.board.moved.connect(self._moved)
        window.map.task_wanted.connect(lambda lat, lon: self.new(place=(lat, lon)))
        window.giving.give_wanted.connect(self.give)
        pane.save_wanted.connect(self.save)
        pane.status_wanted.connect(self._status)
        pane.copy_wanted.connect(self.copy)
        pane.nearest_wanted.connect(self.nearest)
        pane.kept_aside.connect(lambda name: self._say(f"What you typed into {name} is kept. Open it again to go on."))
        pane.form.pick_wanted.connect(self._pick)
        pane.form.inputs["order_ref"].edited.connect(lambda _: self.setting.ask_soon())
        pane.asking.settled.connect(lambda op, mine: self.do(self.desk.settle(op, mine), "settle"))
        pane.asking.retried.connect(lambda op: self.do(self.desk.retry(op), "retry"))
        pane.asking.discarded.connect(lambda op: self.do(self.desk.discard(op), "discard"))
        pane.asking.made_anew.connect(self._make_anew)

    # -- opening

    def open(self, task: Task | None) -> None:
        """Opens a task in the form."""
        if task is not None:
            self._prepare(task.account, task.key, task.order_ref or "")
            self._store.mark_seen([task.key])
        self.pane.show_task(task)

    def _prepare(self, account: str, key: str, own_ref: str) -> None:
        self.setting.open(account, key, own_ref)
        vehicles = (seen for seen in self._store.fleet.values() if seen.unit.account == account)
        names = sorted(seen.label + (f" · {seen.unit.name}" if seen.unit.name and seen.unit.name != seen.label else "")
                       for seen in vehicles if seen.unit.kind is UnitKind.VEHICLE)  # fmt: skip
        self.pane.form.offer_units(names)

    def new(self, *_: object, unit_key: str = "", start: datetime | None = None,
            place: tuple[float, float] | None = None, values: Mapping[str, Value] | None = None) -> None:  # fmt: skip
        """Opens the form for a new task, with what is known of it already."""
        account = self._account(unit_key)
        if account is None:
            self._say("No account on this desk takes tasks. Connect a Metrotec account first.")
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
        self.pane.open_new(account, known | dict(values or {}))

    def _account(self, unit_key: str) -> str | None:
        """Where a new task belongs: the vehicle's account, else the open task's, else the first that takes tasks."""
        able = [name for name, each in self._providers.items() if Ability.TASKS in each.capabilities]
        seen = self._store.fleet.get(unit_key or (self._store.selection[0] if self._store.selection else ""))
        wished = [seen.unit.account if seen else "", self.pane.task.account if self.pane.task else ""]
        return next((name for name in wished if name in able), able[0] if able else None)

    def _reference(self) -> str:
        return propose(self._store.now().astimezone(self._zone), secrets.SystemRandom())

    def copy(self) -> None:
        """A new task like the open one, for the driver's next such job."""
        task = self.pane.task
        if task is None:
            self._say("Open the task to copy first.")
            return
        self.new(values={name: value for name, value in fields_of(task).items() if name not in NOT_COPIED})

    def edit(self) -> None:
        """To the first field of the open task."""
        if self.pane.task is None:
            self._say("Choose a task to edit first.")
            return
        self.pane.show()
        self.pane.raise_()
        self.pane.form.inputs["unit"].editor.setFocus()

    def _pick(self, lat_name: str) -> None:
        self._window.map.show()
        self._window.map.pick_place(lambda lat, lon: self.pane.form.set_place(lat_name, lat, lon))

    def _typed_ref(self) -> str:
        text = self.pane.form.inputs["order_ref"].text()
        return "" if text == self._proposed else text

    # -- saving

    def save(self) -> None:
        """Keeps what the form holds; the first field at fault gets the focus instead."""
        reading = self.pane.form.check(loud=True)
        wrong = self.pane.form.first_wrong()
        if wrong is not None:
            self.pane.say_trouble(f"Not saved. {reading.wrong[wrong.field.name]}")
            wrong.editor.setFocus()
            return
        self.pane.say_trouble("")
        if self.pane.new_account is not None:
            self.do(self._save_new(self.pane.new_account, reading.fields), "save task", form=True)
        elif self.pane.task is not None and self.pane.form.touched:
            self.do(self._save_old(self.pane.task, reading.fields), "save task", form=True)

    async def _save_new(self, account: str, fields: Mapping[str, Value]) -> None:
        status = self.pane.status.status
        fields = {**fields, "status": status if status not in (None, TaskStatus.CREATED) else None}
        draft = create_draft(account, fields, proposed=fields.get("order_ref") == self._proposed)
        await self.desk.save([draft])
        key = f"{account}/{draft.task}"
        self.pane.saved(key)
        self._window.tasks.table.show_selection((key,))
        self._say(f"{draft.label} is saved on this computer.")

    async def _save_old(self, task: Task, fields: Mapping[str, Value]) -> None:
        """Against what the user saw, field by field; a write that was refused is replaced by the corrected one."""
        seen = with_fields(task, {name: self.pane.form.base.get(name) for name in fields})
        asking = self._asking(task.key)
        if asking is not None and asking.kind is not OpKind.STATUS and asking.code != "gone":
            base = {
                **{name: seen_value for name, seen_value in fields_of(seen).items() if name in fields},
                **asking.base,
            }
            await self.desk.replace(asking, {**asking.fields, **fields}, base | dict(asking.theirs))
        else:
            await self.desk.edit(seen, fields)
        self.pane.saved(task.key)

    def _asking(self, key: str) -> Op | None:
        return next((op for op in self._store.book.ops(key) if op.state in ASKING and not op.damaged), None)

    def _status(self, status: TaskStatus) -> None:
        task = self.pane.task
        if task is not None and task.status is not status:
            self.do(self.desk.set_status(task, status), "set status")

    def _moved(self, key: str, changes: Mapping[str, Any]) -> None:
        task = self._store.tasks.get(key)
        if task is not None:
            self.do(self.desk.edit(task, {**changes, "unit": changes.get("unit", task.unit)}), "move task")

    def give(self, keys: tuple[str, ...], unit_key: str) -> None:
        """Gives tasks to a vehicle."""
        seen = self._store.fleet.get(unit_key)
        if seen is not None:
            self.do(self._give(keys, seen.unit.id, seen.label), "give task")

    async def _give(self, keys: tuple[str, ...], unit: str, label: str) -> None:
        ops = await self.desk.give(keys, unit)
        if ops:
            self._say(f"{len(ops)} {'task is' if len(ops) == 1 else 'tasks are'} given to {label}; "
                      "saved on this computer. Ctrl+Z takes it back.")  # fmt: skip

    def nearest(self) -> None:
        """Ranks the vehicles for the task as it stands in the form."""
        reading = self.pane.form.reading
        before = self.pane.task or Task(self.pane.new_account or "", None)
        task = with_fields(before, {n: v for n, v in reading.fields.items() if n not in reading.wrong})
        if task.lat is None or task.lon is None:
            self._say("Say where the task is first: coordinates, or Pick on map.")
            return
        panel = NearestPanel(task, self._store, self._window.tokens, self._zone, self._window)
        panel.chosen.connect(self._chosen)
        panel.show()

    def _chosen(self, unit_key: str) -> None:
        """In an open form it is typed in; a task that nobody is editing gets the vehicle at once."""
        task, seen = self.pane.task, self._store.fleet.get(unit_key)
        if seen is None:
            return
        if task is not None and not self.pane.form.touched:
            self.give((task.key,), unit_key)
        else:
            self.pane.form.inputs["unit"].type_text(self.pane.named(seen.unit.id))

    def _make_anew(self, op: Op) -> None:
        task = self._store.tasks.get(op.key)
        if task is not None:
            self.do(self.desk.make_anew(op, fields_of(task), self._reference()), "make anew")

    # -- below

    def do(self, work: Coroutine[Any, Any, object], name: str, *, form: bool = False,
           then: Callable[[], object] | None = None) -> None:  # fmt: skip
        """Runs a write off the window's way; a sentence where it was refused."""
        self._background.start(self._done(work, form, then), name)

    async def _done(self, work: Coroutine[Any, Any, object], form: bool, then: Callable[[], object] | None) -> None:
        try:
            await work
        except FleetError as error:
            if form:
                self.pane.say_trouble(str(error))
            else:
                self._window.notices.say(str(error), trouble=True)
        else:
            if then:
                then()

    def _say(self, sentence: str) -> None:
        self._window.notices.say(sentence)


def _next_quarter(now: datetime) -> datetime:
    """The next full quarter of an hour."""
    seconds = now.timestamp()
    return datetime.fromtimestamp(seconds - seconds % QUARTER_S + QUARTER_S, now.tzinfo)
