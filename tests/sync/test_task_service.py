"""The tasks' one door for writes: saved means on the disk and on the desk, and what fails leaves nothing behind."""

import pytest

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.domain.drafts import create_draft
from fleetdesk.domain.outbox import OpState
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.account_loops import AccountLoops
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from tests.storage.outbox.outboxes import NOW, create, refs
from tests.task_lists import apply_tasks

TASK = Task("m", 7, unit="U1", order_ref="A", status=TaskStatus.CREATED, notes="a", address="x", active=True)


async def _nothing(_account):
    return None


class NotingLoops(AccountLoops):
    """Notes who is to be looked after."""

    def __init__(self):
        super().__init__(Background(lambda name, error: None), lambda: NOW, _nothing)
        self.heard = []

    def wake(self, account):
        self.heard.append(account)


class Woken(Sender):
    """A second sender, as documents have one."""

    def __init__(self, *words):
        super().__init__(*words)
        self.loops = NotingLoops()


class Desk(TaskService):
    """The use case beside its store and its other sender."""

    def __init__(self, store, outbox_thread, sender, other):
        super().__init__(store, outbox_thread, sender, other)
        self.store, self.other = store, other


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path / "outbox.db")


@pytest.fixture
async def desk(qapp, outbox):
    store, outbox_thread = Store(), OutboxThread(outbox)
    apply_tasks(store, "m", [TASK])
    sender = Sender(
        outbox_thread, {}, Background(lambda name, error: None), store.apply_op, store.apply_task, lambda: NOW
    )
    other = Woken(
        outbox_thread, {}, Background(lambda name, error: None), store.apply_op, store.apply_task, lambda: NOW
    )
    yield Desk(store, outbox_thread, sender, other)
    await outbox_thread.close()


async def test_saved_is_on_the_disk_and_on_the_desk(desk, outbox):
    (op,) = await desk.edit(TASK, {"notes": "b"})
    assert outbox.queries.open_ops() == [op]
    assert (desk.store.tasks["m/7"].notes, desk.store.tasks["m/7"].pending) == ("b", ("notes",))


async def test_an_edit_that_changes_nothing_writes_nothing(desk, outbox):
    assert await desk.edit(TASK, {"notes": "a "}) == []
    assert outbox.queries.open_ops() == []


async def test_a_status_goes_by_itself_after_the_rest(desk):
    ops = await desk.edit(TASK, {"status": TaskStatus.IN_PROGRESS, "notes": "b"})
    assert [tuple(op.fields) for op in ops] == [("notes",), ("status",)]


async def test_what_was_made_one_is_shown_once(desk):
    await desk.edit(TASK, {"notes": "b"})
    await desk.edit(desk.store.tasks["m/7"], {"notes": "c"})
    assert [op.fields for op in desk.store.task_store.ops("m/7")] == [{"notes": "c"}]


async def test_a_full_disk_is_said_and_nothing_is_half_saved(desk, outbox):
    pages = outbox.database.execute("PRAGMA page_count").fetchone()[0]
    outbox.database.execute(f"PRAGMA max_page_count={pages}").fetchall()
    long = "x" * 30_000
    with pytest.raises(FleetError, match="what you typed is still here"):
        await desk.save([create_draft("m", create("n1", "R1", notes=long).fields, proposed=True) for _ in "1"])
    assert (outbox.queries.open_ops(), outbox.steps.gestures(), refs(outbox, "m")) == ([], [], {})
    assert set(desk.store.tasks) == {"m/7"}


async def test_a_conflict_ends_with_mine(desk, outbox):
    (op,) = await desk.edit(TASK, {"notes": "mine", "address": "y"})
    asked = outbox.transitions.ask(op.id, OpState.CONFLICT, "clash", "why", {"notes": "theirs"})
    await desk.conflicts.settle(asked, ["notes"])
    (new,) = outbox.queries.open_ops()
    assert (new.fields, new.base) == ({"notes": "mine", "address": "y"}, {"notes": "theirs", "address": "x"})


async def test_a_conflict_ends_with_theirs(desk, outbox):
    (op,) = await desk.edit(TASK, {"notes": "mine", "address": "y"})
    asked = outbox.transitions.ask(op.id, OpState.CONFLICT, "clash", "why", {"notes": "theirs"})
    await desk.conflicts.settle(asked, [])
    assert [each.fields for each in outbox.queries.open_ops()] == [{"address": "y"}]


async def test_what_is_being_sent_cannot_be_given_up(desk, outbox):
    (op,) = await desk.edit(TASK, {"notes": "b"})
    outbox.transitions.sending(op.id, NOW)
    with pytest.raises(UsageError, match="being sent"):
        await desk.discard(op)


async def test_what_another_program_changed_is_shown_after_a_look(desk, outbox):
    (op,) = await desk.edit(TASK, {"notes": "b"})
    outbox.transitions.done(op.id, NOW)
    outbox.insert.add([create()], NOW)
    await desk.reload()
    assert desk.store.tasks["m/7"].pending == ()
    assert "m/n1" in desk.store.tasks


async def test_a_task_that_is_gone_is_made_anew_under_a_new_reference(desk, outbox):
    (op,) = await desk.edit(TASK, {"notes": "b"})
    asked = outbox.transitions.ask(op.id, OpState.CONFLICT, "gone", "no such task")
    await desk.make_anew(asked, create().fields, "NEW-1")
    (new,) = outbox.queries.open_ops()
    assert (new.fields["order_ref"], new.task != "7") == ("NEW-1", True)


async def test_what_another_program_has_queued_is_looked_after_by_every_sender(desk, outbox):
    outbox.insert.add([create("n1")], NOW)
    await desk.reload()
    assert desk.other.loops.heard == ["m"]


async def test_sending_now_hurries_every_sender(desk):
    (op,) = await desk.edit(TASK, {"notes": "b"})
    desk.other.loops.heard.clear()
    await desk.retry(op)
    assert desk.other.loops.heard == ["m"]


async def test_sending_now_ends_the_waits_of_the_account_in_the_file_once(desk, outbox, monkeypatch):
    (op,) = await desk.edit(TASK, {"notes": "b"})
    asked = []
    monkeypatch.setattr(outbox.decisions, "hurry", asked.append)
    await desk.retry(op)
    assert asked == ["m"]
