"""Two hundred spellings of sixty places find their place first, among all towns of the map; a plain LIKE does not."""

import sqlite3

import pytest

from fleetdesk.base import resources
from fleetdesk.domain.gazetteer.origins import of_towns
from fleetdesk.domain.towns import Town
from fleetdesk.storage.gazetteer.file import GazetteerFile
from tests.storage.gazetteer.spellings import PLACES, SPELLINGS

NEAR = (58.5, 25.5)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    file = GazetteerFile(tmp_path_factory.mktemp("gazetteer") / "gazetteer.db")
    file.load()
    file.put("tasks", [(each.label, each) for each in PLACES], counted=True)
    file.put("towns", of_towns(Town(name, lat, lon, rank) for name, lon, lat, rank in resources.towns()))
    yield file
    file.close()


def test_there_are_as_many_as_is_said():
    assert len(PLACES) == 60
    assert len({text for text, _place in SPELLINGS}) >= 200


@pytest.mark.parametrize(("text", "place"), SPELLINGS, ids=[text for text, _place in SPELLINGS])
def test_a_spelling_finds_its_place_first(filled, text, place):
    found = filled.find(text, NEAR, 0.0, 5)
    assert [each.place.label for each in found][:1] == [place.label]


def test_a_plain_like_finds_less_than_half_of_them():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE place(label TEXT)")
    db.executemany("INSERT INTO place VALUES (?)", [(each.label,) for each in PLACES])
    like = "SELECT label FROM place WHERE label LIKE '%' || ? || '%' LIMIT 1"
    found = sum(db.execute(like, (text,)).fetchone() == (place.label,) for text, place in SPELLINGS)
    assert found < len(SPELLINGS) / 2


def test_what_nothing_is_like_finds_nothing(filled):
    assert filled.find("Qwrtzpx 7", NEAR, 0.0, 5) == []
