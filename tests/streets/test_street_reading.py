"""Streets of map files, of both formats and all schemas, are read by a process of its own, which always ends."""

import random
import sys
from threading import Thread

import pytest

from fleetdesk.streets import street_reading
from fleetdesk.streets.street_reading import StreetReading
from fleetdesk.streets.tiles import TileError, corner
from tests.streets.maps import ELVA, MANY, NAMED, OF_MANY, PNG, made, make_mbtiles, make_pmtiles, named_tile, town_tiles

MAKERS = [make_pmtiles, make_mbtiles]


@pytest.fixture
def read():
    """Returns all rows of a file, and its totals; no process is left in the end."""
    opened = []

    def read_it(file, *command):
        opened.append(StreetReading(str(file), *command))
        found = []
        while rows := opened[-1].rows():
            found += rows
        return sorted(found), opened[-1].totals

    yield read_it
    for each in opened:
        each.close()


def place(across, down, at=ELVA):
    zoom, x, y = at
    return pytest.approx(corner(zoom, x + across, y + down), abs=1e-5)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("schema", NAMED)
def test_streets_are_told_with_their_town_and_a_place_of_theirs(tmp_path, read, make, schema):
    """Kase lies from the middle of the first tile into the second: the longer part, in the first, has its place."""
    rows, totals = read(make(tmp_path / "a.map", town_tiles(schema)))
    assert [row[:2] for row in rows] == [("Kase tänav", "Elva"), ("Pikk", "Elva")]
    assert rows[0][2:] == place(0.7578, 0.5)
    assert rows[1][2:] == place(1.5, 0.5)
    assert totals == {"tiles": 2, "rows": 2}


@pytest.mark.parametrize("make", MAKERS)
def test_a_file_that_ends_before_is_read_at_its_deepest_zoom(tmp_path, read, make):
    rows, _totals = read(make(tmp_path / "a.map", town_tiles("protomaps", (12, 2348, 1228)) | {(5, 1, 1): b""}))
    assert [row[0] for row in rows] == ["Kase tänav", "Pikk"]


@pytest.mark.parametrize("make", MAKERS)
def test_of_a_file_that_goes_deeper_the_zoom_with_all_names_is_read(tmp_path, read, make):
    deeper = {(15, x, 9970): named_tile("protomaps", [("Tamme", "residential", [(0, 9), (99, 9)])]) for x in (1, 9)}
    rows, totals = read(make(tmp_path / "a.map", town_tiles("protomaps") | deeper))
    assert ([row[0] for row in rows], totals["tiles"]) == (["Kase tänav", "Pikk"], 2)


def test_tiles_behind_many_directories_are_read(tmp_path, read):
    line = [(0, 9), (999, 9)]
    tiles = {
        (14, 9000 + at % 90, 5000 + at // 90): named_tile("protomaps", [(f"{at}. tänav", "residential", line)])
        for at in range(8000)
    }
    rows, totals = read(make_pmtiles(tmp_path / "a.pmtiles", tiles))
    assert (len({row[0] for row in rows}), totals) == (8000, {"tiles": 8000, "rows": 8000})


@pytest.mark.parametrize("make", MAKERS)
def test_a_map_of_images_has_no_streets(tmp_path, read, make):
    assert read(make(tmp_path / "a.map", {ELVA: PNG})) == ([], {"tiles": 0, "rows": 0})


@pytest.mark.parametrize("make", MAKERS)
def test_a_damaged_tile_costs_its_own_names_alone(tmp_path, read, make):
    """The first tiles of a file are looked at when it is opened, and have to be sound."""
    zoom, x, y = ELVA
    first = {
        (13, each, 9): named_tile("protomaps", [(f"{each}", "residential", [(0, 9), (9, 9)])]) for each in range(50)
    }
    bad = {(zoom, x, y + each): tile for each, tile in enumerate((b"\x1f\x8b\x08no", b"\x1a\xff\xff\xff\xff"), 1)}
    rows, _totals = read(make(tmp_path / "a.map", first | town_tiles("protomaps") | bad))
    assert [row[0] for row in rows] == ["Kase tänav", "Pikk"]


@pytest.mark.parametrize("name", ["letter", "absent"])
def test_what_is_no_map_is_a_sentence(tmp_path, read, name):
    (tmp_path / "letter").write_text("Dear customer")
    with pytest.raises(TileError, match=r"\.$"):
        read(tmp_path / name)


@pytest.mark.parametrize(
    "answer", ["", "print('x' * 9999)", "print('[1, 2]')", 'print(\'["a", "b", 1, 2]\')', "print('{}')"]
)
def test_a_process_that_dies_or_tells_something_else_is_a_sentence(read, answer):
    with pytest.raises(TileError, match=r"cannot be read.*\.$"):
        read("a.map", (sys.executable, "-c", answer))


def test_a_process_that_tells_more_rows_than_there_can_be_is_ended(read, monkeypatch):
    monkeypatch.setattr(street_reading, "MOST_ROWS", 5000)
    with pytest.raises(TileError, match="cannot be read"):
        read("a.map", (sys.executable, "-c", 'while True: print(\'["a", "b", 1, 2]\')'))


def test_a_reading_is_stopped_from_another_thread():
    reading = StreetReading(
        "a.map", (sys.executable, "-c", "import time; print(1, end='', flush=True); time.sleep(99)")
    )
    failed = []

    def read_all():
        try:
            reading.rows()
        except TileError as error:
            failed.append(error)

    thread = Thread(target=read_all)
    thread.start()
    reading.stop()
    thread.join(30)
    reading.close()
    assert (len(failed), thread.is_alive()) == (1, False)


def test_a_table_without_end_ends(tmp_path, read):
    """The first rows are good, and a search for the zoom of streets goes on through all of them."""
    file = made(tmp_path / "a.mbtiles", f"CREATE VIEW tiles AS {MANY.format(OF_MANY.replace('k0.i', '7'))}")
    assert read(file) == ([], {"tiles": 0, "rows": 0})


@pytest.mark.parametrize("make", MAKERS)
def test_a_damaged_map_is_read_as_far_as_it_is_sound_or_refused_in_words(tmp_path, read, make):
    """Each case starts a process, so there are few; the reader of tiles is tried with thousands in its own test."""
    path, dice, refused = tmp_path / "a.map", random.Random("streets"), []
    whole = make(tmp_path / "whole.map", town_tiles("protomaps")).read_bytes()
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 5, 20))):
            data[dice.randrange(dice.choice((100, len(data))))] = dice.choice((0, 255, dice.randrange(256)))
        path.write_bytes(data)
        try:
            rows, totals = read(path)
        except TileError as error:
            refused.append(str(error))
            continue
        assert totals["rows"] == len(rows) <= 2
    assert all(each.endswith(".") for each in refused)
