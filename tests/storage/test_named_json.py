"""Named areas stay, whatever becomes of the cache."""

import json

import pytest

from fleetdesk.base.files import write_whole
from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.domain.geo import is_area
from fleetdesk.storage.named_json import NamedJson

SQUARE = json.dumps({"type": "Polygon", "coordinates": [[[24, 58], [26, 58], [26, 59], [24, 58]]]})


@pytest.fixture
def task_store(tmp_path):
    return NamedJson(tmp_path / "areas.json", lambda path, text: write_whole(path, text, 0o600))


def test_areas_have_names(task_store):
    task_store.save("Sadam", SQUARE)
    task_store.save("Õismäe", SQUARE)
    task_store.drop("Sadam")
    assert task_store.all() == {"Õismäe": SQUARE}


def test_a_name_is_taken_over(task_store):
    task_store.save("Sadam", SQUARE)
    task_store.save("Sadam", "{}")
    assert task_store.all() == {"Sadam": "{}"}


@pytest.mark.parametrize("broken", ["{", "[]", "5", '{"a": '])
def test_a_file_that_cannot_be_read_is_kept(task_store, tmp_path, broken):
    (tmp_path / "areas.json").write_text(broken)
    assert task_store.all() == {}
    task_store.save("Sadam", SQUARE)
    (aside,) = tmp_path.glob("areas.unreadable.*.json")
    assert aside.read_text() == broken
    assert aside.name in task_store.pop_notices()[0]


def test_an_entry_that_makes_no_sense_stays_in_the_file_and_is_said(tmp_path):
    path = tmp_path / "areas.json"
    line = {"type": "LineString", "coordinates": [[24, 58], [26, 58]]}
    path.write_text(json.dumps({"Sadam": json.loads(SQUARE), "odd": 5, "line": line, "later": {"x": 1}}))
    task_store = NamedJson(path, lambda place, text: write_whole(place, text, 0o600), is_area)
    assert task_store.all() == {"Sadam": SQUARE}
    assert "3 entries of areas.json" in task_store.pop_notices()[0]
    task_store.save("Turg", SQUARE)
    task_store.drop("Sadam")
    assert json.loads(path.read_text()) == {"odd": 5, "line": line, "later": {"x": 1}, "Turg": json.loads(SQUARE)}


def test_an_area_may_be_called_version(task_store):
    task_store.save("version", SQUARE)
    assert task_store.all() == {"version": SQUARE}


def test_a_newer_book_is_left_and_what_is_saved_lasts_for_the_session(task_store, tmp_path):
    (tmp_path / "areas.json").write_text('{"version": 2, "areas": []}')
    assert task_store.all() == {}
    with pytest.raises(SessionOnly):
        task_store.save("Sadam", SQUARE)
    assert task_store.all() == {"Sadam": SQUARE}
    assert (tmp_path / "areas.json").read_text() == '{"version": 2, "areas": []}'


def test_a_book_that_was_emptied_by_another_hand_says_so_and_keeps_what_it_had(task_store, tmp_path):
    task_store.save("Sadam", SQUARE)
    (tmp_path / "areas.json").write_text("{}")
    assert task_store.all() == {}
    assert "areas.json lacks 1 entry" in task_store.pop_notices()[0]
    task_store.save("Turg", SQUARE)
    (before,) = tmp_path.glob("areas.before.*.json")
    assert json.loads(before.read_text()) == {"Sadam": json.loads(SQUARE)}


def test_the_last_area_can_be_dropped_without_a_word(task_store, tmp_path):
    task_store.save("Sadam", SQUARE)
    task_store.drop("Sadam")
    assert (task_store.all(), task_store.pop_notices(), list(tmp_path.glob("areas.before.*"))) == ({}, [], [])
