"""Ctrl+Z: unsent goes without a trace, sent is led back by a write, and what is more than that is asked first."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from fleetdesk.domain.drafts import create_draft
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.tasks import Task, TaskStatus
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

pytestmark = pytest.mark.asyncio
TASK = Task(
    "m",
    7,
    unit="242KDN",
    order_ref="ORDER-7",
    status=TaskStatus.CREATED,
    lat=58.5,
    lon=25.0,
    start_at=NOW,
    stop_at=NOW,
    notes="gate 1",
)


@pytest.fixture
def open_profile(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK])
    return desk


async def undo(desk):
    desk.undoing.undo()
    for task in desk.background.running:
        await task


def said(desk):
    return [each.text() for each in desk.window.notices.findChildren(QLabel)]


def send(desk, server_id=None):
    """As if the server had confirmed the only write."""
    (op,) = desk.outbox_thread.outbox.queries.open_ops()
    desk.outbox_thread.outbox.transitions.sending(op.id, 1.0)
    desk.store.apply_op(desk.outbox_thread.outbox.transitions.done(op.id, 2.0, server_id))


async def test_nothing_to_take_back_or_to_do_again_is_said(open_profile):
    await undo(open_profile)
    assert "There is nothing to take back." in said(open_profile)
    open_profile.undoing.redo()
    for task in open_profile.background.running:
        await task
    assert "There is nothing to do again." in said(open_profile)


async def test_an_unsent_edit_is_kept_for_a_restart_and_goes_without_a_trace(open_profile):
    await open_profile.task_service.edit(TASK, {"notes": "dock 3"})
    assert [[step.after for step in steps] for steps in open_profile.outbox_thread.outbox.steps.gestures()] == [
        [{"notes": "dock 3"}]
    ]
    await undo(open_profile)
    assert open_profile.outbox_thread.outbox.queries.open_ops() == []
    assert open_profile.store.tasks["m/7"].notes == "gate 1"


async def test_a_sent_edit_is_led_back(open_profile):
    await open_profile.task_service.edit(TASK, {"notes": "dock 3"})
    send(open_profile)
    open_profile.store.apply_task(replace(TASK, notes="dock 3"))
    await undo(open_profile)
    (op,) = open_profile.outbox_thread.outbox.queries.open_ops()
    assert (op.kind, op.fields, op.base) == (OpKind.UPDATE, {"notes": "gate 1"}, {"notes": "dock 3"})


async def test_an_unsent_new_task_goes_without_a_trace(open_profile):
    draft = create_draft("m", {"order_ref": "FD-1", "unit": "242KDN"}, proposed=True)
    await open_profile.task_service.save([draft])
    await undo(open_profile)
    assert open_profile.outbox_thread.outbox.queries.open_ops() == []
    assert f"m/{draft.task}" not in open_profile.store.tasks


async def test_a_sent_new_task_is_cancelled_only_after_a_word(open_profile):
    draft = create_draft("m", {"order_ref": "FD-1", "unit": "242KDN"}, proposed=True)
    await open_profile.task_service.save([draft])
    open_profile.store.apply_task(Task("m", 9, local_id=draft.task, order_ref="FD-1", status=TaskStatus.CREATED))
    send(open_profile, server_id=9)
    await undo(open_profile)
    assert open_profile.outbox_thread.outbox.queries.open_ops() == []
    assert any("deletes no task" in each for each in said(open_profile))
    buttons = open_profile.window.notices.findChildren(QPushButton)
    next(each for each in buttons if each.text() == "Take it back").click()
    for task in open_profile.background.running:
        await task
    (op,) = open_profile.outbox_thread.outbox.queries.open_ops()
    assert op.fields == {"status": TaskStatus.CANCELLED}


async def test_the_driver_having_acted_is_said(open_profile):
    await open_profile.task_service.edit(TASK, {"notes": "dock 3"})
    send(open_profile)
    open_profile.store.apply_task(replace(TASK, notes="dock 3", work_started_at=NOW.replace(year=2030)))
    await undo(open_profile)
    assert any("driver has worked on it" in each for each in said(open_profile))
    assert open_profile.outbox_thread.outbox.queries.open_ops() == []


async def test_a_number_that_was_empty_cannot_be_emptied_again(open_profile):
    await open_profile.task_service.edit(TASK, {"planned_km": 12.0})
    send(open_profile)
    open_profile.store.apply_task(replace(TASK, planned_km=12.0))
    await undo(open_profile)
    assert any("does not empty" in each for each in said(open_profile))
    assert open_profile.outbox_thread.outbox.queries.open_ops() == []


async def test_one_key_takes_back_all_that_one_gesture_gave_and_another_gives_it_again(open_profile):
    tasks = [replace(TASK, id=number, order_ref=f"O{number}") for number in range(1, 7)]
    apply_tasks(open_profile.store, "m", tasks)
    await open_profile.task_service.give([task.key for task in tasks], "467VHG")
    await undo(open_profile)
    assert open_profile.outbox_thread.outbox.queries.open_ops() == []
    assert {task.unit for task in open_profile.store.tasks.values()} == {"242KDN"}
    open_profile.undoing.redo()
    for task in open_profile.background.running:
        await task
    assert {open_profile.store.tasks[task.key].unit for task in tasks} == {"467VHG"}


async def test_the_list_says_what_each_gesture_changed_and_takes_the_newest_back(open_profile):
    await open_profile.task_service.edit(TASK, {"notes": "dock 3"})
    dialog = open_profile.undoing.open_steps()
    for task in open_profile.background.running:
        await task
    assert dialog.tree.topLevelItem(0).text(0) == "ORDER-7: notes"
    assert dialog.tree.topLevelItem(0).child(0).text(0) == "Notes: gate 1 → dock 3"
    dialog.back.click()
    while not dialog.again.isEnabled():
        for task in open_profile.background.running:
            await task
    assert open_profile.store.tasks["m/7"].notes == "gate 1"
    assert dialog.tree.topLevelItem(0).text(0) == "There is nothing to take back."
    dialog.close()


async def test_a_cancelled_task_is_said_with_the_way_back(open_profile):
    open_profile.editing.set_states([TASK], TaskStatus.CANCELLED)
    for task in open_profile.background.running:
        await task
    assert open_profile.store.tasks["m/7"].status == TaskStatus.CANCELLED
    buttons = open_profile.window.notices.findChildren(QPushButton)
    next(each for each in buttons if each.text() == "Take back").click()
    for task in open_profile.background.running:
        await task
    assert open_profile.store.tasks["m/7"].status == TaskStatus.CREATED
