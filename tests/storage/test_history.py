"""The past on the disk: a closed day is known for good, the oldest used goes first, a damaged file stops nothing."""

import sqlite3
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from fleetdesk.domain.history.chunks import DAY_S, LATE_S, ChunkKind, day_number, is_closed
from fleetdesk.domain.history.day_cells import cells_of
from fleetdesk.domain.history.records import TrackPoint, Trip
from fleetdesk.storage.history import HistoryFile

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AT, TODAY = NOW.timestamp(), day_number(NOW.timestamp())
TRIP = Trip("m", 7, "242KDN", None, NOW - timedelta(days=1), NOW - timedelta(hours=23), distance_km=12.5, private=False)
POINT = TrackPoint("m", "242KDN", NOW, 58.5, 25.0, 40.0, 1, (4.0, None), "Tartu mnt 1")
PLACE = ("m", "242KDN", ChunkKind.TRIPS)
DAYS = range(TODAY - 5, TODAY + 1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.db"


@pytest.fixture
def opened(path):
    made = []

    def open_file(limit=1e9):
        file = HistoryFile(path, limit)
        made.append(file)
        return file, file.load()

    yield open_file
    for each in made:
        each.close()


def test_records_come_back_as_they_were(opened):
    file, notice = opened()
    file.put(*PLACE, {TODAY - 1: [TRIP]}, AT)
    file.put("m", "242KDN", ChunkKind.TRACK, {TODAY: [POINT]}, AT)
    assert notice is None
    assert file.read(*PLACE, DAYS, AT) == {TODAY - 1: [TRIP]}
    assert file.read("m", "242KDN", ChunkKind.TRACK, DAYS, AT) == {TODAY: [POINT]}


def test_a_closed_day_is_known_for_good_and_an_open_one_for_a_while(opened):
    file, _ = opened()
    file.put(*PLACE, {TODAY - 1: [], TODAY: []}, AT)
    assert file.known(*PLACE, DAYS, AT - 60) == {TODAY - 1, TODAY}
    assert file.known(*PLACE, DAYS, AT + 60) == {TODAY - 1}
    assert file.known("m", "966AJJ", ChunkKind.TRIPS, DAYS, 0) == set()


def test_a_day_is_closed_an_hour_after_its_end():
    ends = (TODAY + 1) * DAY_S
    assert not is_closed(TODAY, ends + LATE_S - 1)
    assert is_closed(TODAY, ends + LATE_S)


def test_a_day_with_something_under_way_stays_open(opened):
    file, _ = opened()
    file.put(*PLACE, {TODAY - 3: [TRIP]}, AT, [TODAY - 3])
    assert file.known(*PLACE, DAYS, AT + 60) == set()


def test_beyond_the_limit_what_was_not_used_for_longest_goes(opened, tmp_path):
    one = HistoryFile(tmp_path / "one.db", 1e9)
    one.load()
    one.put(*PLACE, {TODAY: [TRIP]}, AT)
    limit = 5.5 * one.size
    one.close()
    file, _ = opened(limit)
    for number in range(5):
        file.put(*PLACE, {TODAY - number: [TRIP]}, AT + number)
    file.read(*PLACE, range(TODAY, TODAY + 1), AT + 10_000)
    file.put(*PLACE, {TODAY - 5: [TRIP]}, AT + 10_001)
    kept = file.known(*PLACE, DAYS, 0)
    assert {TODAY, TODAY - 5} <= kept < set(DAYS)
    assert TODAY - 4 in kept
    assert TODAY - 1 not in kept
    assert file.size <= limit


def on_disk(path):
    return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*") if not each.name.endswith("-shm"))


def test_it_is_emptied_and_gives_its_room_back(opened, path):
    file, _ = opened()
    file.put("m", "242KDN", ChunkKind.TRACK, {day: [POINT] * 500 for day in range(TODAY - 300, TODAY)}, AT)
    file.set_page("m", ("cursor", AT))
    before = on_disk(path)
    file.empty()
    assert (file.size, file.page_of("m")) == (0, None)
    assert on_disk(path) < before / 2


def test_an_account_is_forgotten(opened):
    file, _ = opened()
    for account in ("m", "o"):
        file.put(account, "242KDN", ChunkKind.TRIPS, {TODAY: []}, AT)
        file.set_page(account, ("cursor", AT))
    file.forget("m")
    assert file.known("o", "242KDN", ChunkKind.TRIPS, DAYS, 0) == {TODAY}
    assert file.known("m", "242KDN", ChunkKind.TRIPS, DAYS, 0) == set()
    assert (file.page_of("m"), file.page_of("o")) == (None, ("cursor", AT))


def test_a_damaged_file_is_put_aside_and_said(opened, path):
    path.write_bytes(b"no database" * 1000)
    file, notice = opened()
    assert "The history on this computer was damaged" in notice
    assert list(path.parent.glob("history.db.corrupt.*"))
    file.put(*PLACE, {TODAY: []}, AT)


@pytest.mark.parametrize("spoilt", ["x'00'", "'text'", "x'789c'"])
def test_a_chunk_that_cannot_be_read_is_asked_for_again(opened, path, spoilt):
    file, _ = opened()
    file.put(*PLACE, {TODAY - 1: [TRIP], TODAY - 2: [TRIP]}, AT)
    with sqlite3.connect(path) as db:
        db.execute(f"UPDATE chunk SET body = {spoilt} WHERE day = ?", (TODAY - 1,))
    db.close()
    assert file.read(*PLACE, DAYS, AT) == {TODAY - 2: [TRIP]}
    assert file.known(*PLACE, DAYS, AT) == {TODAY - 2}
    assert file.dropped == 1


def test_a_file_of_a_newer_fleetdesk_is_left_alone(opened, path):
    file, _ = opened()
    file.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    before = path.read_bytes()
    newer, notice = opened()
    assert "History is not kept in this run" in notice
    assert newer.known(*PLACE, DAYS, 0) == set()
    assert path.read_bytes() == before


def test_nothing_is_read_before_the_file_is_open(path):
    with pytest.raises(sqlite3.ProgrammingError):
        HistoryFile(path, 1e9).known(*PLACE, DAYS, 0)
    assert not path.exists()


def test_the_cells_of_a_track_go_with_its_day(opened, path):
    file, _ = opened()
    here, elsewhere = frozenset(cells_of([POINT])), frozenset([1])
    track = ("m", "242KDN", ChunkKind.TRACK)
    file.put(*track, {TODAY - 1: [POINT], TODAY: []}, AT)
    assert file.near("m", "242KDN", DAYS, here) == {TODAY - 1: True}
    assert file.near("m", "242KDN", DAYS, elsewhere) == {TODAY - 1: False}
    assert file.near("m", "242KDN", DAYS, None) == {TODAY - 1: True}
    file.forget("m")
    file.close()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM track_cells").fetchone() == (0,)
    db.close()


def test_places_of_a_track_are_those_of_its_points(opened):
    file, _ = opened()
    nowhere = TrackPoint("m", "242KDN", NOW + timedelta(seconds=30))
    file.put("m", "242KDN", ChunkKind.TRACK, {TODAY: [POINT, nowhere]}, AT)
    at, lat, lon = file.read_places("m", "242KDN", DAYS, AT)
    assert at.tolist() == [AT, AT + 30]
    assert (lat[0], lon[0]) == (58.5, 25.0)
    assert np.isnan((lat[1], lon[1])).all()
