"""Named areas stay, whatever becomes of the cache."""

import json

import pytest

from fleetdesk.base.files import write_whole
from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.storage.named_json import NamedJson, is_area

SQUARE = json.dumps({"type": "Polygon", "coordinates": [[[24, 58], [26, 58], [26, 59], [24, 58]]]})


@pytest.fixture
def book(tmp_path):
    return NamedJson(tmp_path / "areas.json", lambda path, text: write_whole(path, text, 0o600))


def test_areas_have_names(book):
    book.save("Sadam", SQUARE)
    book.save("Õismäe", SQUARE)
    book.drop("Sadam")
    assert book.all() == {"Õismäe": SQUARE}


def test_a_name_is_taken_over(book):
    book.save("Sadam", SQUARE)
    book.save("Sadam", "{}")
    assert book.all() == {"Sadam": "{}"}


@pytest.mark.parametrize("broken", ["{", "[]", "5", '{"a": '])
def test_a_file_that_cannot_be_read_is_kept(book, tmp_path, broken):
    (tmp_path / "areas.json").write_text(broken)
    assert book.all() == {}
    book.save("Sadam", SQUARE)
    (aside,) = tmp_path.glob("areas.unreadable.*.json")
    assert aside.read_text() == broken
    assert aside.name in book.take_notices()[0]


def test_an_entry_that_makes_no_sense_stays_in_the_file_and_is_said(tmp_path):
    path = tmp_path / "areas.json"
    line = {"type": "LineString", "coordinates": [[24, 58], [26, 58]]}
    path.write_text(json.dumps({"Sadam": json.loads(SQUARE), "odd": 5, "line": line, "later": {"x": 1}}))
    book = NamedJson(path, lambda place, text: write_whole(place, text, 0o600), is_area)
    assert book.all() == {"Sadam": SQUARE}
    assert "3 entries of areas.json" in book.take_notices()[0]
    book.save("Turg", SQUARE)
    book.drop("Sadam")
    assert json.loads(path.read_text()) == {"odd": 5, "line": line, "later": {"x": 1}, "Turg": json.loads(SQUARE)}


def test_an_area_may_be_called_version(book):
    book.save("version", SQUARE)
    assert book.all() == {"version": SQUARE}


def test_a_newer_book_is_left_and_what_is_saved_lasts_for_the_session(book, tmp_path):
    (tmp_path / "areas.json").write_text('{"version": 2, "areas": []}')
    assert book.all() == {}
    with pytest.raises(SessionOnly):
        book.save("Sadam", SQUARE)
    assert book.all() == {"Sadam": SQUARE}
    assert (tmp_path / "areas.json").read_text() == '{"version": 2, "areas": []}'


def test_a_book_that_was_emptied_by_another_hand_says_so_and_keeps_what_it_had(book, tmp_path):
    book.save("Sadam", SQUARE)
    (tmp_path / "areas.json").write_text("{}")
    assert book.all() == {}
    assert "areas.json lacks 1 entry" in book.take_notices()[0]
    book.save("Turg", SQUARE)
    (before,) = tmp_path.glob("areas.before.*.json")
    assert json.loads(before.read_text()) == {"Sadam": json.loads(SQUARE)}


def test_the_last_area_can_be_dropped_without_a_word(book, tmp_path):
    book.save("Sadam", SQUARE)
    book.drop("Sadam")
    assert (book.all(), book.take_notices(), list(tmp_path.glob("areas.before.*"))) == ({}, [], [])
