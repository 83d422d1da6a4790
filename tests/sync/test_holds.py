"""On the desk: what waits of a removed account leaves its tasks, is said, and goes on when its server is back."""

import pytest

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.outbox import next_words, state_words
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.background import Background
from fleetdesk.sync.holds import HoldService
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from tests.storage.outbox.outboxes import NOW, create
from tests.sync.fakes import no_outbox
from tests.sync.test_task_service import TASK
from tests.task_lists import apply_tasks

HERE, THERE = "https://one.example/", "https://two.example/"


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path / "outbox.db")


class Desk(TaskService):
    """The use case beside its store and what is on hold."""

    def __init__(self, store, outbox_thread, sender):
        super().__init__(store, outbox_thread, sender)
        self.store, self.said = store, []
        self.holds = HoldService(store, outbox_thread, self.said.append, lambda: NOW)


@pytest.fixture
async def desk(qapp, outbox):
    store, outbox_thread = Store(), OutboxThread(outbox)
    apply_tasks(store, "m", [TASK])
    sender = Sender(
        outbox_thread, {}, Background(lambda name, error: None), store.apply_op, store.apply_task, lambda: NOW
    )
    made = Desk(store, outbox_thread, sender)
    await made.holds.claim("m", HERE)
    await made.save([create("n1", "R1")])
    await made.edit(TASK, {"notes": "b"})
    yield made
    await outbox_thread.close()


async def test_the_same_server_again_changes_nothing(desk):
    before = dict(desk.store.tasks)
    assert not await desk.holds.claim("m", HERE)
    assert (dict(desk.store.tasks), desk.said) == (before, [])


async def test_what_is_on_hold_is_laid_over_no_task_and_stays_in_the_outbox(desk):
    assert await desk.holds.claim("m", THERE)
    assert set(desk.store.tasks) == {"m/7"}
    assert (desk.store.tasks["m/7"].notes, desk.store.tasks["m/7"].pending) == (TASK.notes, ())
    assert len(desk.store.task_store.waiting) == desk.store.task_store.asking == 2
    assert {state_words(op) for op in desk.store.task_store.waiting.values()} == {"on hold"}
    assert all("m was removed" in next_words(op, NOW) for op in desk.store.task_store.waiting.values())


async def test_it_is_said_how_much_of_which_account_and_server(desk):
    await desk.holds.claim("m", THERE)
    (said,) = desk.said
    assert said.startswith(f"2 unsent changes of the removed account m ({HERE}) are on hold.")


async def test_a_removed_account_leaves_its_writes_on_hold(desk):
    desk.store.forget("m")
    assert len(desk.store.task_store.waiting) == 0
    await desk.holds.remove("m")
    assert len(desk.store.task_store.waiting) == 2
    assert dict(desk.store.tasks) == {}


async def test_after_a_restart_they_are_still_on_hold(desk, outbox):
    await desk.holds.remove("m")
    fresh = Store()
    await fresh.apply_ops(outbox.queries.open_ops())
    assert (len(fresh.task_store.waiting), dict(fresh.tasks)) == (2, {})


async def test_an_account_at_their_server_is_offered_them(desk):
    await desk.holds.remove("m")
    desk.said.clear()
    await desk.holds.claim("new", HERE)
    assert len(desk.said) == 1
    assert "Send now" in desk.said[0]
    assert "new" in desk.said[0]


async def test_send_now_gives_them_all_to_the_account_at_their_server(desk, outbox):
    await desk.holds.remove("m")
    await desk.holds.claim("new", HERE)
    await desk.retry(next(iter(desk.store.task_store.waiting.values())))
    assert {op.account for op in desk.store.task_store.waiting.values()} == {"new"}
    assert {op.account for op in outbox.queries.open_ops()} == {"new"}
    assert "new/n1" in desk.store.tasks
    assert desk.store.task_store.asking == 0


async def test_send_now_without_such_an_account_says_what_to_do(desk):
    await desk.holds.remove("m")
    await desk.holds.claim("m", THERE)
    with pytest.raises(FleetError, match="Connect it under Accounts"):
        await desk.retry(next(iter(desk.store.task_store.waiting.values())))
    assert len(desk.store.task_store.waiting) == 2


async def test_without_an_outbox_nothing_is_on_hold(qapp):
    holds = no_outbox(Store(), None)
    assert not await holds.claim("m", HERE)
    await holds.remove("m")
