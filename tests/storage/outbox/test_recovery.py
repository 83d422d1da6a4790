"""Whatever becomes of the file: the desk starts, no sound row is lost without a word, no damaged one is sent."""

import asyncio
import contextlib
import errno
import random
import shutil
import sqlite3
import subprocess
import sys

import pytest

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.outbox import OpState
from fleetdesk.storage.durable_sqlite import Foreign, Transaction
from fleetdesk.storage.outbox.backups import COPIES, copies, make_copy
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.recovery import Damaged, open_outbox
from fleetdesk.sync.outbox_thread import OutboxThread
from tests.day_seed import cases_of_the_day
from tests.storage.outbox.outboxes import NOW, create, edit

ROWS = 40
BIG = "x" * 300


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outbox.db"


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    """The file of a desk that was killed: half of the rows in the file, half still in the journal."""
    folder = tmp_path_factory.mktemp("made")
    outbox = Outbox(folder / "outbox.db")
    outbox.database.execute("PRAGMA wal_autocheckpoint=0")
    for number in range(ROWS):
        outbox.insert.add([create(f"n{number}", f"R{number}", notes=BIG)], NOW)
        if number == ROWS // 2:
            outbox.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in ("", "-wal", "-shm"):
        shutil.copyfile(f"{folder}/outbox.db{suffix}", f"{folder}/kept{suffix}")
    outbox.close()
    return folder / "kept"


def lay_out(crashed, path):
    for suffix in ("", "-wal", "-shm"):
        shutil.copyfile(f"{crashed}{suffix}", f"{path}{suffix}")


def spoil(file, dice):
    """Flips up to eight bytes close together, a sector's worth of zeros, or cuts the end off."""
    body = bytearray(file.read_bytes())
    at = dice.randrange(len(body))
    what = dice.randrange(4)
    if what == 0:
        del body[at:]
    elif what == 1:
        body[at : at + 512] = bytes(len(body[at : at + 512]))
    else:
        for place in range(at, min(at + dice.randrange(1, 9), len(body))):
            body[place] ^= dice.randrange(1, 256)
    file.write_bytes(body)


def ends_between(wal):
    """A journal cut off exactly between two commits is what it was before the second: no file can tell."""
    return (wal.stat().st_size - 32) % (4096 + 24) < 24


def opened(path, **more):
    """The outbox of a start; None where the file is refused in a sentence and left alone."""
    before = path.read_bytes()
    try:
        return open_outbox(path, NOW, **more)
    except Foreign:
        assert path.read_bytes() == before
        return None, ["refused"]


@pytest.mark.parametrize("suffix", ["", "-wal"])
@pytest.mark.parametrize("seed", cases_of_the_day(range(30), 8))
def test_a_damaged_file_always_opens_and_says_what_it_lost(tmp_path, crashed, path, suffix, seed):
    lay_out(crashed, path)
    spoil(path.with_name(path.name + suffix), random.Random(seed))
    cut_clean = suffix and ends_between(path.with_name("outbox.db-wal"))
    outbox, notices = opened(path)
    if outbox is None:
        return
    with contextlib.closing(outbox):
        ops = outbox.queries.open_ops()
        sound = {op.label for op in ops if not op.damaged}
        if sound != {f"R{number}" for number in range(ROWS)} and not cut_clean:
            assert notices, "something is gone and nobody says so"
        outbox.transitions.recover(NOW)
        assert not any(op.damaged for op in outbox.transitions.due("m", NOW + 1e6, most=999))
        assert all(op.state is OpState.BLOCKED for op in outbox.queries.open_ops() if op.damaged)


@pytest.mark.parametrize("seed", cases_of_the_day(range(30), 8))
def test_one_flipped_byte_in_the_journal_costs_one_page_at_most(crashed, path, seed):
    lay_out(crashed, path)
    wal, dice = path.with_name("outbox.db-wal"), random.Random(seed)
    body = bytearray(wal.read_bytes())
    body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
    wal.write_bytes(body)
    outbox, notices = open_outbox(path, NOW)
    with contextlib.closing(outbox):
        sound = [op for op in outbox.queries.open_ops() if not op.damaged]
        assert len(sound) >= ROWS - 8  # as many are on one page
        assert len(sound) == ROWS or notices


def test_a_whole_journal_is_no_damage(crashed, path):
    lay_out(crashed, path)
    outbox, notices = open_outbox(path, NOW)
    assert (len(outbox.queries.open_ops()), notices) == (ROWS, [])
    outbox.close()


def test_frames_of_an_older_journal_are_no_damage(path):
    outbox = Outbox(path)
    outbox.insert.add([create(f"n{number}", f"R{number}", notes=BIG) for number in range(ROWS)], NOW)
    outbox.database.execute("PRAGMA wal_checkpoint(RESTART)")
    outbox.insert.add([edit(notes="x")], NOW)
    again, notices = open_outbox(path, NOW)
    assert (len(again.queries.open_ops()), notices) == (ROWS + 1, [])
    again.close()
    outbox.close()


def test_a_flipped_byte_of_what_is_wanted_is_noticed_and_never_sent(path):
    outbox = Outbox(path)
    spoilt, sound = outbox.insert.add([edit(notes="call the customer"), edit("8", notes="x")], NOW)
    outbox.database.execute(
        "UPDATE op SET payload = replace(payload, 'customer', 'cusTomer') WHERE id = ?", (spoilt.id,)
    )
    outbox.close()
    outbox, notices = open_outbox(path, NOW)
    assert "1 unsent change is damaged" in notices[0]
    assert [op.id for op in outbox.transitions.due("m", NOW, most=9)] == [sound.id]
    found = outbox.queries.op(spoilt.id)
    assert (found.damaged, found.state, found.fields) == (True, OpState.BLOCKED, {"notes": "call the cusTomer"})
    outbox.close()


def test_a_column_of_another_kind_never_stops_the_desk(path):
    outbox = Outbox(path)
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    for column in ("attempts", "not_before", "created_at", "label", "kind", "row_sha", "uid", "sent_at", "http"):
        outbox.database.execute(f"UPDATE op SET {column} = x'ff00fe' WHERE id = ?", (op.id,))
    outbox.close()
    outbox, notices = open_outbox(path, NOW)
    assert notices
    assert [each.damaged for each in outbox.queries.open_ops()] == [True]
    outbox.close()


def test_what_is_saved_is_looked_up_before_it_goes_again(crashed, path):
    lay_out(crashed, path)
    path.with_name("outbox.db-wal").write_bytes(path.with_name("outbox.db-wal").read_bytes()[:-5000])
    outbox, notices = open_outbox(path, NOW + 30)
    assert "looked up on the server" in notices[0]
    assert {op.state for op in outbox.queries.open_ops() if not op.damaged} <= {OpState.UNCERTAIN}
    assert outbox.transitions.due("m", NOW) == []
    outbox.close()


def test_the_damaged_file_is_kept(path):
    path.write_bytes(b"nonsense" * 1000)
    outbox, notices = open_outbox(path, NOW)
    outbox.close()
    (kept,) = [each for each in path.parent.glob("*.corrupt.*") if not each.name.endswith(("-wal", "-shm"))]
    assert kept.read_bytes() == b"nonsense" * 1000
    assert kept.name in notices[0]


def test_a_lost_row_comes_back_from_a_copy(path):
    outbox = Outbox(path)
    outbox.insert.add([edit(notes="x")], NOW)
    make_copy(outbox.database)
    outbox.close()
    path.write_bytes(b"nonsense" * 1000)
    outbox, _ = open_outbox(path, NOW)
    assert [op.state for op in outbox.queries.open_ops()] == [OpState.UNCERTAIN]
    outbox.close()


def test_what_has_ended_since_the_copy_does_not_come_back(path):
    outbox = Outbox(path)
    (op,) = outbox.insert.add([edit(notes="x")], NOW)
    make_copy(outbox.database)
    outbox.transitions.done(op.id, NOW)
    outbox.close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema=ON")
        db.execute("DELETE FROM sqlite_schema WHERE name = 'pause'")
        db.commit()
    outbox, notices = open_outbox(path, NOW)
    assert notices
    assert outbox.queries.open_ops() == []
    outbox.close()


def test_a_rescue_that_was_killed_is_done_again(crashed, path, monkeypatch):
    lay_out(crashed, path)
    path.with_name("outbox.db-wal").write_bytes(path.with_name("outbox.db-wal").read_bytes()[:-5000])
    path.write_bytes(path.read_bytes()[:-100])

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("fleetdesk.storage.outbox.recovery.pour", killed)
        with pytest.raises(Killed):
            open_outbox(path, NOW)
    outbox, notices = open_outbox(path, NOW)
    assert len(outbox.queries.open_ops()) > ROWS // 2
    assert "was damaged" in notices[0]
    outbox.close()
    again, notices = open_outbox(path, NOW)
    assert not any("was damaged" in each for each in notices)
    again.close()


def test_a_rescue_that_could_not_keep_the_journal_has_not_begun(crashed, path, monkeypatch):
    lay_out(crashed, path)
    path.write_bytes(path.read_bytes()[:-100])

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("fleetdesk.base.files.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            open_outbox(path, NOW)
    assert not path.with_name("outbox.db.rescue").exists()
    lay_out(crashed, path)  # as a desk that was killed then leaves it: SQLite takes the journal away when it closes
    path.write_bytes(path.read_bytes()[:-100])
    outbox, notices = open_outbox(path, NOW)
    assert len(outbox.queries.open_ops()) > ROWS // 2
    assert "was damaged" in notices[0]
    outbox.close()


def test_only_who_is_alone_with_the_file_replaces_it(path):
    path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(Damaged):
        open_outbox(path, NOW, alone=False)
    assert path.read_bytes() == b"nonsense" * 1000


def test_three_copies_are_kept_and_the_oldest_makes_room(path):
    outbox = Outbox(path)
    made = [make_copy(outbox.database) for _ in range(COPIES + 2)]
    assert len(copies(path)) == COPIES
    assert made[COPIES:] == made[: len(made) - COPIES]
    outbox.close()


@pytest.mark.parametrize(
    ("pragma", "says"), [("user_version=99", "a newer FleetDesk"), ("application_id=7", "another program")]
)
def test_a_file_that_is_not_ours_is_left_as_it_is(path, pragma, says):
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs(x)")
        db.execute(f"PRAGMA {pragma}")
    before = path.read_bytes()
    with pytest.raises(Foreign, match=says):
        open_outbox(path, NOW)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


async def test_a_full_disk_is_said_and_costs_nothing(path):
    outbox = Outbox(path)
    kept = outbox.insert.add([edit(str(number), notes=BIG) for number in range(20)], NOW)
    pages = outbox.database.execute("PRAGMA page_count").fetchone()[0]
    outbox.database.execute(f"PRAGMA max_page_count={pages}").fetchall()
    outbox_thread = OutboxThread(outbox)
    with pytest.raises(FleetError, match="the disk is full"):
        await outbox_thread.write(outbox.insert.add, [edit("new", notes=BIG * 90)], NOW)
    assert outbox.queries.open_ops() == kept
    outbox.database.execute("PRAGMA max_page_count=100000").fetchall()
    await outbox_thread.write(outbox.insert.add, [edit("new", notes=BIG * 90)], NOW)
    assert len(outbox.queries.open_ops()) == 21
    await outbox_thread.close()


HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_file_that_another_program_holds_is_said(path):
    outbox = Outbox(path)
    outbox.database.execute("PRAGMA busy_timeout=50").fetchall()
    outbox_thread = OutboxThread(outbox)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as it:
        it.stdout.readline()
        with pytest.raises(FleetError, match="Nothing was saved: the disk said “database is locked”"):
            asyncio.run(outbox_thread.write(outbox.insert.add, [edit(notes="x")], NOW))
        reader, _ = open_outbox(path, NOW, alone=False)
        assert reader.queries.open_ops() == []
        reader.close()
        it.stdin.close()
        it.wait(20)
    asyncio.run(outbox_thread.write(outbox.insert.add, [edit(notes="x")], NOW))
    assert len(outbox.queries.open_ops()) == 1
    asyncio.run(outbox_thread.close())


def test_a_failed_commit_leaves_no_transaction_behind(path):
    outbox = Outbox(path)
    with pytest.raises(ZeroDivisionError), Transaction(outbox.database.connection):
        raise ZeroDivisionError
    assert outbox.database.connection.in_transaction is False
    outbox.close()


def test_very_many_damaged_writes_all_ask_and_are_told_of(path):
    outbox, told = Outbox(path), []
    count = sys.getrecursionlimit() + 100
    outbox.insert.add([edit(str(number), notes="x") for number in range(count)], NOW)
    outbox.database.execute("UPDATE op SET payload = replace(payload, 'x', 'y')")
    assert outbox.transitions.due("m", NOW, blocked=told.append) == []
    assert [op.state for op in told] == [OpState.BLOCKED] * count
    outbox.close()


def emptied_database(path):
    """What SQLite leaves of a database in which nothing was ever made."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("VACUUM")


def strange_database(path):
    """Another program's, whose number is 0 as SQLite leaves it."""
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE bookmarks (name TEXT)")


@pytest.fixture
def copied(path):
    """Two writes in a copy beside the file, which is gone."""
    outbox = Outbox(path)
    outbox.insert.add([edit(notes="x"), edit("8", notes="y")], NOW)
    make_copy(outbox.database)
    outbox.close()
    for each in ("outbox.db", "outbox.db-wal", "outbox.db-shm"):
        path.with_name(each).unlink(missing_ok=True)
    return path


@pytest.mark.parametrize(
    "leave",
    [
        lambda path: path.write_bytes(b"\n"),
        lambda path: path.write_bytes(bytes(99)),
        emptied_database,
        lambda path: path.symlink_to(path.name),
        lambda path: path.mkdir(),
    ],
)
def test_a_file_that_holds_nothing_is_no_empty_outbox_while_a_copy_is_there(copied, leave):
    leave(copied)
    outbox, notices = open_outbox(copied, NOW)
    assert "2 changes were saved" in notices[0]
    assert len(outbox.queries.open_ops()) == 2
    outbox.close()


def test_another_programs_database_without_a_number_is_left_as_it_is(copied):
    strange_database(copied)
    before = copied.read_bytes()
    with pytest.raises(Foreign, match="another program"):
        open_outbox(copied, NOW)
    assert copied.read_bytes() == before


@pytest.mark.parametrize("side", ["-wal", "-shm"])
@pytest.mark.parametrize("leave", [lambda path: path.mkdir(), lambda path: path.symlink_to(path.name)])
def test_what_is_no_file_beside_the_outbox_holds_it_up_no_longer(path, side, leave):
    outbox = Outbox(path)
    outbox.insert.add([edit(notes="x")], NOW)
    outbox.close()
    leave(path.with_name(f"{path.name}{side}"))
    outbox, _ = open_outbox(path, NOW)
    assert len(outbox.queries.open_ops()) == 1
    outbox.close()
