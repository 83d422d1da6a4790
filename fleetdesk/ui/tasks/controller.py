"""What the dispatcher does with tasks: save, give, move, set a state, decide; each goes through the outbox."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.drafts import create_draft, edit_drafts
from fleetdesk.domain.located import place_of
from fleetdesk.domain.outbox import Draft, Op, OpCode, OpKind
from fleetdesk.domain.statuses import ENDS, TASKS
from fleetdesk.domain.steps import new_gesture
from fleetdesk.domain.task_fields import Value, fields_of, with_fields
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.background import Background
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.server_tasks import ServerTasks
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.ui.tasks.form_context import FormContext
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.opening import TaskOpening
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.theme import Tokens

SAVED = _("{task} is saved on this computer.")
UNASSIGNED = _("{task} is kept on this computer as unassigned. Give it to a vehicle, and it is sent.")


class TaskController(TaskOpening):
    """Binds the task form and the task list to the task service; board, map and drops call its verbs.

    `lacking` says in words what a task would lack if it were completed now, or nothing; `say_done` says a sentence
    with the way back for a gesture.
    """

    def __init__(
        self,
        tasks: TasksPane,
        pane: TaskPane,
        context: FormContext,
        store: Store,
        roads: RoadService,
        service: TaskService,
        server: ServerTasks,
        background: Background,
        notices: Notices,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        lacking: Callable[[Task], str],
        say_done: Callable[[str, str], None],
    ) -> None:
        super().__init__(pane, context, store, server, notices, zone)
        self.service, self._tasks, self._background = service, tasks, background
        self._roads = roads
        self._tokens, self._lacking, self._say_done = tokens, lacking, say_done
        self._wire()

    def _wire(self) -> None:
        pane = self.pane
        self._tasks.picked.connect(self.open)
        self._tasks.new_wanted.connect(self.new)
        pane.save_wanted.connect(self.save)
        pane.left.connect(lambda: bring_focus(self._tasks.table))
        pane.status_wanted.connect(self._status)
        pane.copy_wanted.connect(self.copy)
        pane.nearest_wanted.connect(self.nearest)
        pane.kept_aside.connect(
            lambda name: self._say(
                _("What you typed into {task} is kept. Open it again to go on.").format(task=readable(name, NAME))
            )
        )
        pane.asking.settled.connect(lambda op, mine: self.do(self.service.conflicts.settle(op, mine), "settle"))
        pane.asking.retried.connect(lambda op: self.do(self.service.retry(op), "retry"))
        pane.asking.discarded.connect(lambda op: self.do(self.service.discard(op), "discard"))
        pane.asking.made_anew.connect(self._make_anew)

    def open_key(self, key: str) -> None:
        """Open a task by its key and show its place; do nothing where there is none."""
        self.open_there(key)
        self.pane.show_place()

    def open_there(self, key: str) -> None:
        """Open a task by its key and leave the map where it is."""
        self.open(self._store.tasks.get(key))

    def show_key(self, key: str) -> None:
        """Open a task by its key and bring its form to the front."""
        self.open_key(key)
        self.pane.bring_up()

    def new_on(self, unit_key: str, start: datetime) -> None:
        """Open the form for a new task of a vehicle that begins at a time."""
        self.new(unit_key=unit_key, start=start)

    def new_at(self, lat: float, lon: float) -> None:
        """Open the form for a new task at a place."""
        self.new(place=(lat, lon))

    def save(self) -> None:
        """Save the values of the form; where a field is wrong, give the focus to the first such field."""
        reading = self.pane.form.check(loud=True)
        wrong = self.pane.form.first_wrong()
        if wrong is not None:
            self.pane.say_trouble(_("Not saved. {reason}").format(reason=reading.wrong[wrong.field.name]))
            bring_focus(wrong.editor)
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
        await self.service.save([draft])
        self.pane.saved(draft.key)
        self._tasks.select((draft.key,))
        self._say((SAVED if fields.get("unit") else UNASSIGNED).format(task=readable(draft.label, NAME)))

    async def _save_old(self, task: Task, fields: Mapping[str, Value]) -> None:
        """Save changes against the values the user saw; a corrected write replaces a refused one."""
        seen = with_fields(task, {name: self.pane.form.base.get(name) for name in fields})
        asking = self._asking(task.key)
        if asking is not None and asking.kind is not OpKind.STATUS and asking.code != OpCode.GONE:
            base = {
                **{name: seen_value for name, seen_value in fields_of(seen).items() if name in fields},
                **asking.base,
            }
            await self.service.conflicts.replace(asking, {**asking.fields, **fields}, base | dict(asking.theirs))
        else:
            await self.service.edit(seen, fields)
        self.pane.saved(task.key)

    def _asking(self, key: str) -> Op | None:
        asking = (op for op in self._store.task_store.ops(key) if op.asks and not op.damaged and not op.on_hold)
        return next(asking, None)

    def _status(self, status: TaskStatus) -> None:
        task = self.pane.task
        if task is not None and task.status is not status:
            self.set_states([task], status)

    def _closing(self, tasks: Sequence[Task], status: TaskStatus, do: Callable[[], None]) -> None:
        """Warn before tasks that lack documents are completed; without such a task, do it at once."""
        lacking = [words for task in tasks if status is TaskStatus.COMPLETED and (words := self._lacking(task))]
        if not lacking:
            do()
            return
        self._notices.say(_lacking_words(lacking), trouble=True, action=_("Complete anyway"), do=do)

    def set_states(self, tasks: Sequence[Task], status: TaskStatus, *_rest: object) -> None:
        """Change the state of several tasks; save all of the changes or none.

        One that was never sent, because it has no vehicle, is not on any server: ending it takes it off this computer.
        """
        kept = [op for task in tasks if (op := self._store.task_store.unassigned_of(task.key)) is not None]
        self._end_here(kept, status)
        here = {op.key for op in kept}
        tasks = [task for task in tasks if task.key not in here]
        drafts = [draft for task in tasks for draft in edit_drafts(task, {"status": status})]
        if drafts:
            said = _status_words(tasks, status)
            self._closing(tasks, status, lambda: self.do(self._gesture(drafts, said), "set status"))

    def _end_here(self, kept: Sequence[Op], status: TaskStatus) -> None:
        """Take unassigned tasks off this computer where they are ended; say why they can have no other state."""
        if kept and status in ENDS:
            self.do(self._remove(kept), "remove unassigned tasks")
        elif kept:
            told = _("{task} has no vehicle, so it is only on this computer. Give it to a vehicle first.")
            self._say(told.format(task=readable(kept[0].label, NAME)))

    async def _remove(self, kept: Sequence[Op]) -> None:
        gesture = new_gesture()
        await self.service.undo.remove(kept, gesture)
        self._say_done(_removed_words(kept), gesture)

    async def _gesture(self, drafts: Sequence[Draft], said: str) -> None:
        """Save these drafts as one gesture, and say so with the way back."""
        gesture = new_gesture()
        if await self.service.save(drafts, gesture):
            self._say_done(said, gesture)

    def move(self, moved: Mapping[str, Mapping[str, Any]]) -> None:
        """Change tasks, by their keys, as they were dragged on the day board with one gesture."""
        tasks = [(self._store.tasks.get(key), changes) for key, changes in moved.items()]
        drafts = [
            draft
            for task, changes in tasks
            if task is not None
            for draft in edit_drafts(task, {**changes, "unit": changes.get("unit", task.unit)})
        ]
        if drafts:
            self.do(self.service.save(drafts), "move task")

    def put_in_order(self, starts: Mapping[str, datetime]) -> None:
        """Set the starts of tasks as one gesture, so that they come in the order of these."""
        known = [(task, start) for key, start in starts.items() if (task := self._store.tasks.get(key)) is not None]
        drafts = [draft for task, start in known for draft in edit_drafts(task, {"start_at": start})]
        if drafts:
            said = ngettext("{count} task has a new start.", "{count} tasks have new starts.", len(drafts))
            self.do(self._gesture(drafts, said.format(count=len(drafts))), "put in order")

    def give(self, keys: tuple[str, ...], unit_key: str) -> None:
        """Give tasks to a vehicle."""
        seen = self._store.fleet.get(unit_key)
        if seen is not None:
            self.do(self._give(keys, seen.unit.id, seen.label), "give task")

    async def _give(self, keys: tuple[str, ...], unit: str, label: str) -> None:
        gesture = new_gesture()
        ops = await self.service.give(keys, unit, gesture)
        if ops:
            self._say_done(_given_words(len(ops), readable(label, NAME)), gesture)

    def nearest(self) -> None:
        """Rank the vehicles for the task with the values now in the form."""
        reading = self.pane.form.reading
        before = self.pane.task or Task(self.pane.new_account or "", None)
        task = with_fields(before, {n: v for n, v in reading.fields.items() if n not in reading.wrong})
        if place_of(task) is None:
            self._say(_("Say where the task is first: coordinates, or Pick on map."))
            return
        panel = NearestPanel(task, self._store, self._roads, self._tokens, self._zone, self.pane.window())
        panel.chosen.connect(self._chosen)
        panel.show()

    def _chosen(self, unit_key: str) -> None:
        """Give the open task to the vehicle at once, or, where it is being edited, type it into the form."""
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
            self.do(self.service.make_anew(op, fields_of(task), self._reference()), "make anew")

    # -- below

    def do(
        self,
        work: Coroutine[Any, Any, object],
        name: str,
        *,
        form: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Run a write in the background; show the sentence where it was refused."""
        self._background.start(self._done(work, form, then), name)

    async def _done(self, work: Coroutine[Any, Any, object], form: bool, then: Callable[[], object] | None) -> None:
        try:
            await work
        except FleetError as error:
            if form:
                self.pane.say_trouble(str(error))
            else:
                self._notices.say(str(error), trouble=True)
        else:
            if then:
                then()


def _lacking_words(lacking: Sequence[str]) -> str:
    """Return what the first of these tasks lacks, and how many more lack something."""
    count = len(lacking) - 1
    more = ngettext("(and {count} more)", "(and {count} more)", count).format(count=count)
    return f"{lacking[0]} {more}" if count else lacking[0]


def _status_words(tasks: Sequence[Task], status: TaskStatus) -> str:
    """Say what became of one task or of several."""
    if len(tasks) == 1:
        told = _("{task} is now {status}; saved on this computer. Ctrl+Z takes it back.")
        return told.format(task=readable(tasks[0].name, NAME), status=TASKS[status].word)
    told = ngettext(
        "{count} task is now {status}; saved on this computer. Ctrl+Z takes it back.",
        "{count} tasks are now {status}; saved on this computer. Ctrl+Z takes all of it back.",
        len(tasks),
    )
    return told.format(count=len(tasks), status=TASKS[status].word)


def _removed_words(kept: Sequence[Op]) -> str:
    if len(kept) == 1:
        told = _("{task} is taken off this computer; it was never sent. Ctrl+Z brings it back.")
        return told.format(task=readable(kept[0].label, NAME))
    return ngettext(
        "{count} task is taken off this computer; it was never sent. Ctrl+Z brings it back.",
        "{count} tasks are taken off this computer; they were never sent. Ctrl+Z brings them back.",
        len(kept),
    ).format(count=len(kept))


def _given_words(count: int, vehicle: str) -> str:
    return ngettext(
        "{count} task is given to {vehicle}; saved on this computer. Ctrl+Z takes it back.",
        "{count} tasks are given to {vehicle}; saved on this computer. Ctrl+Z takes all of it back.",
        count,
    ).format(count=count, vehicle=vehicle)
