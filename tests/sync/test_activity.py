"""What the store tells becomes entries, in memory at once and on the disk soon."""

import sqlite3
from dataclasses import replace

import pytest

from fleetdesk.domain.activity import ActivityKind
from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.storage.activity_log import ActivityLog
from fleetdesk.sync.activity import ActivityRecorder
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.fakes import NOW, unit

OP = Op(1, "u", "m", "7", 1, OpKind.UPDATE, OpState.QUEUED, {"notes": "x"}, {}, label="O-7", created_at=NOW.timestamp())


@pytest.fixture
def store(qapp):
    return Store(lambda: NOW)


@pytest.fixture
def made(store, tmp_path):
    failed = []
    recorder = ActivityRecorder(
        store, ActivityLog(tmp_path / "activity.db", 30), Background(lambda *each: failed.append(each))
    )
    yield recorder
    assert failed == []


def kinds(recorder):
    return [each.kind for each in recorder.activities.values()]


def go(store, *states, op=OP):
    for state in states:
        store.apply_op(replace(op, state=state))


async def test_a_write_is_followed_from_saved_to_confirmed(store, made):
    await made.load()
    go(store, OpState.QUEUED, OpState.SENDING, OpState.CONFIRMING, OpState.DONE)
    assert kinds(made) == [ActivityKind.SAVED, ActivityKind.SENT, ActivityKind.CONFIRMED]
    await made.close()


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (OpState.DEAD, ActivityKind.REFUSED),
        (OpState.CONFLICT, ActivityKind.CONFLICT),
        (OpState.UNCERTAIN, ActivityKind.UNCERTAIN),
        (OpState.CANCELLED, ActivityKind.TAKEN_BACK),
    ],
)
def test_each_other_end_is_recorded(store, made, state, kind):
    go(store, OpState.QUEUED, state)
    assert kinds(made) == [ActivityKind.SAVED, kind]


def test_the_same_state_twice_is_one_entry(store, made):
    go(store, OpState.QUEUED, OpState.UNCERTAIN, OpState.UNCERTAIN)
    assert kinds(made) == [ActivityKind.SAVED, ActivityKind.UNCERTAIN]


def test_a_write_that_was_made_one_with_a_later_one_was_not_taken_back(store, made):
    go(store, OpState.QUEUED)
    go(store, OpState.CANCELLED, op=replace(OP, code="merged"))
    assert kinds(made) == [ActivityKind.SAVED]


def test_what_waited_before_this_start_is_not_saved_again(store, made):
    go(store, OpState.QUEUED, OpState.CONFIRMING, op=replace(OP, created_at=NOW.timestamp() - 60))
    assert kinds(made) == [ActivityKind.SENT]


def test_giving_a_task_names_the_vehicle(store, made):
    store.apply_units("m", [unit("242KDN")])
    go(store, OpState.QUEUED, op=replace(OP, fields={"unit": "242KDN"}))
    (entry,) = made.activities.values()
    assert (entry.kind, entry.unit, entry.whom) == (ActivityKind.GIVEN, "m/242KDN", "242KDN")


def test_a_new_task_without_a_vehicle_is_given_to_nobody(store, made):
    go(store, OpState.QUEUED, op=replace(OP, kind=OpKind.CREATE, fields={"unit": None}))
    assert kinds(made) == [ActivityKind.SAVED]


def test_an_account_signs_in_is_lost_and_comes_back(store, made):
    for status in (
        LinkStatus.CONNECTING,
        LinkStatus.LIVE,
        LinkStatus.WAITING,
        LinkStatus.LIVE,
        LinkStatus.OFFLINE,
        LinkStatus.LIVE,
        LinkStatus.SIGN_IN,
        LinkStatus.LIVE,
    ):
        store.set_link(Link("m", "Metrotec", status))
    signed_in, lost, back = ActivityKind.SIGNED_IN, ActivityKind.LOST, ActivityKind.BACK
    assert kinds(made) == [signed_in, lost, back, lost, signed_in]


def test_a_removed_account_begins_anew(store, made):
    store.set_link(Link("m", "Metrotec", LinkStatus.OFFLINE))
    store.forget("m")
    store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    assert kinds(made) == [ActivityKind.LOST, ActivityKind.SIGNED_IN]


async def test_entries_are_there_after_a_restart_before_those_of_now(store, made, tmp_path):
    await made.load()
    go(store, OpState.QUEUED)
    await made.close()
    again = ActivityRecorder(Store(lambda: NOW), ActivityLog(tmp_path / "activity.db", 30), Background(print))
    assert await again.load() is None
    assert kinds(again) == [ActivityKind.SAVED]
    await again.close()


async def test_what_happens_before_the_file_is_read_is_written_too(store, made, tmp_path):
    go(store, OpState.QUEUED)
    await made.load()
    await made.close()
    log = ActivityLog(tmp_path / "activity.db", 30)
    assert len(log.load(NOW)[0]) == 1
    log.close()


async def test_a_disk_that_takes_nothing_is_said_once_and_stops_nothing(store, made, tmp_path):
    notices = []
    store.notice.connect(notices.append)
    await made.load()
    with sqlite3.connect(tmp_path / "activity.db", 30) as db:
        db.execute("DROP TABLE activity")
    db.close()
    go(store, OpState.QUEUED, OpState.CONFIRMING)
    await made.close()
    assert len(made.activities) == 2
    assert len(notices) == 1
