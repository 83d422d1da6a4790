"""A map file is read by a process of its own, which has limits, and whose end is not the end of the map."""

import os
import sqlite3
import sys
from contextlib import closing

import pytest

from fleetdesk.streets import map_file
from fleetdesk.streets.map_file import MapFile
from fleetdesk.streets.tiles import TileError
from tests.streets.maps import PNG, make_mbtiles

PLACE = (7, 72, 38)


@pytest.fixture
def file(tmp_path):
    opened = MapFile(str(make_mbtiles(tmp_path / "a.mbtiles", {PLACE: PNG})))
    yield opened
    opened.close()
    opened.end()


def test_a_tile_comes_from_the_process(file):
    assert file.open()[0]["attribution"].startswith("©")
    assert [file.tile(*PLACE), file.tile(7, 1, 1), file.tile(*PLACE)] == [PNG, b"", PNG]


def test_a_file_that_is_no_map_is_called_what_it_is(tmp_path):
    (tmp_path / "letter.mbtiles").write_text("Dear customer")
    for name, words in (("letter", "MBTiles"), ("absent", "no file of that name")):
        with pytest.raises(TileError, match=words):
            MapFile(str(tmp_path / f"{name}.mbtiles")).open()


def test_a_process_that_died_is_started_again(file):
    file.open()
    first = file.process
    first.kill()
    first.wait()
    assert [file.tile(*PLACE), file.tile(*PLACE)] == [b"", PNG]
    assert file.process.pid != first.pid


@pytest.mark.parametrize("answer", ["", "print('x' * 99)", "import time; time.sleep(99)"])
def test_a_process_that_gives_no_answer_is_a_sentence(tmp_path, monkeypatch, answer):
    monkeypatch.setattr(map_file, "OPEN_S", 0.5)
    with pytest.raises(TileError, match=r"cannot be read.*\.$"):
        MapFile("a.mbtiles", (sys.executable, "-c", answer)).open()


def test_closing_does_not_wait_for_a_process(file):
    file.open()
    file.close()
    assert file.tile(*PLACE) == b""
    assert file.tile(*PLACE) == b""
    assert file.process is None


@pytest.mark.skipif(os.name == "nt", reason="no such limit there")
def test_a_file_that_sorts_itself_fills_no_disk(tmp_path):
    """Where SQLite sorts rows of 4 MB it writes them to the disk, 0.7 GB in each second."""
    path = tmp_path / "a.mbtiles"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE kept (i INT, png BLOB)")
        database.executemany("INSERT INTO kept VALUES (?, zeroblob(1000000))", [(i,) for i in range(20)])
        rows = "7 AS zoom_level, a.i AS tile_column, 0 AS tile_row, a.png AS tile_data"
        database.execute(f"CREATE VIEW tiles AS SELECT {rows} FROM kept a, kept b, kept c ORDER BY a.png, b.i")
        database.commit()
    with pytest.raises(TileError, match="damaged"):
        MapFile(str(path)).open()


def test_a_file_with_a_journal_of_its_own_is_read(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {PLACE: PNG})
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
    file = MapFile(str(path))
    file.open()
    assert file.tile(*PLACE) == PNG
    file.close()
    file.end()
