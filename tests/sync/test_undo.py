"""Taking back: nothing remains of what was never sent, and what was sent is led back in the open."""

from dataclasses import replace
from datetime import UTC, datetime

from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.steps import Direction, Step
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync import undo
from fleetdesk.sync.task_store import TaskStore

TASK = Task("m", 7, unit="U1", order_ref="A", status=TaskStatus.CREATED, notes="b", active=True)


def step(kind=OpKind.UPDATE, before=None, task="7", **after):
    return Step(1, "m", task, "A", kind, before or dict.fromkeys(after), after, 1_795_000_000.0)


def plan(step, task_store):
    return undo.plan([step], task_store)


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
    assert "does not empty" in plan(step(planned_km=12.0), task_store(task=task)).impossible
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


# -- documents

SCAN: Fields = {"sha256": "s" * 64, "size": 9, "mime": "image/jpeg", "name": "cmr.jpg", "type": "cmr"}


def filed(**changes):
    return Step(1, "m", "7", "A", OpKind.UPLOAD, {}, SCAN, 1_795_000_000.0, **changes)


def upload(state=OpState.QUEUED):
    return Op(1, "u", "m", "7", 1, OpKind.UPLOAD, state, SCAN, {}, label="A", server_id=7)


def test_a_document_that_never_left_is_taken_off_its_task():
    planned = plan(filed(), task_store(upload()))
    assert (planned.discards, planned.drafts) == ((upload(),), ())


def test_a_document_on_the_server_stays_there_and_that_is_said():
    planned = plan(filed(), task_store())
    assert "delete no files" in planned.impossible
    assert planned.drafts == planned.discards == ()


def test_a_document_on_its_way_cannot_be_taken_back():
    assert "is being sent" in plan(filed(), task_store(upload(OpState.SENDING))).impossible


def test_a_type_is_changed_back():
    retyped: Fields = {"file": 3, "type": "photo", "name": "cmr.jpg"}
    step = Step(1, "m", "7", "A", OpKind.RETYPE, {"type": "cmr"}, retyped, 1_795_000_000.0)
    (draft,) = plan(step, task_store()).drafts
    assert (draft.fields, draft.base) == ({**retyped, "type": "cmr"}, {"type": "photo"})


# -- gestures


def given(count, *, gone=()):
    """Return a gesture that gave tasks to a vehicle, and the tasks; those in `gone` have another vehicle since."""
    made = TaskStore()
    steps = []
    for number in range(count):
        made.set_task(replace(TASK, id=number, unit="U3" if number in gone else "U2"))
        steps.append(Step(number, "m", str(number), f"A{number}", OpKind.UPDATE, {"unit": "U1"}, {"unit": "U2"}, 0.0))
    return steps, made


def test_a_gesture_is_led_back_whole():
    planned = undo.plan(*given(6))
    assert [(draft.task, draft.fields) for draft in planned.drafts] == [
        (str(n), {"unit": "U1"}) for n in range(5, -1, -1)
    ]
    assert (planned.asks, planned.says) == ("", "Taken back: 6 tasks: vehicle.")


def test_what_of_a_gesture_cannot_be_led_back_is_said_before_anything_is_done():
    planned = undo.plan(*given(6, gone=(1, 4)))
    assert planned.asks.startswith("4 of 6 changes can be taken back. A4 has been changed since")
    assert (len(planned.drafts), len(planned.records)) == (4, 4)


def test_a_gesture_of_which_nothing_can_be_led_back_is_impossible():
    planned = undo.plan(*given(2, gone=(0, 1)))
    assert (planned.drafts, planned.impossible.endswith("(and 1 more)")) == ((), True)


def test_what_was_taken_back_is_made_again_under_a_new_key():
    step = Step(1, "m", "n1", "A", OpKind.CREATE, {"order_ref": "A"}, {}, 0.0, "g", Direction.TAKEN_BACK)
    planned = undo.plan([step], task_store(task=None))
    assert (planned.again, planned.drafts[0].kind, planned.drafts[0].fields) == (
        True,
        OpKind.CREATE,
        {"order_ref": "A"},
    )
    assert planned.drafts[0].task != "n1"
