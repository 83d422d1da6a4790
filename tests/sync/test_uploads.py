"""The queue of documents over real HTTP: two at a time, beside everything else, stopped and begun anew."""

import asyncio
import contextlib
import hashlib
import secrets
import time

import pytest

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.domain.documents import DocumentType, Upload, new_tag
from fleetdesk.domain.outbox import PAUSED, RESCUED, Draft, OpKind, OpState
from fleetdesk.domain.task_fields import fields_of
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_delivery import CANCELLED
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.uploads import Uploads
from tests.crash.held import Held

ACCOUNT = "m"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 32000  # 8 MB: more than sockets hold back


class Program:
    """What of the desk sends: both queues over one outbox."""

    def __init__(self, folder, told):
        self.outbox, self.folder, self.errors = Outbox(folder / "outbox.db"), folder / "papers", []
        self.folder.mkdir(exist_ok=True)
        self.outbox_thread = OutboxThread(self.outbox)
        self.provider = Metrotec(ACCOUNT, told["metrotec_url"], told["username"], told["password"])
        self.background = Background(lambda name, error: self.errors.append(error))
        self.moved, self.said = asyncio.Event(), []
        self.sender = Sender(
            self.outbox_thread, {ACCOUNT: self.provider}, self.background, self._told, lambda task: None
        )
        self.uploads = Uploads(
            self.outbox_thread,
            {ACCOUNT: self.provider},
            self.background,
            self._told,
            lambda account, task, files: None,
            self.said.append,
            self.folder,
            settle_s=0.2,
        )

    def _told(self, op):
        self.moved.set()

    def upload(self, number, kind=DocumentType.CMR):
        data = JPEG + str(number).encode()
        sha256 = hashlib.sha256(data).hexdigest()
        upload = Upload(sha256, len(data), "image/jpeg", "a.jpg", kind, new_tag(sha256, secrets.token_hex(6)))
        (self.folder / upload.blob).write_bytes(data)
        return upload

    def file(self, *tasks):
        """One document for each of these tasks."""
        drafts = [
            Draft(ACCOUNT, str(task), OpKind.UPLOAD, self.upload(number).jsonable(), {}, f"ORDER-{number}")
            for number, task in enumerate(tasks)
        ]
        return self.outbox.insert.add(drafts, time.time())

    async def until(self, true):
        """Waits until something is true of the outbox, which is looked at after each change of a write."""
        async with asyncio.timeout(30):
            while not await self.outbox_thread.do(true):
                await self.moved.wait()
                self.moved.clear()

    async def empty(self):
        await self.until(lambda: not self.outbox.queries.open_ops())

    async def state(self, op):
        return (await self.outbox_thread.do(self.outbox.queries.op, op.id)).state

    async def close(self):
        await asyncio.gather(self.sender.close(), self.uploads.close())
        await self.background.close()
        await self.provider.close()
        await self.outbox_thread.close()
        assert self.errors == []


@pytest.fixture
async def server():
    async with Held() as made:
        yield made


@pytest.fixture
async def program(tmp_path, server):
    made = Program(tmp_path, server.told)
    yield made
    with contextlib.suppress(RuntimeError):  # a test may have closed it
        await made.close()


@pytest.fixture
async def tasks(program):
    found = [task.id for task in (await program.provider.tasks.listing()).tasks[:4]]
    assert len(found) == 4
    return found


async def test_two_go_at_once_on_different_tasks_and_never_three(server, program, tasks):
    server.gate.clear()
    program.file(*tasks)
    program.uploads.loops.start(ACCOUNT)
    await server.until(lambda: server.here == 2)
    assert server.here == 2  # the first is still held at the gate
    server.gate.set()
    await program.empty()
    assert (server.at_once, len(server.files())) == (2, 4)


async def test_of_one_task_one_goes_at_a_time(server, program, tasks):
    server.after = 1
    program.file(tasks[0], tasks[0], tasks[0])
    program.uploads.loops.start(ACCOUNT)
    await program.empty()
    assert (server.at_once, len(server.files())) == (1, 3)


async def test_a_short_one_does_not_wait_for_a_long_one(server, program, tasks):
    server.gate.clear()
    long, short = program.file(*tasks[:2])
    program.uploads.loops.start(ACCOUNT)
    await server.until(lambda: server.here == 2)
    assert program.uploads.halt(short.id, CANCELLED)
    server.gate.set()
    await program.empty()
    assert await program.state(long) is OpState.DONE


async def test_one_that_comes_while_another_goes_begins_at_once(server, program, tasks):
    server.gate.clear()
    program.file(tasks[0])
    program.uploads.loops.start(ACCOUNT)
    await server.until(lambda: server.here == 1)
    second = program.upload(9)
    draft = Draft(ACCOUNT, str(tasks[1]), OpKind.UPLOAD, second.jsonable(), {}, "ORDER-9")
    await program.outbox_thread.do(program.outbox.insert.add, [draft], time.time())
    program.uploads.loops.wake(ACCOUNT)
    await server.until(lambda: server.here == 2)
    assert server.here == 2  # the first is still held at the gate
    server.gate.set()
    await program.empty()


async def test_a_long_one_keeps_no_write_of_its_task_waiting(server, program, tasks):
    server.gate.clear()
    (upload,) = program.file(tasks[0])
    program.uploads.loops.start(ACCOUNT)
    await server.until(lambda: server.here == 1)
    task = await program.provider.tasks.find(tasks[0])
    base = {"notes": fields_of(task)["notes"]}
    draft = Draft(ACCOUNT, str(tasks[0]), OpKind.UPDATE, {"notes": "dock 3"}, base, "ORDER-0")
    (write,) = await program.outbox_thread.do(program.outbox.insert.add, [draft], time.time())
    program.sender.loops.start(ACCOUNT)
    await program.until(lambda: program.outbox.queries.op(write.id).state is OpState.DONE)
    assert server.sim.store.get("task", tasks[0])["task_notes"] == "dock 3"
    assert await program.state(upload) is OpState.SENDING
    server.gate.set()
    await program.empty()


async def test_how_far_it_is_can_be_seen_while_it_goes(server, program, tasks):
    server.after = 200_000
    server.gate.clear()
    (op,) = program.file(tasks[0])
    program.uploads.loops.start(ACCOUNT)
    await server.until(lambda: server.heard > 200_000)
    going = program.uploads.going[op.id]
    assert 200_000 < going.sent < going.size
    server.gate.set()
    await program.empty()
    assert dict(program.uploads.going) == {}


async def begin_one(server, program, task):
    """A document that is half on its way."""
    server.after = 200_000
    server.gate.clear()
    (op,) = program.file(task)
    program.uploads.loops.start(ACCOUNT)
    await server.until(lambda: server.heard > 200_000)
    return op


async def test_closing_halts_what_is_on_its_way_and_it_waits_as_if_never_tried(server, program, tasks, tmp_path):
    op = await begin_one(server, program, tasks[0])
    server.gate.set()
    await program.close()
    assert server.files() == {}
    with contextlib.closing(Outbox(tmp_path / "outbox.db")) as outbox:
        assert (outbox.queries.op(op.id).state, outbox.queries.op(op.id).attempts) == (OpState.QUEUED, 0)


async def test_after_a_restart_it_goes_again_from_its_beginning(server, program, tasks, tmp_path):
    await begin_one(server, program, tasks[0])
    server.gate.set()
    await program.close()
    again = Program(tmp_path, server.told)
    await again.sender.recover()
    again.uploads.loops.start(ACCOUNT)
    await again.empty()
    assert list(server.files().values()) == [hashlib.sha256(JPEG + b"0").hexdigest()]
    await again.close()


async def test_a_halted_one_is_paused_and_the_rest_goes_on(server, program, tasks):
    op = await begin_one(server, program, tasks[0])
    assert program.uploads.halt(op.id, PAUSED)
    server.gate.set()
    await program.until(lambda: program.outbox.queries.op(op.id).paused)
    assert server.files() == {}


async def test_nothing_is_halted_that_is_not_on_its_way(program, tasks):
    (op,) = program.file(tasks[0])
    assert not program.uploads.halt(op.id, PAUSED)


@pytest.mark.parametrize("shown", [True, False], ids=["names shown", "names hidden"])
async def test_what_a_rescue_brings_back_is_looked_for_before_it_goes(server, program, tasks, shown):
    server.sim.quirks.echo_name = shown
    (op,) = program.file(tasks[0])
    program.uploads.loops.start(ACCOUNT)
    await program.empty()
    stale = f"UPDATE op SET state = 'queued', code = '{RESCUED}', attempts = 1, known = '{{}}' WHERE id = {op.id}"
    for sql in (stale, "DELETE FROM filed", "DELETE FROM trait"):
        await program.outbox_thread.do(program.outbox.database.execute, sql)
    program.uploads.loops.wake(ACCOUNT)
    wanted = OpState.DONE if shown else OpState.BLOCKED
    await program.until(lambda: program.outbox.queries.op(op.id).state is wanted)
    assert len(server.files()) == 1
