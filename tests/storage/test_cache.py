"""What was known comes back; what is damaged is put aside and never stops the desk."""

import contextlib
import os
import random
import sqlite3
from datetime import UTC, datetime

import pytest

from fleetdesk.domain.tasks import Start, Task, TaskStatus
from fleetdesk.domain.units import Position, Unit, UnitKind
from fleetdesk.storage import database
from fleetdesk.storage.cache import Cache

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
UNIT = Unit("m", "242KDN", "Tartu 4", "242KDN", own=True)
POSITION = Position(
    "m", "242KDN", UnitKind.VEHICLE, 58.38, 26.72, 52.0, 90, AT, AT, True, True, temperatures=(2.1, None)
)
TASK = Task(
    "m", 7, unit="242KDN", order_ref="O-1", status=TaskStatus.CREATED, start=Start(58.0, 26.0, "x"), start_at=AT
)


@pytest.fixture
def cache(tmp_path):
    made = Cache(tmp_path / "cache.db")
    yield made
    made.close()


def test_the_fleet_comes_back_as_it_was(cache):
    cache.keep_units("m", [UNIT])
    cache.keep_positions([POSITION])
    cache.keep_tasks("m", [TASK])
    assert (cache.units(["m"]), cache.positions(["m"]), cache.tasks(["m"])) == ([UNIT], [POSITION], [TASK])


def test_a_list_replaces_the_one_before(cache):
    cache.keep_units("m", [UNIT])
    cache.keep_units("m", [])
    assert cache.units(["m"]) == []


def test_accounts_do_not_mix(cache):
    cache.keep_units("m", [UNIT])
    assert cache.units(["other"]) == []
    cache.forget("m")
    assert cache.units(["m"]) == []


def test_what_was_learnt_of_ways_comes_back_for_its_account(cache):
    cache.keep_learnt("m", "{}")
    assert cache.learnt(["m", "o"]) == {"m": "{}"}
    cache.forget("m")
    assert cache.learnt(["m"]) == {}


def test_what_nobody_has_looked_at_comes_back(cache):
    cache.keep_unseen("m", ["m/7", "m/8"])
    cache.keep_unseen("o", ["o/1"])
    cache.keep_unseen("m", ["m/8"])
    assert cache.unseen(["m", "o", "none"]) == ["m/8", "o/1"]
    cache.forget("m")
    assert cache.unseen(["m", "o"]) == ["o/1"]


def test_marks_that_cannot_be_read_are_none(cache, tmp_path):
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db", isolation_level=None)) as other:
        other.execute("INSERT INTO meta VALUES ('unseen/m', '{\"not\": 1}')")
    assert cache.unseen(["m"]) == []


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_never_stops_the_desk(tmp_path, seed):
    path, dice = tmp_path / "cache.db", random.Random(seed)
    cache = Cache(path)
    cache.keep_positions([POSITION] * 50)
    cache.close()
    body = bytearray(path.read_bytes())
    if seed % 4 == 0:
        del body[dice.randrange(len(body)) :]
    for _ in range(dice.randrange(1, 200)):
        if body:
            body[dice.randrange(len(body))] = dice.randrange(256)
    path.write_bytes(bytes(body))
    again = Cache(path)
    again.keep_units("m", [UNIT])
    again.positions(["m"])
    assert again.units(["m"]) == [UNIT]
    again.close()


def test_a_file_of_a_newer_program_is_refused_in_words_and_left_untouched(tmp_path):
    path = tmp_path / "cache.db"
    Cache(path).close()
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    again = Cache(path)
    assert "a newer FleetDesk wrote it" in again.notice
    again.keep_units("m", [])
    again.close()
    assert (path.read_bytes(), [each.name for each in tmp_path.iterdir()]) == (before, ["cache.db"])


def test_a_folder_in_its_place_is_put_aside(tmp_path):
    path = tmp_path / "cache.db"
    path.mkdir()
    (path / "theirs").write_text("x")
    cache = Cache(path)
    (aside,) = tmp_path.glob("cache.db.corrupt.*")
    assert aside.name in cache.notice
    assert (aside / "theirs").read_text() == "x"
    cache.close()


def test_a_folder_that_cannot_be_made_costs_the_cache_and_not_the_start(tmp_path):
    (tmp_path / "cache").write_text("a file")
    cache = Cache(tmp_path / "cache" / "cache.db")
    assert "cannot be used now" in cache.notice
    cache.keep_units("m", [UNIT])
    cache.close()


def test_a_cache_that_another_program_holds_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "cache.db"
    first = Cache(path)
    first.keep_units("m", [UNIT])
    first.close()
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    second = Cache(path)
    assert "cannot be used now" in second.notice
    second.keep_units("m", [UNIT])
    second.close()
    holder.close()
    again = Cache(path)
    assert again.units(["m"]) == [UNIT]
    again.close()


def test_a_pipe_in_its_place_is_put_aside_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "cache.db")
    cache = Cache(tmp_path / "cache.db")
    (aside,) = tmp_path.glob("cache.db.corrupt.*")
    assert (aside.is_fifo(), aside.name in cache.notice) == (True, True)
    cache.close()
