"""What waits for a removed account is on hold, and no account of its name on another server gets it."""

import sqlite3

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.outbox import RESCUED, OpKind, OpState
from fleetdesk.storage.outbox.backups import make_copy
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.recovery import open_outbox
from tests.storage.outbox.outboxes import NOW, create, edit, refs, status

HERE, THERE = "https://one.example/api/ as mari", "https://two.example/api/ as mari"


@pytest.fixture
def outbox(tmp_path):
    made = Outbox(tmp_path / "outbox.db")
    made.holds.claim("m", HERE, NOW)
    yield made
    made.close()


@pytest.fixture
def waiting(outbox):
    outbox.insert.add([create(), edit("n1", notes="x"), edit("7", notes="y"), status("8")], NOW, gesture="g")
    outbox.transitions.pause("m", NOW + 60)
    return outbox


def of(outbox, account):
    return [op for op in outbox.queries.open_ops() if op.account == account]


def test_the_same_server_keeps_what_waits(waiting):
    assert waiting.holds.claim("m", HERE, NOW) is None
    assert len(waiting.transitions.due("m", NOW, most=9)) == 3
    assert not any(op.on_hold for op in waiting.queries.open_ops())


def test_another_server_gets_nothing_of_what_waits(waiting):
    before = [(op.kind, op.task, op.fields, op.base, op.label) for op in waiting.queries.open_ops()]
    held = waiting.holds.claim("m", THERE, NOW + 5)
    assert (held.was, held.server, held.at, held.waiting) == ("m", HERE, NOW + 5, len(before))
    assert waiting.transitions.due("m", NOW + 9, most=9) == []
    assert [(op.kind, op.task, op.fields, op.base, op.label) for op in of(waiting, held.name)] == before
    assert all(op.on_hold and op.removed_account == "m" and not op.damaged for op in waiting.queries.open_ops())


def test_nothing_else_of_the_account_is_left_to_its_name(waiting):
    number = waiting.transitions.due("m", NOW)[0].id
    waiting.transitions.sending(number, NOW)
    waiting.transitions.confirming(number)
    waiting.transitions.done(number, NOW, 501)
    assert waiting.queries.tasks_made_here("m")
    assert waiting.steps.gestures()
    waiting.holds.hold("m", NOW)
    assert (waiting.queries.tasks_made_here("m"), refs(waiting, "m"), waiting.steps.gestures()) == ({}, {}, [])
    assert (waiting.queries.paused_until("m"), waiting.documents.filed_here("m"), waiting.documents.echoes("m")) == (
        0.0,
        [],
        None,
    )
    waiting.holds.claim("m", THERE, NOW)
    (made,) = waiting.insert.add([create("n2")], NOW)
    assert made.account == "m"


def test_an_account_whose_address_is_corrected_keeps_what_waits(waiting):
    waiting.holds.claim("m", HERE, NOW, "id1")
    corrected = f"{HERE.replace('https', 'http').partition(' ')[0]}v2/ as jüri"
    assert waiting.holds.claim("m", corrected, NOW, "id1") is None
    assert waiting.holds.claim("m", HERE, NOW) is not None  # another account of that name, which has no id


def test_an_account_that_is_sent_to_another_computer_leaves_what_waits_on_hold(waiting):
    waiting.holds.claim("m", HERE, NOW, "id1")
    held = waiting.holds.claim("m", THERE, NOW, "id1")
    assert held.waiting == 3
    assert waiting.transitions.due("m", NOW + 9, most=9) == []


def test_the_same_server_added_anew_keeps_what_waits(waiting):
    waiting.holds.claim("m", HERE, NOW, "id1")
    assert waiting.holds.claim("m", HERE, NOW, "id2") is None
    assert waiting.holds.claim("m", THERE, NOW, "id3") is not None


def test_an_account_without_anything_leaves_no_hold(outbox):
    assert outbox.holds.hold("m", NOW) is None
    assert outbox.holds.claim("m", THERE, NOW) is None
    assert outbox.holds.all() == []


def test_what_no_server_was_ever_named_for_belongs_to_the_first(tmp_path):
    made = Outbox(tmp_path / "old.db")
    made.insert.add([edit(notes="x")], NOW)
    assert made.holds.claim("m", HERE, NOW) is None
    assert len(made.transitions.due("m", NOW)) == 1
    assert made.holds.claim("m", THERE, NOW).waiting == 1
    made.close()


def test_holds_made_in_the_same_minute_have_names_of_their_own(outbox):
    for _ in range(3):
        outbox.holds.claim("m", HERE, NOW)
        outbox.insert.add([edit(notes="x")], NOW)
        outbox.holds.hold("m", NOW)
    assert len({each.name for each in outbox.holds.all()}) == 3


def test_a_hold_is_given_to_the_account_at_its_server(waiting):
    held = waiting.holds.hold("m", NOW)
    waiting.holds.claim("other", THERE, NOW)
    assert waiting.holds.heir(held.name) is None
    waiting.holds.claim("new", HERE, NOW)
    assert waiting.holds.heir(held.name) == "new"
    given = waiting.holds.release(held.name, "new")
    assert {op.account for op in given} == {"new"}
    assert not any(op.on_hold or op.damaged for op in waiting.queries.open_ops())
    assert len(waiting.transitions.due("new", NOW, most=9)) == 3
    assert refs(waiting, "new") == {"FD-261126-00000001": "n1"}
    assert waiting.holds.all() == []


def test_another_server_takes_a_hold_only_where_that_is_said(waiting):
    held = waiting.holds.hold("m", NOW)
    waiting.holds.claim("m", THERE, NOW)
    with pytest.raises(UsageError, match="other tasks"):
        waiting.holds.release(held.name, "m")
    assert of(waiting, "m") == []
    assert len(waiting.holds.release(held.name, "m", other_server=True)) == held.waiting


def test_a_name_that_is_no_hold_is_refused(waiting):
    for name in ("m", "nobody"):
        with pytest.raises(UsageError, match="on hold"):
            waiting.holds.release(name, "m")


def test_given_back_they_go_behind_what_waits_of_their_tasks(waiting):
    held = waiting.holds.hold("m", NOW)
    waiting.holds.claim("m", HERE, NOW)
    waiting.insert.add([edit("7", notes="newer"), create("n2")], NOW)
    waiting.holds.release(held.name, "m")
    assert [op.fields["notes"] for op in waiting.queries.of_task("m", "7")] == ["newer", "y"]
    assert {op.task for op in waiting.queries.open_ops() if op.kind is OpKind.CREATE} == {"n1", "n2"}


@pytest.mark.parametrize("state", ["sending", "uncertain", "confirming"])
def test_what_was_on_its_way_is_looked_up_when_it_is_given_back(outbox, state):
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.sending(op.id, NOW)
    if state != "sending":
        outbox.transitions.doubt(op.id, NOW, "", "") if state == "uncertain" else outbox.transitions.confirming(op.id)
    held = outbox.holds.hold("m", NOW)
    outbox.holds.claim("m", HERE, NOW)
    (given,) = outbox.holds.release(held.name, "m")
    assert (given.state, given.attempts) == (OpState.UNCERTAIN, 1)


def test_of_two_in_doubt_the_second_waits_and_is_looked_up_first(outbox):
    (first,) = outbox.insert.add([edit(notes="x")], NOW)
    outbox.transitions.sending(first.id, NOW)
    held = outbox.holds.hold("m", NOW)
    outbox.holds.claim("m", HERE, NOW)
    (second,) = outbox.insert.add([edit(notes="y")], NOW)
    outbox.transitions.sending(second.id, NOW)
    (given,) = outbox.holds.release(held.name, "m")
    assert (given.state, given.code, given.attempts) == (OpState.QUEUED, RESCUED, 1)


def test_a_damaged_write_stays_recognisable(waiting):
    number = waiting.queries.open_ops()[0].id
    waiting.database.execute("UPDATE op SET payload = '{}' WHERE id = ?", (number,))
    held = waiting.holds.hold("m", NOW)
    assert [op.damaged for op in of(waiting, held.name)] == [True, False, False]


def test_one_on_hold_can_be_discarded(waiting):
    waiting.holds.hold("m", NOW)
    for op in waiting.queries.open_ops():
        waiting.decisions.discard(op.id, NOW)
    assert (waiting.queries.open_ops(), waiting.holds.all()) == ([], [])


def test_a_lost_file_comes_back_with_what_is_on_hold(waiting, tmp_path):
    held = waiting.holds.hold("m", NOW)
    waiting.holds.claim("m", THERE, NOW)
    make_copy(waiting.database)
    waiting.close()
    for each in tmp_path.glob("outbox.db*"):
        if "copy" not in each.name:
            each.unlink()
    back, notices = open_outbox(tmp_path / "outbox.db", NOW)
    assert "3 changes were saved" in notices[0]
    assert back.holds.all() == [held]
    assert back.holds.claim("m", THERE, NOW) is None
    assert back.transitions.due("m", NOW + 9999, most=9) == []
    back.close()


def test_a_failure_half_way_leaves_all_as_it_was(waiting):
    waiting.database.execute(
        "CREATE TRIGGER stop BEFORE UPDATE OF account ON filed BEGIN SELECT raise(ABORT, 'no'); END"
    )
    waiting.database.execute("INSERT INTO filed VALUES ('m', '7', 'a', 'cmr', 1, 'b', 'n', 0)")
    before = waiting.queries.open_ops()
    with pytest.raises(sqlite3.Error):
        waiting.holds.hold("m", NOW)
    assert waiting.queries.open_ops() == before
    assert waiting.holds.claim("m", HERE, NOW) is None
