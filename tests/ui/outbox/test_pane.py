"""The outbox dock: everything unsent in words, and what can be done about it."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.domain.tasks import Task
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

TASK = Task("m", 7, unit="242KDN", order_ref="ORDER-7", lat=58.5, lon=25.0, start_at=NOW, stop_at=NOW)


@pytest.fixture
def waiting(desk):
    """One write in the outbox of a desk that has its task."""
    desk.fill()
    apply_tasks(desk.store, "m", [TASK])
    draft = Draft("m", "7", OpKind.UPDATE, {"notes": "dock 3"}, {"notes": None}, "ORDER-7")
    (op,) = desk.outbox_thread.outbox.insert.add([draft], NOW.timestamp())
    desk.store.apply_op(op)
    desk.op = op
    return desk


def cells(desk, row=0):
    model = desk.view.outbox.built().model
    return [model.index(row, column).data() for column in range(1, 4)]


def move(desk, op):
    desk.store.apply_op(op)


def outbox_status(desk):
    return next(
        each for each in desk.window.statusBar().findChildren(QLabel) if each.accessibleName() == "Outbox status"
    )


def press(desk, name):
    desk.view.outbox.built().table.selectRow(0)
    next(each for each in desk.view.outbox.built().findChildren(QPushButton) if each.accessibleName() == name).click()


async def under_way(desk):
    for task in desk.background.running:
        await task


def test_what_is_saved_here_is_said_and_not_called_confirmed(waiting):
    assert cells(waiting) == ["ORDER-7: notes", "saved on this computer", "Sent now."]
    assert outbox_status(waiting).text() == "Outbox: 1 saved here"


def test_each_state_on_the_way_has_its_words(waiting):
    transitions, number = waiting.outbox_thread.outbox.transitions, waiting.op.id
    steps = (
        (lambda: transitions.confirming(number), "sent, confirming", "1 on the way"),
        (
            lambda: transitions.doubt(number, NOW.timestamp() + 30, "doubt", "no answer"),
            "do not enter it again",
            "1 waiting to confirm",
        ),
        (
            lambda: transitions.ask(number, OpState.DEAD, "refused", "The server refused: too long."),
            "needs a correction",
            "1 need you",
        ),
    )
    transitions.sending(number, 1.0)
    for step, says, bar in steps:
        move(waiting, step())
        assert says in cells(waiting)[1]
        assert bar in outbox_status(waiting).text(), says


def test_a_conflict_has_its_words(waiting):
    transitions = waiting.outbox_thread.outbox.transitions
    transitions.sending(waiting.op.id, 1.0)
    move(waiting, transitions.ask(waiting.op.id, OpState.CONFLICT, "clash", "Mari changed notes too."))
    assert "somebody else" in cells(waiting)[1]
    assert "1 need you" in outbox_status(waiting).text()


def test_a_confirmed_write_leaves_the_dock(waiting):
    waiting.outbox_thread.outbox.transitions.sending(waiting.op.id, 1.0)
    move(waiting, waiting.outbox_thread.outbox.transitions.done(waiting.op.id, 2.0))
    assert waiting.view.outbox.built().model.rowCount() == 0
    assert outbox_status(waiting).text() == "Outbox: all confirmed"


@pytest.mark.asyncio
async def test_a_write_can_be_given_up(waiting):
    press(waiting, "Discard unsent")
    await under_way(waiting)
    assert waiting.outbox_thread.outbox.queries.open_ops() == []
    assert waiting.store.tasks["m/7"].notes is None


@pytest.mark.asyncio
async def test_what_may_have_arrived_is_given_up_only_after_a_word(waiting):
    waiting.outbox_thread.outbox.transitions.sending(waiting.op.id, 1.0)
    move(
        waiting,
        waiting.outbox_thread.outbox.transitions.doubt(waiting.op.id, NOW.timestamp() + 30, "doubt", "no answer"),
    )
    press(waiting, "Discard unsent")
    await under_way(waiting)
    assert len(waiting.outbox_thread.outbox.queries.open_ops()) == 1
    notice = waiting.window.notices
    assert any("may have reached the server" in each.text() for each in notice.findChildren(QLabel))
    next(each for each in notice.findChildren(QPushButton) if each.text() == "Discard it").click()
    await under_way(waiting)
    assert waiting.outbox_thread.outbox.queries.open_ops() == []


def test_editing_opens_the_task_with_the_unsent_values(waiting):
    press(waiting, "Edit unsent")
    assert waiting.view.tasks.form.task.key == "m/7"
    assert waiting.view.tasks.form.form.inputs["notes"].text() == "dock 3"


@pytest.mark.asyncio
async def test_send_now_ends_the_back_off(waiting):
    waiting.outbox_thread.outbox.transitions.sending(waiting.op.id, 1.0)
    move(
        waiting,
        waiting.outbox_thread.outbox.transitions.unsent(
            waiting.op.id, NOW.timestamp() + 600, "Unreachable", "No network."
        ),
    )
    assert "in 600 s" in cells(waiting)[2]
    press(waiting, "Send now")
    await under_way(waiting)
    assert waiting.outbox_thread.outbox.queries.op(waiting.op.id).not_before == 0
