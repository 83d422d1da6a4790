"""Taking back: of what was never sent nothing remains; what was sent is answered by a write that leads back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _
from fleetdesk.domain.keys import task_key
from fleetdesk.domain.outbox import Draft, Op, OpKind, OpState, Step
from fleetdesk.domain.task_fields import BY_NAME, NEVER_EMPTY, fields_of, same
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.task_store import TaskStore


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """How a step is taken back: what will be said, what is asked first, and the writes; or why it cannot be."""

    step: Step
    says: str
    asks: str = ""
    impossible: str = ""
    drafts: tuple[Draft, ...] = ()
    discards: tuple[Op, ...] = field(default=())


def plan(step: Step, task_store: TaskStore) -> UndoPlan:
    """Return how to take a step back, as the task and the outbox stand now."""
    task = task_store.shown.get(task_key(step.account, step.task))
    waiting = task_store.ops(task_key(step.account, step.task))
    if task is None:
        return UndoPlan(
            step,
            "",
            impossible=_("{task} is not on this desk any more, so nothing can be taken back.").format(task=step.label),
        )
    return _PLANS[step.kind](step, task, waiting, task_store)


def _create(step: Step, task: Task, waiting: list[Op], task_store: TaskStore) -> UndoPlan:
    made = next((op for op in waiting if op.kind is OpKind.CREATE), None)
    if made is not None and made.state in (OpState.QUEUED, OpState.DEAD, OpState.BLOCKED):
        return UndoPlan(
            step, _("New task {task} taken back; it was never on the server.").format(task=step.label), discards=(made,)
        )
    if made is not None:
        return UndoPlan(
            step, "", impossible=_("{task} is on its way. Take it back when it is confirmed.").format(task=step.label)
        )
    ask = _("{task} is on the server, which deletes no task. Taking it back sets it to cancelled.").format(
        task=step.label
    )
    draft = Draft(
        step.account, step.task, OpKind.STATUS, {"status": TaskStatus.CANCELLED}, {"status": task.status}, step.label
    )
    return UndoPlan(
        step,
        _("{task} is being cancelled.").format(task=step.label),
        asks=together(ask, _acted(step, task, task_store)),
        drafts=(draft,),
    )


def _update(step: Step, task: Task, waiting: list[Op], task_store: TaskStore) -> UndoPlan:
    now = fields_of(task)
    back = {name: value for name, value in step.before.items() if same(name, now[name], step.after.get(name))}
    stuck = [
        BY_NAME[name].within
        for name, value in back.items()
        if value is None and BY_NAME[name].kind in NEVER_EMPTY and not _unsent(waiting)
    ]
    if stuck:
        return UndoPlan(
            step,
            "",
            impossible=_(
                "{fields} of {task} was empty before, and the server empties no number. Write another value."
            ).format(fields=joined(stuck), task=step.label),
        )
    if not back:
        return UndoPlan(
            step,
            "",
            impossible=_("{task} has been changed since; there is nothing to take back.").format(task=step.label),
        )
    draft = Draft(step.account, step.task, step.kind, back, {name: now[name] for name in back}, step.label)
    names = joined(BY_NAME[name].within for name in back)
    warning = "" if _unsent(waiting) else _acted(step, task, task_store)
    return UndoPlan(
        step, _("{task}: {fields} taken back.").format(task=step.label, fields=names), asks=warning, drafts=(draft,)
    )


def _status(step: Step, task: Task, waiting: list[Op], task_store: TaskStore) -> UndoPlan:
    unsent = [op for op in waiting if op.kind is OpKind.STATUS and op.never_sent and op.fields == step.after]
    if unsent:
        return UndoPlan(
            step,
            _("{task}: status taken back; it was never sent.").format(task=step.label),
            discards=tuple(unsent[-1:]),
        )
    return _update(step, task, waiting, task_store)


def _unsent(waiting: list[Op]) -> bool:
    return bool(waiting) and waiting[-1].never_sent


def _acted(step: Step, task: Task, task_store: TaskStore) -> str:
    """Return a warning where the driver has done something since."""
    server = task_store.server(task.key) or task
    since = datetime.fromtimestamp(step.at, UTC)
    moments = (server.work_started_at, server.work_finished_at, server.entered_at, server.left_at)
    if any(each is not None and each > since for each in moments):
        return _("The driver has worked on it since.")
    return ""


_PLANS: dict[OpKind, Callable[[Step, Task, list[Op], TaskStore], UndoPlan]] = {
    OpKind.CREATE: _create,
    OpKind.UPDATE: _update,
    OpKind.STATUS: _status,
}
