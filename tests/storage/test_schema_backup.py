"""Copies of SQLite files: whole, synced, for this user's eyes only, and nothing beside them."""

import contextlib
import sqlite3

import pytest

from fleetdesk.storage.schema_backup import write_whole_database


def rows(path):
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM t").fetchall()


def test_a_copy_takes_the_place_of_an_older_one(tmp_path):
    write_whole_database(tmp_path / "copy", lambda db: db.executescript("CREATE TABLE t AS SELECT 1 AS n"))
    write_whole_database(tmp_path / "copy", lambda db: db.executescript("CREATE TABLE t AS SELECT 2 AS n"))
    assert rows(tmp_path / "copy") == [(2,)]
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["copy"]


def test_a_copy_that_fails_half_way_leaves_the_older_one(tmp_path):
    write_whole_database(tmp_path / "copy", lambda db: db.executescript("CREATE TABLE t AS SELECT 1 AS n"))
    with pytest.raises(sqlite3.Error):
        write_whole_database(tmp_path / "copy", lambda db: db.executescript("CREATE TABLE t(n); nonsense"))
    assert rows(tmp_path / "copy") == [(1,)]
    assert [each.name for each in tmp_path.iterdir()] == ["copy"]
