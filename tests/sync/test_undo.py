"""Taking back: nothing remains of what was never sent, and what was sent is led back in the open."""

from dataclasses import replace
from datetime import UTC, datetime

from fleetdesk.domain.outbox import Op, OpKind, OpState, Step
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.task_store import TaskStore
from fleetdesk.sync.undo import plan

TASK = Task("m", 7, unit="U1", order_ref="A", status=TaskStatus.CREATED, notes="b", active=True)


def step(kind=OpKind.UPDATE, before=None, task="7", **after):
    return Step(1, "m", task, "A", kind, before or dict.fromkeys(after), after, 1_795_000_000.0)


def op(kind=OpKind.UPDATE, state=OpState.QUEUED, task="7", attempts=0, **fields):
    return Op(1, "u", "m", task, 1, kind, state, fields, {}, label="A", server_id=7, attempts=attempts)


def task_store(*ops, task=TASK):
    made = TaskStore()
    if task:
        made.set_task(task)
    for each in ops:
        made.apply_op(each)
    return made


def test_a_change_is_led_back_from_what_is_there_now():
    (draft,) = plan(step(before={"notes": "a"}, notes="b"), task_store()).drafts
    assert (draft.kind, draft.fields, draft.base) == (OpKind.UPDATE, {"notes": "a"}, {"notes": "b"})


def test_what_somebody_changed_since_is_not_led_back():
    assert "changed since" in plan(step(before={"notes": "a"}, notes="other"), task_store()).impossible


def test_only_the_fields_that_are_still_ours_are_led_back():
    (draft,) = plan(step(before={"notes": "a", "address": "x"}, notes="b", address="y"), task_store()).drafts
    assert dict(draft.fields) == {"notes": "a"}


def test_a_number_that_was_empty_cannot_be_emptied_once_it_was_sent():
    task = replace(TASK, planned_km=12.0)
    assert "empties no number" in plan(step(planned_km=12.0), task_store(task=task)).impossible
    unsent = task_store(op(planned_km=12.0))
    assert plan(step(planned_km=12.0), unsent).drafts[0].fields == {"planned_km": None}


def test_a_new_task_that_never_left_is_given_up():
    made = op(OpKind.CREATE, task="n1", order_ref="A")
    planned = plan(step(OpKind.CREATE, task="n1", order_ref="A"), task_store(made, task=None))
    assert (planned.discards, planned.drafts, planned.asks) == ((made,), (), "")


def test_a_new_task_on_its_way_cannot_be_taken_back_now():
    made = op(OpKind.CREATE, OpState.UNCERTAIN, task="n1", order_ref="A")
    assert "on its way" in plan(step(OpKind.CREATE, task="n1", order_ref="A"), task_store(made, task=None)).impossible


def test_a_task_on_the_server_is_cancelled_after_a_question():
    planned = plan(step(OpKind.CREATE, order_ref="A"), task_store())
    assert "deletes no task" in planned.asks
    assert planned.drafts[0].fields == {"status": TaskStatus.CANCELLED}


def test_a_status_that_was_never_sent_is_given_up():
    waiting = op(OpKind.STATUS, status=TaskStatus.COMPLETED)
    planned = plan(
        step(OpKind.STATUS, {"status": TaskStatus.CREATED}, status=TaskStatus.COMPLETED), task_store(waiting)
    )
    assert planned.discards == (waiting,)


def test_a_status_that_was_sent_is_led_back():
    task = replace(TASK, status=TaskStatus.COMPLETED)
    planned = plan(
        step(OpKind.STATUS, {"status": TaskStatus.CREATED}, status=TaskStatus.COMPLETED), task_store(task=task)
    )
    assert (planned.drafts[0].kind, planned.drafts[0].fields) == (OpKind.STATUS, {"status": TaskStatus.CREATED})


def test_what_the_driver_did_since_is_said_first():
    task = replace(TASK, work_started_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert "driver has worked" in plan(step(before={"notes": "a"}, notes="b"), task_store(task=task)).asks


def test_a_task_that_is_not_on_the_desk_cannot_be_changed_back():
    assert "not on this desk" in plan(step(notes="b"), task_store(task=None)).impossible
