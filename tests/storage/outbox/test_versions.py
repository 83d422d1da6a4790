"""The outbox through versions and losses: a copy before a migration, newer files untouched, lost ones brought back."""

import contextlib
import os
import shutil
import sqlite3

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.commands.checkup import outbox_state
from fleetdesk.domain.outbox import OpState
from fleetdesk.profile.outbox_opening import has_outbox, open_copy, open_outbox_thread, restore
from fleetdesk.profile.settings import Folders
from fleetdesk.storage.durable_sqlite import APPLICATION_ID, Foreign, open_precious
from fleetdesk.storage.outbox.backups import make_copy
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.recovery import Damaged, open_outbox
from fleetdesk.storage.outbox.rows import MIGRATIONS
from fleetdesk.storage.sqlite_peek import Told, told
from fleetdesk.sync.outbox_thread import NoOutbox
from tests.storage.outbox.outboxes import NOW, edit

ROWS = 5


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outbox.db"


@pytest.fixture
def closed(path):
    """The file of a desk that has ended in order, with a copy beside it."""
    outbox = Outbox(path)
    outbox.insert.add([edit(str(number), notes="x") for number in range(ROWS)], NOW)
    make_copy(outbox.database)
    outbox.close()
    return path


@pytest.fixture
def crashed(tmp_path):
    """The file of a desk that was killed: everything in the journal."""
    made = Outbox(tmp_path / "made.db")
    made.database.execute("PRAGMA wal_autocheckpoint=0")
    made.insert.add([edit(str(number), notes="x") for number in range(ROWS)], NOW)
    folder = tmp_path / "killed"
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{made.path}{suffix}", folder / f"outbox.db{suffix}")
    made.close()
    return folder / "outbox.db"


def state_of(folder):
    return {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.iterdir() if each.is_file()}


def write(path, at, content):
    body = bytearray(path.read_bytes())
    body[at : at + len(content)] = content
    path.write_bytes(body)


def test_a_copy_is_kept_before_a_migration(path):
    old = open_precious(path, MIGRATIONS[:1])
    old.execute("INSERT INTO pause VALUES ('m', 7.0)")
    old.close()
    Outbox(path).close()
    with contextlib.closing(sqlite3.connect(path.with_name("outbox.db.version1"))) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT * FROM pause").fetchall() == [("m", 7.0)]
    assert path.with_name("outbox.db.version1").stat().st_mode & 0o777 == 0o600
    assert told(path) == Told(APPLICATION_ID, len(MIGRATIONS))


def test_an_earlier_copy_is_not_written_over(path):
    path.with_name("outbox.db.version1").write_text("mine")
    open_precious(path, MIGRATIONS[:1]).close()
    Outbox(path).close()
    assert path.with_name("outbox.db.version1").read_text() == "mine"
    assert path.with_name("outbox.db.version1.1").exists()


def test_a_new_file_has_nothing_to_be_copied(path):
    Outbox(path).close()
    assert [each.name for each in path.parent.iterdir()] == ["outbox.db"]


@pytest.mark.parametrize("version", [len(MIGRATIONS) + 1, 6, 10, 99, 1000])
def test_a_newer_file_is_left_byte_for_byte(closed, version):
    with contextlib.closing(sqlite3.connect(closed)) as db:
        db.execute(f"PRAGMA user_version={version}")
    before = state_of(closed.parent)
    with pytest.raises(Foreign, match="a newer FleetDesk"):
        open_outbox(closed, NOW)
    assert state_of(closed.parent) == before


def test_a_newer_file_with_a_journal_is_left_byte_for_byte(crashed):
    with contextlib.closing(sqlite3.connect(crashed)) as db:
        db.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{crashed}{suffix}", f"{crashed}.kept{suffix}")
    folder = crashed.parent / "newer"
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{crashed}.kept{suffix}", folder / f"outbox.db{suffix}")
    before = state_of(folder)
    assert len(before["outbox.db-wal"][0]) > 0
    with pytest.raises(Foreign, match="a newer FleetDesk"):
        open_outbox(folder / "outbox.db", NOW)
    assert state_of(folder) == before


def pipe(path):
    path.unlink()
    os.mkfifo(path)


LOSSES = {
    "gone": lambda path: path.unlink(),
    "cut to nothing": lambda path: path.write_bytes(b""),
    "100 zero bytes": lambda path: path.write_bytes(bytes(100)),
    "its head zeros": lambda path: write(path, 0, bytes(100)),
    "a bit of its owner": lambda path: write(path, 68, b"\x47"),
    "a high bit of its version": lambda path: write(path, 60, (32 + len(MIGRATIONS)).to_bytes(4, "big")),
    "its version below nothing": lambda path: write(path, 60, b"\x80\0\0\2"),
    "its version nothing": lambda path: write(path, 60, bytes(4)),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a pipe": pipe,
}


@pytest.mark.parametrize("loss", ["gone", "cut to nothing"])
def test_a_journal_that_is_left_alone_brings_them_back(crashed, loss):
    LOSSES[loss](crashed)
    outbox, notices = open_outbox(crashed, NOW)
    with contextlib.closing(outbox):
        assert [op.state for op in outbox.queries.open_ops()] == [OpState.UNCERTAIN] * ROWS
        assert f"{ROWS} changes were saved" in notices[0]


FOREIGN = {"another program's": "application_id=7", "a newer one": f"user_version={len(MIGRATIONS) + 1}"}


@pytest.fixture(params=FOREIGN)
def foreign(closed, request):
    with contextlib.closing(sqlite3.connect(closed)) as db:
        db.execute(f"PRAGMA {FOREIGN[request.param]}")
    return closed


def test_what_the_copy_of_a_foreign_file_holds_is_counted_and_offered(foreign):
    _, (said,) = open_outbox_thread(folders(foreign))
    assert f"holds {ROWS} unsent changes" in said
    assert "fleetdesk outbox restore" in said


def test_the_copy_is_used_in_place_of_a_foreign_file_which_is_kept(foreign):
    content = foreign.read_bytes()
    said = " ".join(restore(folders(foreign)))
    assert f"{ROWS} changes were saved" in said
    (aside,) = foreign.parent.glob("outbox.db.corrupt.*")
    assert (aside.read_bytes(), aside.name in said) == (content, True)
    outbox_thread, notices = open_outbox_thread(folders(foreign))
    assert (len(outbox_thread.outbox.queries.open_ops()), notices) == (ROWS, [])
    outbox_thread.outbox.close()


def test_a_foreign_file_without_a_copy_and_a_sound_one_stay(foreign, tmp_path):
    for each in foreign.parent.glob("*.copy*"):
        each.unlink()
    before = state_of(foreign.parent)
    with pytest.raises(UsageError, match="no copy"):
        restore(folders(foreign))
    assert state_of(foreign.parent) == before
    sound = tmp_path / "sound" / "outbox.db"
    Outbox(sound).close()
    with pytest.raises(UsageError, match="is sound"):
        restore(folders(sound))


@pytest.mark.parametrize("loss", LOSSES)
def test_waiting_writes_come_back_from_the_file_or_its_copy(closed, loss):
    LOSSES[loss](closed)
    outbox, notices = open_outbox(closed, NOW)
    with contextlib.closing(outbox):
        assert [op.state for op in outbox.queries.open_ops()] == [OpState.UNCERTAIN] * ROWS
        assert f"{ROWS} changes were saved" in notices[0]
    again, notices = open_outbox(closed, NOW)
    assert (len(again.queries.open_ops()), notices) == (ROWS, [])
    again.close()


@pytest.mark.parametrize("loss", ["gone", "cut to nothing", "a bit of its owner"])
def test_only_who_is_alone_brings_them_back(closed, loss):
    LOSSES[loss](closed)
    before = state_of(closed.parent)
    with pytest.raises(Damaged):
        open_outbox(closed, NOW, alone=False)
    assert state_of(closed.parent) == before


def test_a_file_that_never_was_is_no_loss(path):
    outbox, notices = open_outbox(path, NOW)
    assert (outbox.queries.open_ops(), notices) == ([], [])
    outbox.close()


def folders(path):
    return Folders(*[path.parent] * 4)


async def listed(path):
    with open_copy(folders(path)) as (outbox_thread, notices):
        try:
            return await outbox_thread.do(lambda: len(outbox_thread.outbox.queries.open_ops())), notices
        finally:
            await outbox_thread.close()


async def test_a_command_that_reads_touches_nothing(closed):
    before = state_of(closed.parent)
    assert await listed(closed) == (ROWS, [])
    assert state_of(closed.parent) == before


async def test_a_command_reads_the_journal_of_a_killed_desk_and_leaves_it(crashed):
    before = state_of(crashed.parent)
    assert await listed(crashed) == (ROWS, [])
    assert state_of(crashed.parent) == before


async def test_a_command_reads_what_a_running_desk_has_written(path):
    outbox = Outbox(path)
    outbox.insert.add([edit(notes="x")], NOW)
    assert await listed(path) == (1, [])
    outbox.insert.add([edit("8", notes="x")], NOW)
    assert await listed(path) == (2, [])
    outbox.close()


async def test_a_command_that_reads_makes_no_file(path):
    assert await listed(path) == (0, [])
    assert list(path.parent.iterdir()) == []


async def test_a_command_reads_an_older_file_without_migrating_it(path):
    open_precious(path, MIGRATIONS[:1]).close()
    before = state_of(path.parent)
    assert await listed(path) == (0, [])
    assert state_of(path.parent) == before


@pytest.mark.parametrize("loss", ["gone", "cut to nothing", "its head zeros"])
def test_a_command_that_reads_says_what_is_wrong_and_leaves_it(closed, loss):
    LOSSES[loss](closed)
    before = state_of(closed.parent)
    with open_copy(folders(closed)) as (_, notices):
        assert "Start the desk" in notices[0]
        assert f"holds {ROWS} unsent changes" in notices[0]
    assert state_of(closed.parent) == before


@pytest.mark.parametrize("loss", [None, *LOSSES])
def test_copies_of_documents_are_swept_only_where_the_outbox_is_whole(closed, loss):
    if loss:
        LOSSES[loss](closed)
    outbox_thread, _ = open_outbox_thread(folders(closed))
    assert outbox_thread.whole == (loss is None)
    outbox_thread.outbox.close()
    again, _ = open_outbox_thread(folders(closed))
    assert again.whole == (loss in (None, "gone"))  # what lies aside may name documents too
    again.outbox.close()


def test_where_the_damaged_file_cannot_be_moved_it_is_said_and_left(path):
    name = path.with_name("o" * 240 + ".db")  # with a stamp the name would be too long
    name.write_bytes(b"nonsense" * 1000)
    with pytest.raises(OSError, match="too long"):
        open_outbox(name, NOW)
    assert name.read_bytes() == b"nonsense" * 1000


@pytest.mark.parametrize(
    "leave",
    [
        lambda path: path.write_bytes(b"\n"),
        lambda path: path.mkdir(),
        os.mkfifo,
        lambda path: path.symlink_to(path.name),
    ],
)
def test_commands_do_not_take_what_is_no_outbox_for_an_empty_one(closed, leave):
    closed.unlink()
    leave(closed)
    assert has_outbox(folders(closed))  # or an account would be removed without what waits
    with open_copy(folders(closed)) as (outbox_thread, notices):
        assert isinstance(outbox_thread, NoOutbox)
        assert f"holds {ROWS} unsent changes" in notices[0]
    assert f"{ROWS} changes were saved" in restore(folders(closed))[0]
    assert outbox_state(folders(closed)).refused is None
