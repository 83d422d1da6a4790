"""What the outbox's file promises: what is kept, what is made one, what goes when, and what can be taken back."""

import multiprocessing
import sqlite3

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.storage.outbox.outbox import Outbox
from tests.storage.outbox.outboxes import NOW, create, edit, ended, refs, status

DAY_S = 86400.0


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outbox.db"


@pytest.fixture
def outbox(path):
    made = Outbox(path)
    yield made
    made.close()


def fields(outbox):
    return [dict(op.fields) for op in outbox.queries.open_ops()]


# -- keeping


def test_a_write_comes_back_after_a_restart(outbox, path):
    (op,) = outbox.insert.add([create()], NOW)
    again = Outbox(path)
    assert again.queries.open_ops() == [op]
    again.close()


def test_drafts_are_kept_all_or_none(outbox):
    with pytest.raises(UsageError, match="in use"):
        outbox.insert.add([create("n1", "A"), create("n2", "A")], NOW)
    assert outbox.queries.open_ops() == []
    assert refs(outbox, "m") == {}


def test_the_file_is_for_its_owner_only(outbox, path):
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_text_with_half_a_character_is_kept_without_it(outbox):
    outbox.insert.add([edit(notes="a\ud800b")], NOW)
    assert fields(outbox) == [{"notes": "a?b"}]


def test_two_programs_that_start_at_once_make_the_file_once(path):
    with multiprocessing.get_context("spawn").Pool(6) as pool:
        assert pool.map(_started, [str(path)] * 12) == [None] * 12
    outbox = Outbox(path)
    assert len(outbox.queries.open_ops()) == 12
    outbox.close()


def _started(path):
    from pathlib import Path
    from secrets import token_hex

    outbox = Outbox(Path(path))
    outbox.insert.add([create(token_hex(4), token_hex(4))], NOW)
    outbox.close()


# -- made one


def test_the_newest_value_and_the_oldest_base_are_one_write(outbox):
    outbox.insert.add([edit(base={"notes": "a"}, notes="b")], NOW)
    outbox.insert.add([edit(base={"notes": "b", "address": "x"}, notes="c", address="y")], NOW)
    (op,) = outbox.queries.open_ops()
    assert (op.fields, op.base) == ({"notes": "c", "address": "y"}, {"notes": "a", "address": "x"})


def test_an_edit_that_leads_back_to_its_base_is_none(outbox):
    outbox.insert.add([edit(base={"notes": "a"}, notes="b")], NOW)
    assert outbox.insert.add([edit(base={"notes": "b"}, notes="a")], NOW) == []
    assert outbox.queries.open_ops() == []


def test_an_edit_of_an_unsent_task_goes_into_its_creation(outbox):
    outbox.insert.add([create()], NOW)
    outbox.insert.add([edit("n1", notes="dock 3")], NOW)
    (op,) = outbox.queries.open_ops()
    assert (op.kind, op.fields["notes"], op.base) == (OpKind.CREATE, "dock 3", {})


def test_a_new_reference_of_an_unsent_task_is_the_one_in_use(outbox):
    outbox.insert.add([create(ref="A")], NOW)
    outbox.insert.add([edit("n1", base={"order_ref": "A"}, order_ref="B")], NOW)
    assert refs(outbox, "m") == {"B": "n1"}
    assert outbox.queries.open_ops()[0].proposed is False


def test_a_reference_in_use_is_refused_in_words_also_by_an_edit(outbox):
    outbox.insert.add([create("n1", "A"), create("n2", "B")], NOW)
    with pytest.raises(UsageError, match="reference A is in use"):
        outbox.insert.add([edit("n2", base={"order_ref": "B"}, order_ref="A")], NOW)
    assert [op.label for op in outbox.queries.open_ops()] == ["A", "B"]


@pytest.mark.parametrize("state", ["sending", "uncertain", "again", "dead"])
def test_what_may_have_been_sent_is_never_made_one_with_a_new_edit(outbox, state):
    (op,) = outbox.insert.add([edit(base={"notes": "a"}, notes="b")], NOW)
    outbox.transitions.sending(op.id, NOW)
    if state in ("uncertain", "again"):
        outbox.transitions.doubt(op.id, NOW, "doubt", "no answer")
    if state == "again":
        outbox.transitions.again(op.id)
    if state == "dead":
        outbox.transitions.ask(op.id, OpState.DEAD, "refused", "no")
    outbox.insert.add([edit(base={"notes": "b"}, notes="c")], NOW)
    assert fields(outbox) == [{"notes": "b"}, {"notes": "c"}]


def test_what_surely_was_not_sent_is_still_made_one(outbox):
    (op,) = outbox.insert.add([edit(base={"notes": "a"}, notes="b")], NOW)
    outbox.transitions.sending(op.id, NOW)
    outbox.transitions.unsent(op.id, 0.0, "offline", "no network")
    outbox.insert.add([edit(base={"notes": "b"}, notes="c")], NOW)
    assert fields(outbox) == [{"notes": "c"}]


def test_statuses_are_never_made_one(outbox):
    outbox.insert.add([status(), status(after=TaskStatus.COMPLETED, before=TaskStatus.IN_PROGRESS)], NOW)
    outbox.insert.add([edit(notes="b")], NOW)
    assert [op.kind for op in outbox.queries.open_ops()] == [OpKind.STATUS, OpKind.STATUS, OpKind.UPDATE]


# -- what goes when


def test_each_task_goes_in_its_own_order(outbox):
    first, second = outbox.insert.add([status(), status(after=TaskStatus.COMPLETED)], NOW)
    (other,) = outbox.insert.add([edit("8", notes="x")], NOW)
    assert [op.id for op in outbox.transitions.due("m", NOW, most=9)] == [first.id, other.id]
    outbox.transitions.sending(first.id, NOW)
    outbox.transitions.done(first.id, NOW)
    assert [op.id for op in outbox.transitions.due("m", NOW, most=9)] == [second.id, other.id]


@pytest.mark.parametrize("state", [OpState.DEAD, OpState.CONFLICT, OpState.BLOCKED])
def test_what_asks_holds_up_its_own_task_only(outbox, state):
    first, _ = outbox.insert.add([status(), status(after=TaskStatus.COMPLETED)], NOW)
    (other,) = outbox.insert.add([edit("8", notes="x")], NOW)
    outbox.transitions.ask(first.id, state, "x", "why")
    assert [op.id for op in outbox.transitions.due("m", NOW, most=9)] == [other.id]


def test_two_of_one_task_in_flight_are_refused_by_the_file_itself(outbox):
    first, second = outbox.insert.add([status(), status(after=TaskStatus.COMPLETED)], NOW)
    outbox.transitions.sending(first.id, NOW)
    with pytest.raises(sqlite3.IntegrityError):
        outbox.transitions.sending(second.id, NOW)
    assert outbox.queries.op(second.id).state is OpState.QUEUED


def test_nothing_goes_before_its_time(outbox):
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.postpone(op.id, NOW + 60)
    assert outbox.transitions.due("m", NOW + 59) == []
    assert outbox.queries.next_due("m") == NOW + 60
    assert [each.id for each in outbox.transitions.due("m", NOW + 60)] == [op.id]


def test_accounts_do_not_mix(outbox):
    outbox.insert.add([edit(account="other", notes="x")], NOW)
    assert outbox.transitions.due("m", NOW) == []
    assert outbox.queries.next_due("m") is None
    assert [op.account for op in outbox.queries.open_ops()] == ["other"]


def test_the_states_of_some_writes_are_counted_without_the_others(outbox):
    done, waiting, _ = outbox.insert.add([edit("1", notes="x"), edit("2", notes="y"), edit("3", notes="z")], NOW)
    outbox.transitions.done(done.id, NOW)
    assert outbox.queries.count_states([done.id, waiting.id, 999]) == {OpState.DONE: 1, OpState.QUEUED: 1}


def test_a_pause_outlives_the_program(outbox, path):
    outbox.transitions.pause("m", NOW + 90)
    again = Outbox(path)
    assert (again.queries.paused_until("m"), again.queries.paused_until("other")) == (NOW + 90, 0.0)
    again.decisions.hurry("m")
    assert again.queries.paused_until("m") == 0.0
    again.close()


def test_what_was_being_sent_at_the_end_is_in_doubt_after_a_start(outbox):
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.sending(op.id, NOW)
    (found,) = outbox.transitions.recover(NOW + 30)
    assert (found.state, found.not_before) == (OpState.UNCERTAIN, NOW + 30)


def test_a_clock_that_was_set_back_holds_nothing_up(outbox):
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.sending(op.id, NOW)
    outbox.transitions.doubt(op.id, NOW + 30, "doubt", "no answer")
    outbox.transitions.recover(NOW - 10 * 365 * DAY_S)
    assert outbox.queries.next_due("m") == NOW - 10 * 365 * DAY_S


def test_an_end_that_comes_late_does_not_revive_what_was_made_one(outbox):
    (old,) = outbox.insert.add([edit(base={"notes": "a"}, notes="b")], NOW)
    (new,) = outbox.insert.add([edit(base={"notes": "b"}, notes="c")], NOW)
    outbox.transitions.done(old.id, NOW)
    assert outbox.queries.op(old.id).state is OpState.CANCELLED
    assert [op.id for op in outbox.queries.open_ops()] == [new.id]


def test_history_of_thirty_days_is_kept(outbox):
    old, young, waiting = outbox.insert.add(
        [edit("1", notes="x"), edit("2", notes="y"), edit("3", notes="z")], NOW, gesture="g"
    )
    outbox.transitions.done(old.id, NOW)
    outbox.transitions.done(young.id, NOW + DAY_S)
    outbox.transitions.recover(NOW + 30.5 * DAY_S)
    assert [op.id for op in ended(outbox)] == [young.id]
    assert [op.id for op in outbox.queries.open_ops()] == [waiting.id]
    assert outbox.steps.gestures() == []


# -- decisions


def test_a_corrected_write_keeps_its_place(outbox):
    first, second = outbox.insert.add([status(), status(after=TaskStatus.COMPLETED)], NOW)
    outbox.transitions.ask(first.id, OpState.DEAD, "refused", "no")
    new = outbox.decisions.replace(first.id, {"status": TaskStatus.REJECTED}, {"status": TaskStatus.CREATED}, NOW)
    assert (new.seq, new.uid != first.uid) == (first.seq, True)
    assert [op.id for op in outbox.transitions.due("m", NOW, most=9)] == [new.id]
    assert outbox.queries.of_task("m", "7")[1].id == second.id


def test_a_write_that_nothing_is_left_of_ends(outbox):
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.ask(op.id, OpState.CONFLICT, "clash", "why", {"notes": "y"})
    assert outbox.decisions.replace(op.id, {}, {}, NOW) is None
    assert outbox.queries.open_ops() == []


def test_what_is_being_sent_is_neither_given_up_nor_replaced(outbox):
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.sending(op.id, NOW)
    assert outbox.decisions.discard(op.id, NOW, doubtful=True) == []
    assert outbox.decisions.replace(op.id, {"notes": "y"}, {"notes": None}, NOW) is None
    outbox.transitions.doubt(op.id, NOW, "doubt", "no answer")
    assert outbox.decisions.discard(op.id, NOW) == []
    assert [each.id for each in outbox.decisions.discard(op.id, NOW, doubtful=True)] == [op.id]


def test_giving_up_a_new_task_gives_up_what_was_changed_on_it(outbox):
    (made,) = outbox.insert.add([create(ref="A")], NOW)
    outbox.transitions.sending(made.id, NOW)
    outbox.transitions.ask(made.id, OpState.DEAD, "refused", "no")
    outbox.insert.add([edit("n1", notes="later")], NOW)
    assert len(outbox.decisions.discard(made.id, NOW)) == 2
    assert outbox.queries.open_ops() == []
    assert refs(outbox, "m") == {}


def test_the_servers_id_is_kept_with_the_end(outbox, path):
    (made,) = outbox.insert.add([create(ref="A")], NOW)
    outbox.transitions.sending(made.id, NOW)
    outbox.insert.add([edit("n1", notes="later")], NOW)
    outbox.transitions.done(made.id, NOW, 12001)
    assert outbox.queries.open_ops()[0].server_id == 12001
    assert outbox.queries.tasks_made_here("m") == {12001: "n1"}


def test_retry_goes_on_with_what_asked(outbox):
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.ask(op.id, OpState.BLOCKED, "old", "still right?")
    again = outbox.decisions.retry(op.id)
    assert (again.state, again.code) == (OpState.QUEUED, "user")


def test_writes_without_a_gesture_cannot_be_taken_back(outbox):
    outbox.insert.add([edit(notes="b")], NOW)
    assert outbox.steps.gestures() == []


def test_a_task_that_was_made_here_is_known_by_the_servers_id_too(path):
    outbox = Outbox(path)
    create = Draft("m", "n1", OpKind.CREATE, {"order_ref": "FD-1"}, {}, "FD-1", True)
    (made,) = outbox.insert.add([create], 1.0)
    outbox.transitions.sending(made.id, 2.0)
    outbox.transitions.done(made.id, 3.0, 4711)
    (op,) = outbox.insert.add([Draft("m", "4711", OpKind.UPDATE, {"notes": "b"}, {"notes": None}, "FD-1")], 4.0)
    assert (op.task, op.server_id) == ("n1", 4711)
    outbox.close()
