"""What happened stays for 30 days; a file that is damaged or of a newer FleetDesk stops nothing."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.domain.activity import Activity, ActivityKind
from fleetdesk.domain.outbox import OpKind
from fleetdesk.storage.activity_log import ActivityLog

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SENT = Activity(NOW, ActivityKind.SENT, "m", "m/7", "ORDER-7", OpKind.UPDATE, {"notes": ""})
LOST = Activity(NOW - timedelta(days=29), ActivityKind.LOST, "m", reason="No answer.")
OLD = Activity(NOW - timedelta(days=31), ActivityKind.BACK, "m")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "activity.db"


def loaded(path, now=NOW):
    log = ActivityLog(path, 30)
    try:
        return log.load(now)
    finally:
        log.close()


def write(path, *activities):
    log = ActivityLog(path, 30)
    log.load(NOW)
    log.add(activities)
    log.close()


def test_entries_come_back_as_they_were_the_oldest_first(path):
    write(path, SENT, LOST)
    assert loaded(path) == ([LOST, SENT], None)


def test_what_is_older_than_30_days_is_removed_from_the_disk(path):
    write(path, OLD, SENT)
    loaded(path)
    with sqlite3.connect(path) as db:
        (count,) = db.execute("SELECT count(*) FROM activity").fetchone()
    db.close()
    assert count == 1


def test_a_damaged_file_is_put_aside_and_said(path):
    path.write_bytes(b"no database" * 1000)
    activities, notice = loaded(path)
    assert activities == []
    assert "The activity was damaged" in notice
    assert list(path.parent.glob("activity.db.corrupt.*"))


def test_a_file_of_a_newer_fleetdesk_is_left_alone(path):
    write(path, SENT)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    before = path.read_bytes()
    activities, notice = loaded(path)
    assert (activities, path.read_bytes()) == ([], before)
    assert "Activity is not kept in this run" in notice


def test_an_entry_that_cannot_be_read_is_left_out(path):
    write(path, SENT, LOST)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE activity SET body = x'00' WHERE id = 2")
    db.close()
    assert loaded(path)[0] == [SENT]


def test_nothing_is_written_before_the_file_is_open(path):
    ActivityLog(path, 30).add([SENT])
    assert not path.exists()
