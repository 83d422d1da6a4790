"""Every answer of a server ends in one state of the write: real outbox, sender, client and simulator."""

import asyncio
import json

import pytest

from fleetdesk.api.answers import Reply, raise_for_status
from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.sync.back_off import REFUSED_S
from tests.crash.scenario import edit, new_task
from tests.crash.world import ACCOUNT, Clock, Program, Server, Steps


@pytest.fixture(scope="module")
def running():
    return Server()


@pytest.fixture
def server(running):
    running.begin()
    running.sim.quirks.update_answer, running.sim.quirks.create_status = "task", 200
    running.sim.quirks.unique_refs = False
    return running


@pytest.fixture
def program(tmp_path, server):
    made = Program(tmp_path / "outbox.db", server, Clock(), Steps())
    yield made
    made.die()


def run(work):
    return asyncio.run(work)


def only(program):
    (op,) = program.outbox.queries.open_ops()
    return op


def made(program, server):
    """A task that is on the server; its id."""
    program.outbox.insert.add([new_task(server, 1, notes="gate 1")], program.clock())
    run(program.drain())
    return server.tasks()[0]["id"]


def answer_once(program, status, body=b"{}", kind="application/json", done=False):
    """The next write gets this answer; with `done` the server has carried it out before."""
    send = program.wire.send

    async def once(ask):
        if ask.method == "GET" or ask.path == "login":
            return await send(ask)
        program.wire.send = send
        if done:
            await send(ask)
        reply = Reply(status, {"content-type": kind}, body)
        raise_for_status(reply)
        return reply

    program.wire.send = once


@pytest.mark.parametrize("status", [200, 201])
def test_a_new_task_is_confirmed_by_the_servers_own_copy(program, server, status):
    server.sim.quirks.create_status = status
    assert made(program, server)
    assert program.outbox.queries.open_ops() == []
    assert list(program.outbox.queries.tasks_made_here(ACCOUNT).values()) == ["n1"]


@pytest.mark.parametrize("kind", ["task", "empty", "204", "{}"])
def test_a_change_is_confirmed_by_reading_it_back_whatever_the_answer(program, server, kind):
    number = made(program, server)
    server.sim.quirks.update_answer = kind
    program.outbox.insert.add([edit("n1", {"notes": "gate 1"}, notes="dock 3")], program.clock())
    run(program.drain())
    assert program.outbox.queries.open_ops() == []
    assert server.sim.store.get("task", number)["task_notes"] == "dock 3"
    assert len(server.audit()) == 1


def test_a_refusal_asks_with_the_servers_words(program, server):
    program.outbox.insert.add([new_task(server, 1)], program.clock())
    answer_once(program, 400, json.dumps({"error": "the window is too short"}).encode())
    run(program.drain())
    op = only(program)
    assert (op.state, op.http) == (OpState.DEAD, 400)
    assert "the window is too short" in op.reason


def test_a_refusal_of_what_had_arrived_is_recognised(program, server):
    program.outbox.insert.add([new_task(server, 1)], program.clock())
    answer_once(program, 400, done=True)
    run(program.drain())
    assert program.outbox.queries.open_ops() == []
    assert len(server.tasks()) == 1


def test_a_typed_reference_that_somebody_has_overwrites_nothing(program, server):
    made(program, server)
    server.sim.quirks.unique_refs = True
    fields = {**new_task(server, 1).fields, "address": "Elsewhere 7"}
    program.outbox.database.execute("UPDATE task_map SET order_ref = NULL")
    program.outbox.insert.add(
        [Draft(ACCOUNT, "n2", OpKind.CREATE, fields, {}, str(fields["order_ref"]))], program.clock()
    )
    answer_once(program, 400)
    run(program.drain())
    op = only(program)
    assert (op.state, op.code) == (OpState.DEAD, "taken")
    assert [task["task_address"] for task in server.tasks()] == ["Tamme 1"]


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b""])
def test_what_is_no_answer_of_the_server_is_doubtful(program, server, body):
    program.outbox.insert.add([new_task(server, 1)], program.clock())
    answer_once(program, 200, body, "text/html")
    run(program.turn())
    assert only(program).state is OpState.UNCERTAIN
    run(program.drain())
    assert len(server.tasks()) == 1


def test_a_task_that_is_gone_is_asked_about_and_never_made_anew(program, server):
    number = made(program, server)
    program.outbox.insert.add([edit("n1", {"notes": "gate 1"}, notes="dock 3")], program.clock())
    server.sim.store.remove("task", number)
    run(program.drain())
    op = only(program)
    assert (op.state, op.code) == (OpState.CONFLICT, "gone")
    assert server.tasks() == []


def test_a_vehicle_that_the_server_does_not_know_is_a_refusal_not_a_missing_task(program, server):
    made(program, server)
    program.outbox.insert.add([edit("n1", {"unit": server.vehicle}, unit="NOBODY")], program.clock())
    run(program.drain())
    op = only(program)
    assert (op.state, op.http) == (OpState.DEAD, 404)


def test_other_fields_of_somebody_else_are_merged(program, server):
    number = made(program, server)
    server.change(number, task_address="Theirs 1")
    program.outbox.insert.add([edit("n1", {"notes": "gate 1"}, notes="dock 3")], program.clock())
    run(program.drain())
    task = server.sim.store.get("task", number)
    assert (task["task_address"], task["task_notes"]) == ("Theirs 1", "dock 3")


def test_the_same_field_of_somebody_else_is_asked_about_and_left_alone(program, server):
    number = made(program, server)
    server.change(number, task_notes="theirs")
    program.outbox.insert.add([edit("n1", {"notes": "gate 1"}, notes="mine")], program.clock())
    run(program.drain())
    op = only(program)
    assert (op.state, dict(op.theirs)) == (OpState.CONFLICT, {"notes": "theirs"})
    assert server.sim.store.get("task", number)["task_notes"] == "theirs"


def test_what_the_server_has_already_is_not_sent(program, server):
    number = made(program, server)
    server.change(number, task_notes="dock 3")
    writes = len(program.wire.writes)
    program.outbox.insert.add([edit("n1", {"notes": "gate 1"}, notes="dock 3")], program.clock())
    run(program.drain())
    assert program.outbox.queries.open_ops() == []
    assert len(program.wire.writes) == writes


def test_a_status_of_yesterday_is_asked_about_first(program, server):
    made(program, server)
    program.outbox.insert.add(
        [edit("n1", {"status": TaskStatus.CREATED}, status=TaskStatus.IN_PROGRESS)], program.clock()
    )
    program.clock.at += 13 * 3600
    run(program.drain())
    op = only(program)
    assert (op.state, op.code) == (OpState.BLOCKED, "old")
    program.outbox.decisions.retry(op.id)
    run(program.drain())
    assert server.tasks()[0]["status"] == 2


def test_a_pause_that_the_server_asks_for_holds_after_a_restart(tmp_path, server):
    clock = Clock()
    first = Program(tmp_path / "outbox.db", server, clock, Steps(), ["429"])
    first.outbox.insert.add([new_task(server, 1)], clock())
    run(first.turn())
    first.die()
    again = Program(tmp_path / "outbox.db", server, clock, Steps())
    assert run(again.turn()) == pytest.approx(5.0, abs=0.1)
    assert server.tasks() == []
    run(again.drain())
    assert len(server.tasks()) == 1
    again.die()


def test_an_ended_token_is_renewed_and_nothing_is_sent_twice(program, server):
    program.outbox.insert.add([new_task(server, 1)], program.clock())
    server.sim.store.drop_tokens()
    server.jwt, _ = server.sim.sign_in(server.sim.username)
    run(program.drain())
    assert len(server.tasks()) == 1


@pytest.fixture
def signed_out(program, server):
    """A program whose sign-in was refused while a task waits; the server would take it again now."""
    server.sim.store.drop_tokens()  # the login gives the dead token again and again: as a wrong password would
    program.outbox.insert.add([new_task(server, 1)], program.clock())
    assert run(program.turn()) is None
    server.jwt, _ = server.sim.sign_in(server.sim.username)
    return program


def test_a_signed_out_account_keeps_everything(signed_out, program, server):
    op = only(program)
    assert (op.state, op.attempts) == (OpState.QUEUED, 0)
    program.sender.loops.back_off.standing(ACCOUNT).signed_out = False
    run(program.drain())
    assert len(server.tasks()) == 1


def test_a_refused_sign_in_is_tried_again_once_a_minute_while_the_server_speaks(signed_out, program, server):
    program.sender.loops.recovered(ACCOUNT)
    assert program.sender.loops.back_off.standing(ACCOUNT).signed_out
    program.clock.at += REFUSED_S
    program.sender.loops.recovered(ACCOUNT)
    run(program.drain())
    assert len(server.tasks()) == 1


def test_who_signs_in_again_need_not_wait(signed_out, program, server):
    async def start():
        program.sender.loops.start(ACCOUNT)
        program.sender.loops.stop(ACCOUNT)
        return await program.turn()

    run(start())
    assert len(server.tasks()) == 1


def test_a_write_that_turns_out_to_be_damaged_is_told_of_and_holds_no_other_up(program, server):
    program.outbox.insert.add([new_task(server, 1), new_task(server, 2)], program.clock())
    program.outbox.database.execute("UPDATE op SET payload = '{}' WHERE id = (SELECT min(id) FROM op)")
    run(program.drain())
    assert [op.state for op in program.told if op.damaged] == [OpState.BLOCKED]
    assert len(server.tasks()) == 1
