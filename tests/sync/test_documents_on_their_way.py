"""What becomes of a document: real outbox, queue, client and simulator; every file exactly once, byte for byte."""

import asyncio
import hashlib
import json
import secrets

import pytest

from fleetdesk.api.answers import Reply, raise_for_status
from fleetdesk.base.errors import UsageError
from fleetdesk.domain.documents import DocumentType, Upload, new_tag
from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.sync.document_delivery import CANCELLED
from tests.crash.scenario import new_task
from tests.crash.world import ACCOUNT, START, Clock, Program, Server, Steps

SHOWN = pytest.mark.parametrize("server", [True], ids=["names shown"], indirect=True)
HIDDEN = pytest.mark.parametrize("server", [False], ids=["names hidden"], indirect=True)
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture(scope="module")
def running():
    return Server()


@pytest.fixture(params=[True, False], ids=["names shown", "names hidden"])
def server(running, request):
    running.begin()
    running.sim.clock.set(START, 0.0)  # the outbox's clock stands there too
    running.sim.quirks.echo_name, running.sim.quirks.create_status = request.param, 200
    return running


@pytest.fixture
def program(tmp_path, server):
    made = Program(tmp_path / "outbox.db", server, Clock(), Steps())
    made.folder.mkdir()
    yield made
    made.die()


@pytest.fixture
def task(program, server):
    """A task that is on the server; the end of its key."""
    program.outbox.insert.add([new_task(server, 1)], program.clock())
    run(program.drain())
    return "n1"


def run(work):
    return asyncio.run(work)


def scan(program, data=JPEG, kind=DocumentType.CMR, name="scan 1.jpg", **more):
    sha256 = hashlib.sha256(data).hexdigest()
    made = Upload(sha256, len(data), "image/jpeg", name, kind, new_tag(sha256, secrets.token_hex(6)), **more)
    (program.folder / made.blob).write_bytes(data)
    return made


def upload(program, task, *documents):
    drafts = [Draft(ACCOUNT, task, OpKind.UPLOAD, each.jsonable(), {}, "ORDER-1") for each in documents]
    return program.outbox.insert.add(drafts, program.clock())


def drain(program):
    run(program.drain(documents=True))


def only(program):
    (op,) = program.outbox.queries.open_ops()
    return op


def bytes_of(server, number=0):
    return server.sim.store.blob(server.files()[number]["id"])


def once(program, fate):
    """The next write ends like this, as the wire's script says it."""
    program.wire.script = [fate]


def test_a_document_arrives_byte_for_byte_and_is_confirmed(program, server, task):
    upload(program, task, scan(program, hidden=True))
    drain(program)
    (row,) = server.files()
    assert program.outbox.queries.open_ops() == []
    assert (row["file_type"], row["hidden"], row["mime"]) == ("cmr", 1, "image/jpeg")
    assert bytes_of(server) == JPEG
    assert [each.file for each in program.outbox.documents.filed_here()] == [row["id"]]


def test_the_files_own_name_is_not_sent(program, server, task):
    upload(program, task, scan(program, name='../"x;\r\n.jpg'))
    drain(program)
    assert server.sim.store.blobs()[server.files()[0]["id"]][2].startswith("cmr_ORDER-1_fd")


@pytest.mark.parametrize("fate", ["lost", "500after"])
def test_an_answer_that_was_lost_is_found_again(program, server, task, fate):
    upload(program, task, scan(program))
    once(program, fate)
    drain(program)
    assert len(server.files()) == 1
    assert program.outbox.queries.open_ops() == []


def test_what_may_stand_in_a_row_that_cannot_be_read_is_not_sent_again(program, server, task):
    send = program.wire.send

    async def unreadable(ask):
        reply = await send(ask)
        if ask.method != "GET" or not ask.path.startswith("files"):
            return reply
        return Reply(200, reply.headers, json.dumps([{**row, "id": "?"} for row in json.loads(reply.body)]).encode())

    upload(program, task, scan(program))
    once(program, "lost")
    program.wire.send = unreadable
    drain(program)
    assert len(server.files()) == 1
    assert (only(program).state, only(program).code) == (OpState.BLOCKED, "which")


@pytest.mark.parametrize("fate", ["cut", "refused", "500", "503", "429"])
def test_what_did_not_arrive_goes_again_once(program, server, task, fate):
    upload(program, task, scan(program))
    once(program, fate)
    drain(program)
    assert len(server.files()) == 1
    assert bytes_of(server) == JPEG
    assert program.outbox.queries.open_ops() == []


def test_a_document_waits_for_its_task_to_be_made(program, server):
    program.outbox.insert.add([new_task(server, 2)], program.clock())
    upload(program, "n2", scan(program))
    assert program.outbox.transitions.due(ACCOUNT, program.clock(), uploads=True) == []
    drain(program)
    assert server.files()[0]["pivot_id"] == str(server.tasks()[-1]["id"])


def test_the_tasks_own_writes_do_not_wait_for_its_documents(program, server, task):
    upload(program, task, scan(program))
    change = Draft(ACCOUNT, task, OpKind.UPDATE, {"notes": "dock 3"}, {"notes": None}, "ORDER-1")
    program.outbox.insert.add([change], program.clock())
    run(program.drain())
    assert server.tasks()[0]["task_notes"] == "dock 3"
    assert only(program).kind is OpKind.UPLOAD


def test_the_same_document_is_refused_while_it_waits_and_after_it_is_filed(program, task):
    upload(program, task, scan(program))
    with pytest.raises(UsageError, match="in the queue"):
        upload(program, task, scan(program))
    drain(program)
    with pytest.raises(UsageError, match="filed"):
        upload(program, task, scan(program))


def test_uploads_of_one_task_go_one_after_the_other(program, server, task):
    upload(program, task, *(scan(program, JPEG + bytes([number])) for number in range(3)))
    assert len(program.outbox.transitions.due(ACCOUNT, program.clock(), most=3, uploads=True)) == 1
    drain(program)
    assert len(server.files()) == 3


def stranger(program, server, name="Photo", **more):
    """Somebody else files something on the same task."""
    number = server.tasks()[0]["id"]
    row = {
        "pivot_id": str(number),
        "pivot_type": "route_tasks",
        "defined_name": name,
        "file_name": "a.jpg",
        "mime": "image/jpeg",
        "file_type": "cmr",
        "uploaded_at": "2026-11-25 12:00:00",
        "oid": 100,
        "sender": server.sim.username,
        "hidden": 0,
        **more,
    }
    return server.sim.store.add("file", 900_000, row)["id"]


def answer_nothing(program, before):
    """The next upload's answer is lost; `before` happens meanwhile."""
    send = program.wire.send

    async def lost(ask):
        if ask.method == "POST" and ask.path == "files":
            program.wire.send = send
            before()
            program.wire.script = ["cut"]
        return await send(ask)

    program.wire.send = lost


@HIDDEN
def test_another_file_that_may_be_ours_is_asked_about_and_nothing_goes_twice(program, server, task):
    upload(program, task, scan(program))
    answer_nothing(program, lambda: (stranger(program, server), stranger(program, server)))
    drain(program)
    op = only(program)
    assert (op.state, op.code) == (OpState.BLOCKED, "which")
    assert len(server.files()) == 2


@HIDDEN
def test_the_user_says_which_file_it_is(program, server, task):
    upload(program, task, scan(program))
    ids = []
    answer_nothing(program, lambda: ids.extend((stranger(program, server), stranger(program, server))))
    drain(program)
    assert program.outbox.decisions.identify(only(program).id, program.clock(), ids[0]).state is OpState.DONE
    assert program.outbox.queries.open_ops() == []


@SHOWN
def test_where_names_are_shown_a_strangers_file_is_never_taken_for_ours(program, server, task):
    upload(program, task, scan(program))
    drain(program)
    upload(program, task, scan(program, JPEG + b"2"))
    answer_nothing(program, lambda: stranger(program, server))
    drain(program)
    assert program.outbox.queries.open_ops() == []
    assert len(server.files()) == 3


@pytest.mark.parametrize("status", [400, 413, 415])
def test_a_refusal_asks_with_the_servers_words(program, server, task, status):
    upload(program, task, scan(program))
    send = program.wire.send

    async def refuse(ask):
        if ask.method == "POST":
            body = json.dumps({"error": "no such files here"}).encode()
            raise_for_status(Reply(status, {"content-type": "application/json"}, body))
        return await send(ask)

    program.wire.send = refuse
    drain(program)
    op = only(program)
    assert (op.state, op.http) == (OpState.DEAD, status)
    assert "no such files here" in op.reason


def test_a_copy_that_is_gone_is_said(program, task):
    made = scan(program)
    upload(program, task, made)
    (program.folder / made.blob).unlink()
    drain(program)
    assert only(program).code == "lost"


def test_a_copy_that_was_damaged_on_the_disk_is_never_sent_whole(program, server, task):
    made = scan(program)
    upload(program, task, made)
    (program.folder / made.blob).write_bytes(JPEG[:-1] + b"x")
    drain(program)
    assert only(program).code == "spoilt"
    assert server.files() == []


def test_a_type_that_the_server_did_not_keep_is_said_and_the_file_is_not_sent_again(program, server, task):
    upload(program, task, scan(program))
    send = program.wire.send

    async def dropping(ask):
        reply = await send(ask)
        if ask.method == "POST" and ask.path == "files":
            server.sim.store.put("file", {**server.files()[0], "file_type": "other"})
        return reply

    program.wire.send = dropping
    drain(program)
    assert program.outbox.queries.open_ops() == []
    assert len(server.files()) == 1
    assert "filed scan 1.jpg as Other, not as CMR" in program.said[0]


@pytest.mark.parametrize("code", ["paused", CANCELLED])
def test_one_that_is_stopped_on_the_way_does_not_arrive(program, server, task, code):
    (op,) = upload(program, task, scan(program))
    send = program.wire.send

    async def stopping(ask):
        if ask.method == "POST":
            program.uploads.halt(op.id, code)
        return await send(ask)

    program.wire.send = stopping
    run(program.turn(program.uploads))
    assert server.files() == []
    waiting = program.outbox.queries.open_ops()
    assert [each.paused for each in waiting] == ([True] if code == "paused" else [])


def test_a_paused_document_goes_on_from_its_beginning(program, server, task):
    (op,) = upload(program, task, scan(program))
    program.outbox.decisions.pause_upload(op.id)
    drain(program)
    assert server.files() == []
    program.outbox.decisions.retry(op.id)
    drain(program)
    assert bytes_of(server) == JPEG


def test_the_copies_of_what_waits_and_of_what_was_filed_lately_are_needed(program, task):
    first, second = scan(program), scan(program, JPEG + b"2")
    upload(program, task, first)
    drain(program)
    upload(program, task, second)
    assert program.outbox.documents.copies_needed(0.0) == {first.blob, second.blob}
    assert program.outbox.documents.copies_needed(program.clock() + 1) == {second.blob}


def retype(program, task, number, kind="delivery_note", base="cmr"):
    fields = {"file": number, "type": kind, "name": "scan 1.jpg"}
    return program.outbox.insert.add(
        [Draft(ACCOUNT, task, OpKind.RETYPE, fields, {"type": base}, "ORDER-1")], program.clock()
    )


@pytest.mark.parametrize("answer", ["task", "empty", "204", "{}"])
@pytest.mark.parametrize("fate", ["ok", "lost", "cut", "500after", "429"])
def test_a_filed_document_gets_another_type(program, server, task, answer, fate):
    server.sim.quirks.update_answer = answer
    upload(program, task, scan(program))
    drain(program)
    retype(program, task, server.files()[0]["id"])
    once(program, fate)
    drain(program)
    assert server.files()[0]["file_type"] == "delivery_note"
    assert program.outbox.queries.open_ops() == []


def test_the_newest_type_replaces_an_unsent_one(program, server, task):
    upload(program, task, scan(program))
    drain(program)
    number = server.files()[0]["id"]
    retype(program, task, number)
    retype(program, task, number, "order")
    assert len(program.outbox.queries.open_ops()) == 1
    drain(program)
    assert server.files()[0]["file_type"] == "order"


def test_a_type_that_somebody_else_changed_is_asked_about(program, server, task):
    upload(program, task, scan(program))
    drain(program)
    number = server.files()[0]["id"]
    server.sim.store.put("file", {**server.files()[0], "file_type": "image"})
    retype(program, task, number)
    drain(program)
    assert only(program).state is OpState.CONFLICT


def test_the_type_of_a_file_that_is_gone_is_asked_about(program, task):
    retype(program, task, 4711)
    drain(program)
    assert only(program).code == "gone"
