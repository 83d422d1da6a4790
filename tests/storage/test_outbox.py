"""The outbox's file: kept before it is called saved, in order, one in flight, merged only with what was never sent."""

import sqlite3

import pytest

from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.errors import UsageError
from fleetdesk.storage.outbox import Outbox
from fleetdesk.storage.precious import Foreign


@pytest.fixture
def outbox(tmp_path):
    made = Outbox(tmp_path / "outbox.db")
    yield made
    made.close()


def create(task="n1", ref="FD-1", **fields):
    return Draft("m", task, OpKind.CREATE, {"order_ref": ref, "address": "Tamme 1", **fields}, {}, ref, True)


def update(task="7", base=None, **fields):
    return Draft("m", task, OpKind.UPDATE, fields, base if base is not None else dict.fromkeys(fields), f"O-{task}")


def status(task="7", now=TaskStatus.CREATED, then=TaskStatus.IN_PROGRESS):
    return Draft("m", task, OpKind.STATUS, {"status": then}, {"status": now}, f"O-{task}")


def kinds(outbox):
    return [(op.kind, dict(op.fields)) for op in outbox.open_ops()]


def test_what_was_added_is_there_after_a_restart(tmp_path, outbox):
    outbox.add([create(), update(notes="dock 3")], 5.0)
    again = Outbox(tmp_path / "outbox.db")
    assert [(op.label, op.created_at, op.state) for op in again.open_ops()] == [
        ("FD-1", 5.0, OpState.QUEUED), ("O-7", 5.0, OpState.QUEUED),
    ]  # fmt: skip
    again.close()


def test_all_of_one_adding_or_none(outbox):
    outbox.add([create("n1", "FD-1")], 1.0)
    with pytest.raises(UsageError, match="FD-1 is in use"):
        outbox.add([update(notes="dock 3"), create("n2", "FD-1")], 2.0)
    assert [op.task for op in outbox.open_ops()] == ["n1"]


def test_every_commit_is_synced(outbox):
    assert outbox.db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert outbox.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_the_file_is_for_its_owner_only(tmp_path, outbox):
    assert (tmp_path / "outbox.db").stat().st_mode & 0o077 == 0


def test_a_newer_file_is_left_alone(tmp_path, outbox):
    outbox.db.execute("PRAGMA user_version=99")
    with pytest.raises(Foreign, match="newer"):
        Outbox(tmp_path / "outbox.db")
    assert outbox.db.execute("PRAGMA user_version").fetchone()[0] == 99


# -- made one


def test_an_unsent_edit_takes_the_next_one_in_with_the_oldest_base(outbox):
    outbox.add([update(base={"notes": "a", "address": "x"}, notes="b", address="y")], 1.0)
    outbox.add([update(base={"notes": "b", "planned_km": None}, notes="c", planned_km=4.0)], 2.0)
    (op,) = outbox.open_ops()
    assert op.fields == {"notes": "c", "address": "y", "planned_km": 4.0}
    assert op.base == {"notes": "a", "address": "x", "planned_km": None}


def test_an_edit_that_leads_back_is_none(outbox):
    outbox.add([update(base={"notes": "a"}, notes="b")], 1.0)
    outbox.add([update(base={"notes": "b"}, notes="a")], 2.0)
    assert outbox.open_ops() == []


def test_an_edit_of_an_unsent_new_task_goes_into_it(outbox):
    outbox.add([create()], 1.0)
    outbox.add([update("n1", {"address": "Tamme 1"}, address="Tamme 2")], 2.0)
    assert kinds(outbox) == [(OpKind.CREATE, {"order_ref": "FD-1", "address": "Tamme 2"})]


def test_a_new_reference_of_an_unsent_task_frees_the_old_one(outbox):
    outbox.add([create()], 1.0)
    outbox.add([update("n1", {"order_ref": "FD-1"}, order_ref="MINE-1")], 2.0)
    outbox.add([create("n2", "FD-1")], 3.0)
    first, second = outbox.open_ops()
    assert (first.label, first.proposed, second.label) == ("MINE-1", False, "FD-1")


def test_what_may_have_been_sent_is_never_changed(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.begin(op.id, 2.0)
    outbox.doubt(op.id, 30.0, "doubt", "no answer")
    outbox.add([update(base={"notes": "b"}, notes="c")], 3.0)
    assert kinds(outbox) == [(OpKind.UPDATE, {"notes": "b"}), (OpKind.UPDATE, {"notes": "c"})]


def test_what_surely_did_not_arrive_takes_the_next_edit_in_only_if_it_was_never_sent(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.begin(op.id, 2.0)
    assert outbox.unsent(op.id, 9.0, "Unreachable", "no network").attempts == 0
    outbox.add([update(base={"notes": "b"}, notes="c")], 3.0)
    (op,) = outbox.open_ops()
    outbox.begin(op.id, 2.0)
    outbox.doubt(op.id, 30.0, "doubt", "no answer")
    outbox.again(op.id)
    outbox.add([update(base={"notes": "c"}, notes="d")], 4.0)
    assert kinds(outbox) == [(OpKind.UPDATE, {"notes": "c"}), (OpKind.UPDATE, {"notes": "d"})]


def test_a_status_is_never_made_one_with_anything(outbox):
    outbox.add([status(), update(notes="b"), status(now=TaskStatus.IN_PROGRESS, then=TaskStatus.COMPLETED)], 1.0)
    assert [op.kind for op in outbox.open_ops()] == [OpKind.STATUS, OpKind.UPDATE, OpKind.STATUS]


# -- order


def test_of_one_task_the_first_goes_first(outbox):
    first, second = outbox.add([status(), update(notes="b")], 1.0)
    assert [op.id for op in outbox.due("m", 2.0, most=9)] == [first.id]
    outbox.begin(first.id, 2.0)
    outbox.done(first.id, 3.0)
    assert [op.id for op in outbox.due("m", 4.0, most=9)] == [second.id]


def test_one_that_asks_holds_up_its_own_task_only(outbox):
    first, _, other = outbox.add([status("7"), update("7", notes="b"), update("8", notes="b")], 1.0)
    outbox.ask(first.id, OpState.DEAD, "refused", "no")
    assert [op.id for op in outbox.due("m", 2.0, most=9)] == [other.id]


def test_one_in_flight_a_task_is_a_fact_of_the_file(outbox):
    first, second = outbox.add([status(), update(notes="b")], 1.0)
    outbox.begin(first.id, 2.0)
    with pytest.raises(sqlite3.IntegrityError):
        outbox.begin(second.id, 2.0)


def test_what_waits_for_its_time_is_not_due(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.begin(op.id, 1.0)
    outbox.unsent(op.id, 50.0, "RateLimited", "later")
    assert outbox.due("m", 49.0) == []
    assert outbox.next_due("m") == 50.0
    assert [each.id for each in outbox.due("m", 50.0)] == [op.id]


def test_a_start_takes_what_was_being_sent_for_uncertain(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.begin(op.id, 2.0)
    (recovered,) = outbox.recover(32.0)
    assert (recovered.state, recovered.not_before) == (OpState.UNCERTAIN, 32.0)


def test_what_has_changed_meanwhile_is_not_begun(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.add([update(base={"notes": "b"}, notes="c")], 2.0)
    assert outbox.begin(op.id, 3.0) is None


# -- what the user decides


def test_a_corrected_write_stands_where_the_refused_one_stood(outbox):
    first, second = outbox.add([status(), update(notes="b")], 1.0)
    outbox.ask(first.id, OpState.DEAD, "refused", "no")
    new = outbox.replace(first.id, {"status": TaskStatus.CANCELLED}, {"status": TaskStatus.CREATED}, 2.0)
    assert [op.id for op in outbox.of_task("m", "7")] == [new.id, second.id]


def test_giving_a_new_task_up_gives_up_what_was_changed_on_it(outbox):
    (made,) = outbox.add([create()], 1.0)
    outbox.begin(made.id, 2.0)
    outbox.unsent(made.id, 9.0, "Unreachable", "")
    outbox.add([status("n1")], 3.0)
    assert len(outbox.discard(made.id, 4.0)) == 2
    assert outbox.open_ops() == []
    outbox.add([create("n2", "FD-1")], 5.0)  # the reference is free again


def test_what_is_being_sent_cannot_be_given_up(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.begin(op.id, 2.0)
    assert outbox.discard(op.id, 3.0, doubtful=True) == []


def test_what_is_in_doubt_is_given_up_only_knowingly(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.begin(op.id, 2.0)
    outbox.doubt(op.id, 30.0, "doubt", "")
    assert outbox.discard(op.id, 3.0) == []
    assert len(outbox.discard(op.id, 3.0, doubtful=True)) == 1


def test_send_now_leaves_what_is_in_doubt_its_time(outbox):
    one, two = outbox.add([update("7", notes="b"), update("8", notes="b")], 1.0)
    for op in (one, two):
        outbox.begin(op.id, 1.0)
    outbox.doubt(one.id, 31.0, "doubt", "")
    outbox.unsent(two.id, 900.0, "Unreachable", "")
    outbox.hurry("m")
    assert (outbox.op(one.id).not_before, outbox.op(two.id).not_before) == (31.0, 0.0)


def test_a_pause_survives_a_restart(tmp_path, outbox):
    outbox.pause("m", 77.0)
    again = Outbox(tmp_path / "outbox.db")
    assert again.paused_until("m") == 77.0
    again.close()


# -- facts


def test_a_made_task_keeps_its_name(outbox):
    (op,) = outbox.add([create()], 1.0)
    outbox.begin(op.id, 2.0)
    assert outbox.done(op.id, 3.0, 4711).server_id == 4711
    assert outbox.tasks("m") == {4711: "n1"}


def test_a_flipped_byte_is_noticed_and_never_due(tmp_path, outbox):
    (op,) = outbox.add([update(notes="dock 3")], 1.0)
    outbox.db.execute("UPDATE op SET payload = replace(payload, 'dock 3', 'dock 8') WHERE id = ?", (op.id,))
    (damaged,) = outbox.open_ops()
    assert damaged.damaged
    assert outbox.due("m", 2.0) == []
    assert outbox.op(op.id).state is OpState.BLOCKED


def test_history_goes_after_thirty_days(outbox):
    (op,) = outbox.add([update(notes="b")], 1.0)
    outbox.begin(op.id, 2.0)
    outbox.done(op.id, 3.0)
    outbox.recover(3.0 + 29 * 86400)
    assert [each.id for each in outbox.ended()] == [op.id]
    outbox.recover(4.0 + 30 * 86400)
    assert outbox.ended() == []


def test_what_can_be_taken_back_is_listed_newest_first(outbox):
    outbox.add([update("7", notes="b")], 1.0, step=True)
    outbox.add([update("8", notes="c")], 2.0, step=True)
    newest, oldest = outbox.steps()
    assert (newest.task, oldest.task) == ("8", "7")
    outbox.take_step(newest.id)
    assert [step.task for step in outbox.steps()] == ["7"]


def test_a_full_disk_keeps_what_is_there_and_half_saves_nothing(outbox):
    outbox.add([update("7", notes="b")], 1.0)
    pages = outbox.db.execute("PRAGMA page_count").fetchone()[0]
    outbox.db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        outbox.add([update(str(number), notes="x" * 4000) for number in range(100, 120)], 2.0)
    outbox.db.execute("PRAGMA max_page_count=100000")
    assert [op.task for op in outbox.open_ops()] == ["7"]
    outbox.add([update("8", notes="c")], 3.0)
    assert [op.task for op in outbox.open_ops()] == ["7", "8"]
