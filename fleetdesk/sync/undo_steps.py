"""How one step of a gesture is led back, by its kind; the same way leads a step that was taken back forth again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _
from fleetdesk.domain.order_ref import new_task_id
from fleetdesk.domain.outbox import Draft, Op, OpKind, OpState, document_words
from fleetdesk.domain.steps import Step
from fleetdesk.domain.task_fields import BY_NAME, LATER, NEVER_EMPTY, Fields, fields_of, same
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.task_store import TaskStore

WAITING = frozenset({OpState.QUEUED, OpState.DEAD, OpState.BLOCKED})


@dataclass(frozen=True, slots=True)
class Part:
    """How one step is led back: a draft to add or a write to discard, or why it is impossible.

    `record` is what that changes, so that it can be led forth again.
    """

    says: str = ""
    asks: str = ""
    impossible: str = ""
    draft: Draft | None = None
    discard: Op | None = None
    record: Draft | None = None


def plan_step(step: Step, task_store: TaskStore) -> Part:
    """Return how to lead one step back, as its task and the outbox stand now."""
    if step.kind is OpKind.CREATE and not step.after:
        return _make_again(step)
    task = task_store.shown.get(step.key)
    if task is None:
        gone = _("{task} is not on this desk any more, so nothing can be taken back.")
        return Part(impossible=gone.format(task=step.label))
    if step.kind in _DOCUMENTS:
        return _DOCUMENTS[step.kind](step, task_store.documents(step.key))
    return _TASKS[step.kind](step, task, task_store)


# -- tasks


def _make_again(step: Step) -> Part:
    """Make a task again that was taken back before it was sent, under a new key."""
    draft = replace(_draft(step), task=new_task_id(), fields=step.before, base={})
    return Part(_("New task {task} is made again.").format(task=step.label), draft=draft, record=draft)


def _create(step: Step, task: Task, task_store: TaskStore) -> Part:
    made = next((op for op in task_store.ops(step.key) if op.kind is OpKind.CREATE), None)
    if made is not None and made.state in WAITING:
        says = _("New task {task} taken back; it was never on the server.").format(task=step.label)
        return Part(says, discard=made, record=replace(_draft(step), base=made.fields, fields={}))
    if made is not None:
        return Part(impossible=_on_its_way(step))
    ask = _("{task} is on the server, which deletes no task. Taking it back sets it to cancelled.")
    draft = Draft(
        step.account, step.task, OpKind.STATUS, {"status": TaskStatus.CANCELLED}, {"status": task.status}, step.label
    )
    return Part(
        _("{task} is being cancelled.").format(task=step.label),
        together(ask.format(task=step.label), _acted(step, task, task_store)),
        draft=draft,
        record=draft,
    )


def _update(step: Step, task: Task, task_store: TaskStore) -> Part:
    now, unsent = fields_of(task), _is_unsent(task_store.ops(step.key))
    back = {name: value for name, value in step.before.items() if same(name, now[name], step.after.get(name))}
    if not back:
        return Part(impossible=_changed_since(step))
    stuck = [BY_NAME[name].within for name, value in back.items() if value is None and not unsent and _stays(name)]
    if stuck:
        empty = _("{fields} of {task} was empty before, and the server does not empty it. Write another value.")
        return Part(impossible=empty.format(fields=joined(stuck), task=step.label))
    draft = replace(_draft(step), fields=back, base={name: now[name] for name in back})
    warning = "" if unsent else _acted(step, task, task_store)
    return Part(_fields_words(step, back), warning, draft=draft, record=draft)


def _status(step: Step, task: Task, task_store: TaskStore) -> Part:
    waiting = task_store.ops(step.key)
    unsent = [op for op in waiting if op.kind is OpKind.STATUS and op.never_sent and op.fields == step.after]
    if not unsent:
        return _update(step, task, task_store)
    record = replace(_draft(step), fields=step.before, base=step.after)
    told = _("{task}: status is set again.") if step.again else _("{task}: status taken back; it was never sent.")
    return Part(told.format(task=step.label), discard=unsent[-1], record=record)


def _stays(name: str) -> bool:
    """Return whether a server cannot empty the field."""
    return name in LATER or BY_NAME[name].kind in NEVER_EMPTY


def _fields_words(step: Step, fields: Fields) -> str:
    told = _("{task}: {fields} changed again.") if step.again else _("{task}: {fields} taken back.")
    return told.format(task=step.label, fields=joined(BY_NAME[name].within for name in fields))


def _changed_since(step: Step) -> str:
    if step.again:
        return _("{task} has been changed since, so it cannot be done again.").format(task=step.label)
    return _("{task} has been changed since; there is nothing to take back.").format(task=step.label)


def _on_its_way(step: Step) -> str:
    return _("{task} is on its way. Take it back when it is confirmed.").format(task=step.label)


def _is_unsent(waiting: list[Op]) -> bool:
    return bool(waiting) and (waiting[-1].never_sent or waiting[-1].unassigned)


def _acted(step: Step, task: Task, task_store: TaskStore) -> str:
    """Return a warning where the driver has done something since."""
    server = task_store.server(task.key) or task
    since = datetime.fromtimestamp(step.at, UTC)
    moments = (server.work_started_at, server.work_finished_at, server.entered_at, server.left_at)
    if any(each is not None and each > since for each in moments):
        return _("The driver has worked on it since.")
    return ""


# -- documents


def _upload(step: Step, waiting: list[Op]) -> Part:
    if not step.after:
        draft = replace(_draft(step), fields=step.before, base={})
        told = _("{document} is filed on {task} again.")
        return Part(_document(step, told), draft=draft, record=draft)
    op = _waiting(OpKind.UPLOAD, "sha256", step, waiting)
    if op is None:
        filed = _("{document} is on the server with {task}, and the servers delete no files. It stays there.")
        return Part(impossible=_document(step, filed))
    if op.state not in WAITING:
        return Part(impossible=_document(step, _("{document} for {task} is being sent. It cannot be taken back.")))
    record = replace(_draft(step), fields={}, base=op.fields)
    return Part(_document(step, _("{document} is taken off {task}; it was never sent.")), discard=op, record=record)


def _retype(step: Step, waiting: list[Op]) -> Part:
    back = {**step.after, "type": step.before.get("type")}
    draft = replace(_draft(step), fields=back, base={"type": step.after.get("type")})
    told = _("The type of {document} on {task} is changed again.") if step.again else _RETYPED
    op = _waiting(OpKind.RETYPE, "file", step, waiting)
    if op is not None and op.never_sent and op.fields.get("type") == step.after.get("type"):
        return Part(_document(step, told), discard=op, record=draft)
    return Part(_document(step, told), draft=draft, record=draft)


_RETYPED = _("The type of {document} on {task} is taken back.")


def _waiting(kind: OpKind, name: str, step: Step, waiting: list[Op]) -> Op | None:
    """Return the write that waits for the document of the step, known by a field."""
    return next((op for op in waiting if op.kind is kind and op.fields.get(name) == step.after.get(name)), None)


def _document(step: Step, told: str) -> str:
    return told.format(document=document_words(step.after or step.before), task=step.label)


def _draft(step: Step) -> Draft:
    """Return a draft of the step's kind and task, with its values as they were done."""
    return Draft(step.account, step.task, step.kind, step.after, step.before, step.label)


_TASKS: dict[OpKind, Callable[[Step, Task, TaskStore], Part]] = {
    OpKind.CREATE: _create,
    OpKind.UPDATE: _update,
    OpKind.STATUS: _status,
}
_DOCUMENTS: dict[OpKind, Callable[[Step, list[Op]], Part]] = {OpKind.UPLOAD: _upload, OpKind.RETYPE: _retype}
