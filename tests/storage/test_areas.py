"""Named areas stay, whatever becomes of the cache."""

import json

import pytest

from fleetdesk.settings import write_whole
from fleetdesk.storage.areas import AreaBook

SQUARE = json.dumps({"type": "Polygon", "coordinates": [[[24, 58], [26, 58], [26, 59], [24, 58]]]})


@pytest.fixture
def book(tmp_path):
    return AreaBook(tmp_path / "areas.json", lambda path, text: write_whole(path, text, 0o600))


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
    assert (tmp_path / "areas.unreadable.json").read_text() == broken
