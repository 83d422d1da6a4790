"""A damaged outbox: the desk starts, nothing unsent vanishes unsaid, and what is saved is looked up before it goes."""

import random
import sqlite3

import pytest

from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.storage.outbox import Outbox
from fleetdesk.storage.outbox_rescue import copies, make_copy, open_outbox

COUNT = 30


def fill(path, copy=False):
    outbox = Outbox(path)
    drafts = [Draft("m", str(number), OpKind.UPDATE, {"notes": f"dock {number}"}, {"notes": None}, f"O-{number}")
              for number in range(1, COUNT)]  # fmt: skip
    made = Draft("m", "n1", OpKind.CREATE, {"order_ref": "FD-1", "address": "Tamme"}, {}, "FD-1", True)
    outbox.add([*drafts, made], 1.0)
    if copy:
        make_copy(outbox)
    outbox.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    outbox.close()
    return {f"O-{number}" for number in range(1, COUNT)} | {"FD-1"}


def test_a_sound_file_opens_without_a_word(tmp_path):
    fill(tmp_path / "outbox.db")
    outbox, notices = open_outbox(tmp_path / "outbox.db", 99.0)
    assert notices == []
    assert {op.state for op in outbox.open_ops()} == {OpState.QUEUED}
    outbox.close()


def test_three_copies_are_kept(tmp_path):
    outbox = Outbox(tmp_path / "outbox.db")
    for _ in range(5):
        make_copy(outbox)
    assert len(copies(tmp_path / "outbox.db")) == 3
    outbox.close()


def test_a_file_that_is_no_database_is_restored_from_its_copy(tmp_path):
    labels = fill(tmp_path / "outbox.db", copy=True)
    (tmp_path / "outbox.db").write_bytes(b"not a database at all" * 400)
    outbox, notices = open_outbox(tmp_path / "outbox.db", 99.0)
    assert {op.label for op in outbox.open_ops()} == labels
    assert {(op.state, op.not_before) for op in outbox.open_ops()} == {(OpState.UNCERTAIN, 99.0)}
    assert "was damaged" in notices[0]
    assert list(tmp_path.glob("outbox.db.corrupt.*"))
    outbox.close()


def test_a_row_with_a_flipped_byte_is_reported_and_kept(tmp_path):
    fill(tmp_path / "outbox.db")
    db = sqlite3.connect(tmp_path / "outbox.db")
    db.execute("UPDATE op SET payload = replace(payload, 'dock 7', 'dock 9') WHERE label = 'O-7'")
    db.commit()
    db.close()
    outbox, notices = open_outbox(tmp_path / "outbox.db", 99.0)
    assert "O-7" in notices[0]
    assert [op.label for op in outbox.open_ops() if op.damaged] == ["O-7"]
    outbox.close()


def test_one_that_another_program_holds_is_not_damaged(tmp_path, monkeypatch):
    fill(tmp_path / "outbox.db")
    monkeypatch.setattr("fleetdesk.storage.precious.BUSY_MS", 50)
    monkeypatch.setattr("fleetdesk.storage.precious._PRAGMAS", ("journal_mode=DELETE", "busy_timeout=50"))
    holder = sqlite3.connect(tmp_path / "outbox.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        open_outbox(tmp_path / "outbox.db", 99.0)
    holder.close()
    assert not list(tmp_path.glob("*.corrupt.*"))


@pytest.mark.parametrize("seed", range(4))
def test_any_flipped_byte_or_cut_leaves_a_desk_that_starts_and_loses_nothing_unsaid(tmp_path, seed):
    """A sound row is there still, a damaged one is marked, and a file that had to be saved is said to have been."""
    chance = random.Random(seed)
    labels = fill(tmp_path / "outbox.db", copy=True)
    whole = (tmp_path / "outbox.db").read_bytes()
    spare = {each.name: each.read_bytes() for each in copies(tmp_path / "outbox.db")}
    for _ in range(40):
        for each in tmp_path.iterdir():
            each.unlink()
        hurt = bytearray(whole)
        if chance.random() < 0.7:
            for _ in range(chance.choice((1, 3, 40))):
                hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        else:
            del hurt[chance.randrange(len(hurt)) :]
        (tmp_path / "outbox.db").write_bytes(bytes(hurt))
        for name, content in spare.items():
            (tmp_path / name).write_bytes(content)
        judge(tmp_path / "outbox.db", labels)


def judge(path, labels):
    outbox, notices = open_outbox(path, 99.0)
    ops = outbox.open_ops()
    sound = {op.label for op in ops if not op.damaged}
    if not notices:
        assert sound == labels
    assert sound <= labels
    missing = labels - {op.label for op in ops}
    assert len(missing) <= sum(op.damaged for op in ops), (missing, notices)
    outbox.close()
