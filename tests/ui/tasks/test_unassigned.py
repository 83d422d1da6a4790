"""Orders come first, vehicles later: kept in list, lane and counter, given like any other task, or taken off again."""

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.domain.board import UNASSIGNED
from fleetdesk.domain.outbox import OpState
from fleetdesk.domain.tasks import TaskStatus

pytestmark = pytest.mark.asyncio


async def under_way(desk):
    for task in desk.background.running:
        await task


@pytest.fixture
async def kept(desk):
    """A desk with one order that was typed in without a vehicle."""
    desk.fill()
    desk.store.select([])
    desk.view.tasks.controller.new()
    form = desk.view.tasks.form
    for name, text in (("order_ref", "PHONE-1"), ("address", "Narva mnt 5"), ("lat", "59.43"), ("lon", "24.75")):
        form.form.inputs[name].type_text(text)
    form.save.click()
    await under_way(desk)
    return desk


def task(desk):
    return next(each for each in desk.store.tasks.values() if each.order_ref == "PHONE-1")


def press(desk, text):
    buttons = desk.window.findChildren(QPushButton)
    next(each for each in buttons if each.text() == text and each.isVisible()).click()


async def test_it_is_in_list_lane_and_counter_and_is_neither_sent_nor_worked_on(kept):
    key = task(kept).key
    assert any("kept on this computer as unassigned" in each for each in kept.window.notices.sentences)
    assert key in list(kept.view.tasks.pane.table.rows.keys())
    assert kept.view.board.view.board.lane(key).key == UNASSIGNED
    assert kept.store.counts()["unassigned"] == 1
    assert [op.unassigned for op in kept.outbox_thread.outbox.queries.open_ops()] == [True]
    kept.editing.set_states([task(kept)], TaskStatus.IN_PROGRESS)  # not before it has a vehicle
    await under_way(kept)
    assert any("Give it to a vehicle first" in each for each in kept.window.notices.sentences)
    assert task(kept).status == TaskStatus.CREATED


async def test_given_to_a_vehicle_it_goes_into_the_queue_until_that_is_taken_back(kept):
    kept.editing.give((task(kept).key,), "m/242KDN")
    await under_way(kept)
    (op,) = kept.outbox_thread.outbox.queries.open_ops()
    assert (op.state, op.fields["unit"]) == (OpState.QUEUED, "242KDN")
    assert kept.store.counts()["unassigned"] == 0
    kept.undoing.undo()
    await under_way(kept)
    (op,) = kept.outbox_thread.outbox.queries.open_ops()
    assert (op.unassigned, task(kept).unit) == (True, None)


async def test_cancelled_it_is_taken_off_this_computer_and_can_be_brought_back(kept):
    kept.editing.set_states([task(kept)], TaskStatus.CANCELLED)
    await under_way(kept)
    assert kept.outbox_thread.outbox.queries.open_ops() == []
    assert kept.store.tasks == {}
    press(kept, "Take back")
    await under_way(kept)
    assert task(kept).address == "Narva mnt 5"
