"""A command waits for its writes without reading each of them again and again."""

import pytest

from fleetdesk.commands.posting import Waiting
from fleetdesk.domain.outbox import OpState
from fleetdesk.storage.outbox import db, rows
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.outbox_thread import OutboxThread
from tests.storage.outbox.outboxes import NOW, edit


@pytest.fixture
async def outbox_thread(tmp_path):
    made = OutboxThread(Outbox(tmp_path / "outbox.db"))
    yield made
    await made.close()


@pytest.fixture
def read(monkeypatch):
    """The rows that were read as writes."""
    seen = []

    def read_op(row):
        seen.append(row)
        return rows.read_op(row)

    monkeypatch.setattr(db, "read_op", read_op)
    return seen


async def test_looking_how_far_they_are_reads_no_write(outbox_thread, read):
    ops = outbox_thread.outbox.insert.add([edit(str(number), notes="x") for number in range(5)], NOW)
    read.clear()
    told = []
    waiting = Waiting(outbox_thread, [op.id for op in ops], lambda *counts: told.append(counts))
    assert [await waiting.look() for _ in range(10)] == [5] * 10
    assert (read, told) == ([], [(0, 0, 5)])


async def test_the_end_tells_who_asks(outbox_thread):
    done, asking, _ = outbox_thread.outbox.insert.add([edit(str(number), notes="x") for number in range(3)], NOW)
    outbox_thread.outbox.transitions.done(done.id, NOW)
    outbox_thread.outbox.transitions.ask(asking.id, OpState.DEAD, "refused", "no")
    outcome = await Waiting(outbox_thread, [1, 2, 3], lambda *counts: None).outcome("the network is away")
    assert (outcome.confirmed, outcome.waiting, outcome.trouble) == (1, 1, "the network is away")
    assert [op.id for op in outcome.asking] == [asking.id]
