"""What the user does with documents, over real HTTP: filed, watched, paused, given up, called something else, swept."""

import asyncio
import functools
import hashlib
import os

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.documents.staging import stage_bytes
from fleetdesk.domain.documents import DocumentType, Filing, Upload
from fleetdesk.domain.outbox import OpState
from fleetdesk.sync.document_service import YOUNG_S, DocumentService
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.store import Store
from tests.crash.held import Held
from tests.sync.test_uploads import ACCOUNT, JPEG, Program
from tests.task_lists import apply_tasks

LIMIT = 25 << 20


class Desk(Program):
    """The program with its store, shelf and the documents' door."""

    def __init__(self, folder, told):
        super().__init__(folder, told)
        self.store = Store()
        self.document_store = DocumentStore(self.store, self.folder)
        self.documents = DocumentService(
            self.store, self.document_store, self.outbox_thread, self.sender, self.uploads, {ACCOUNT: self.provider}
        )

    def _told(self, op):
        self.document_store.apply_op(op)
        self.store.apply_op(op)
        super()._told(op)

    async def tasks(self):
        listing = await self.provider.tasks.listing()
        apply_tasks(self.store, ACCOUNT, listing.tasks)
        return [task for task in self.store.tasks.values() if task.id is not None]

    def filing(self, task, number=0, kind=DocumentType.CMR):
        staged = stage_bytes(JPEG + str(number).encode(), f"{number}.jpg", self.folder, LIMIT)
        return Filing(task, Upload(staged.sha256, staged.size, staged.mime, staged.name, kind))


@pytest.fixture
async def server(qapp):
    async with Held() as made:
        yield made


@pytest.fixture
async def desk(tmp_path, server):
    return Desk(tmp_path, server.told)


def to_its_end(test):
    """Closes the desk within the test: Qt's events are turned between its phases too, when no loop is running."""

    @functools.wraps(test)
    async def whole(**given):
        try:
            await test(**given)
        finally:
            await given["desk"].close()

    return whole


@pytest.fixture
async def task(desk):
    return (await desk.tasks())[0]


async def half_way(server, desk, task):
    """A document that is half on its way."""
    server.after = 200_000
    server.gate.clear()
    (op,) = await desk.documents.file([desk.filing(task)])
    desk.uploads.loops.start(ACCOUNT)
    await server.until(lambda: server.heard > 200_000)
    return op


async def done(desk, op):
    await desk.until(lambda: desk.outbox.queries.op(op.id).state is OpState.DONE)


@to_its_end
async def test_a_filed_document_waits_on_its_task_at_once_and_is_on_the_shelf_when_it_is_there(desk, task):
    filing = desk.filing(task)
    (op,) = await desk.documents.file([filing])
    assert [each.id for each in desk.store.task_store.documents(task.key)] == [op.id]
    desk.uploads.loops.start(ACCOUNT)
    await done(desk, op)
    assert desk.store.task_store.documents(task.key) == []
    await desk.documents.refresh(task.key)
    (document,) = [each for each in desk.document_store.of(task.key) if desk.document_store.filed(each)]
    assert desk.document_store.copy_of(document).read_bytes() == JPEG + b"0"


@to_its_end
async def test_of_documents_filed_together_none_is_kept_where_one_is_there(desk, task):
    await desk.documents.file([desk.filing(task)])
    with pytest.raises(UsageError, match="in the queue"):
        await desk.documents.file([desk.filing(task, 1), desk.filing(task)])
    assert len(desk.outbox.queries.open_ops()) == 1


@to_its_end
async def test_how_far_it_is_is_told_while_it_goes(server, desk, task):
    heard = asyncio.get_running_loop().create_future()

    def hear(found):
        if found and found[0].sent and not heard.done():
            heard.set_result(found)

    desk.documents.moved.connect(hear)
    op = await half_way(server, desk, task)
    (told,) = await asyncio.wait_for(heard, 30)
    assert (told.number, told.size) == (op.id, len(JPEG) + 1)
    assert 0 < told.sent < told.size
    server.gate.set()
    await done(desk, op)


@to_its_end
async def test_one_that_is_paused_on_its_way_goes_on_from_its_beginning(server, desk, task):
    op = await half_way(server, desk, task)
    await desk.documents.pause(op)
    server.gate.set()
    await desk.until(lambda: desk.outbox.queries.op(op.id).paused)
    assert server.files() == {}
    await desk.documents.go_on(op)
    await done(desk, op)
    assert list(server.files().values()) == [hashlib.sha256(JPEG + b"0").hexdigest()]


@to_its_end
async def test_one_that_is_given_up_on_its_way_never_arrives(server, desk, task):
    op = await half_way(server, desk, task)
    await desk.documents.cancel(op)
    server.gate.set()
    await desk.until(lambda: desk.outbox.queries.op(op.id).state is OpState.CANCELLED)
    assert server.files() == {}
    assert desk.store.task_store.documents(task.key) == []


@to_its_end
async def test_what_has_left_whole_cannot_be_given_up(desk, task):
    (op,) = await desk.documents.file([desk.filing(task)])
    desk.uploads.loops.start(ACCOUNT)
    await done(desk, op)
    with pytest.raises(UsageError, match="cannot be taken back"):
        await desk.documents.cancel(op)


@to_its_end
async def test_a_filed_document_is_called_something_else(server, desk, task):
    (op,) = await desk.documents.file([desk.filing(task)])
    desk.uploads.loops.start(ACCOUNT)
    desk.sender.loops.start(ACCOUNT)
    await done(desk, op)
    await desk.documents.refresh(task.key)
    (document,) = [each for each in desk.document_store.of(task.key) if desk.document_store.filed(each)]
    (retype,) = await desk.documents.retype(document, DocumentType.ORDER)
    await done(desk, retype)
    assert server.sim.store.get("file", document.id)["file_type"] == "order"


@to_its_end
async def test_a_waiting_document_gets_another_type_and_goes_as_that(server, desk, task):
    (op,) = await desk.documents.file([desk.filing(task)])
    await desk.documents.edit(op, {"type": "order"})
    desk.uploads.loops.start(ACCOUNT)
    await desk.empty()
    assert [name.partition("_")[0] for name in server.files()] == ["order"]


@to_its_end
async def test_one_on_its_way_takes_no_other_words(server, desk, task):
    op = await half_way(server, desk, task)
    with pytest.raises(UsageError, match="on its way"):
        await desk.documents.edit(op, {"type": "order"})
    server.gate.set()
    await done(desk, op)


@to_its_end
async def test_a_sweep_keeps_what_waits_what_was_filed_and_what_lies_in_the_tray(desk, task):
    sent, waiting, tray, left = (desk.filing(task, number) for number in range(4))
    desk.uploads.loops.start(ACCOUNT)
    (op,) = await desk.documents.file([sent])
    await done(desk, op)
    desk.uploads.loops.stop(ACCOUNT)
    await desk.documents.file([waiting])
    long_ago = desk.uploads.clock() - YOUNG_S - 1
    for each in desk.folder.iterdir():
        os.utime(each, (long_ago, long_ago))
    assert await desk.documents.sweep(tray.upload.blob.__eq__, 90) == 1
    assert not (desk.folder / left.upload.blob).exists()
    assert {each.name for each in desk.folder.iterdir()} == {each.upload.blob for each in (sent, waiting, tray)}


@to_its_end
async def test_a_sweep_leaves_what_was_copied_just_now(desk, task):
    filing = desk.filing(task)
    assert await desk.documents.sweep(lambda name: False, 90) == 0
    assert (desk.folder / filing.upload.blob).exists()


@to_its_end
async def test_after_a_restart_it_is_known_what_was_filed(desk, task, tmp_path, server):
    filing = desk.filing(task)
    (op,) = await desk.documents.file([filing])
    desk.uploads.loops.start(ACCOUNT)
    await done(desk, op)
    again = Desk(tmp_path, server.told)
    await again.documents.load()
    assert again.document_store.is_filed(task.key, filing.upload.sha256)
    await again.close()
