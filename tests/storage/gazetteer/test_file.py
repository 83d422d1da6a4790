"""The gazetteer's file keeps who knows a place, counts its uses once a task, and remembers what was decided."""

from dataclasses import replace

import pytest

from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.storage.gazetteer.file import AT_ONCE, GazetteerFile

PIKK = KnownPlace("Pikk 5, Tallinn", 59.44, 24.75, PlaceSource.TASK)
LAI = KnownPlace("Lai 7, Tallinn", 59.45, 24.75, PlaceSource.TASK)
TWIN = replace(PIKK, lat=58.38, lon=26.73)


@pytest.fixture
def file(tmp_path):
    made = GazetteerFile(tmp_path / "gazetteer.db")
    assert made.load() is None
    yield made
    made.close()


def labels(file, text, **given):
    return [each.place.label for each in file.find(text, given.get("near"), 0.0, 5)]


def uses(file, text):
    return [each.place.uses for each in file.find(text, None, 0.0, 5)]


def test_a_task_that_comes_again_is_one_use_and_another_task_is_two(file):
    for _ in range(3):
        file.put("tasks m", [("m/1", PIKK)], counted=True)
    assert uses(file, "pikk") == [1]
    file.put("tasks m", [("m/2", PIKK)], counted=True)
    assert uses(file, "pikk") == [2]


def test_a_task_whose_address_changed_is_used_there_and_nobody_knows_the_old_one(file):
    file.put("tasks m", [("m/1", PIKK)], counted=True)
    file.put("tasks m", [("m/1", LAI)], counted=True)
    assert (labels(file, "pikk"), uses(file, "lai")) == ([], [1])


def test_a_whole_list_takes_away_what_it_lacks_and_leaves_what_others_know(file):
    file.put("listed m", [("1", PIKK), ("2", LAI)], whole=True)
    file.put("tasks m", [("m/1", LAI)], counted=True)
    file.put("listed m", [], whole=True)
    assert (labels(file, "pikk"), labels(file, "lai")) == ([], ["Lai 7, Tallinn"])


def test_more_places_than_are_written_at_once_are_all_found(file):
    many = [(str(each), replace(PIKK, label=f"Pikk {each}")) for each in range(AT_ONCE * 2 + 1)]
    file.put("tasks m", many)
    assert labels(file, f"pikk {AT_ONCE * 2}") == [f"Pikk {AT_ONCE * 2}"]


def test_a_removed_account_takes_what_only_it_knew(file):
    file.put("tasks m", [("m/1", PIKK)], counted=True)
    file.set_listed("tasks m", 5.0)
    file.forget("tasks m")
    assert (labels(file, "pikk"), file.listed_at("tasks m")) == ([], 0.0)


def test_what_was_decided_for_a_text_is_first_for_it_from_then_on(file):
    file.put("tasks m", [("m/1", PIKK), ("m/2", PIKK), ("m/3", TWIN)], counted=True)
    first = file.find("pikk 5", None, 0.0, 5)[0].place
    assert (first.lat, first.lon) == (PIKK.lat, PIKK.lon)
    file.decide("pikk 5", TWIN)
    first = file.find("PIKK 5", None, 0.0, 5)[0].place
    assert (first.lat, first.lon) == (TWIN.lat, TWIN.lon)
    first = file.find("pikk 5 tallinn", None, 0.0, 5)[0].place
    assert (first.lat, first.lon) == (PIKK.lat, PIKK.lon)


def test_what_a_service_answered_and_was_chosen_is_known_from_then_on(file):
    file.decide("uus 3", KnownPlace("Uus tn 3, Tallinn", 59.44, 24.75, PlaceSource.SERVICE))
    assert labels(file, "uus tn 3 tallinn") == ["Uus tn 3, Tallinn"]


def test_what_is_known_survives_a_restart(file, tmp_path):
    file.put("tasks m", [("m/1", PIKK)], counted=True)
    file.set_listed("towns", 7.0)
    file.close()
    file.load()
    assert (labels(file, "pikk"), file.listed_at("towns")) == (["Pikk 5, Tallinn"], 7.0)


def test_a_damaged_file_is_put_aside_and_said(tmp_path):
    path = tmp_path / "gazetteer.db"
    path.write_bytes(b"rubbish" * 500)
    file = GazetteerFile(path)
    assert "The known addresses were damaged" in (file.load() or "")
    file.put("tasks m", [("m/1", PIKK)])
    assert labels(file, "pikk") == ["Pikk 5, Tallinn"]
    file.close()


def test_what_is_typed_is_never_a_query_language(file):
    file.put("tasks m", [("m/1", PIKK)])
    for text in ('"', "pikk OR", "NEAR(a b)", "text:pikk", "*", "pikk*", "'; DROP TABLE place", "pikk ^"):
        file.find(text, None, 0.0, 5)
    assert labels(file, "pikk") == ["Pikk 5, Tallinn"]


def test_before_it_is_opened_and_after_it_is_closed_it_finds_nothing(tmp_path):
    file = GazetteerFile(tmp_path / "gazetteer.db")
    assert file.find("pikk", None, 0.0, 5) == []


def test_the_addresses_around_a_place_come_nearest_first_and_without_towns_and_streets(file):
    town = replace(PIKK, label="Tallinn", source=PlaceSource.TOWN)
    file.put("tasks m", [("m/1", LAI), ("m/2", replace(PIKK, lat=59.4405)), ("m/3", TWIN), ("towns", town)])
    file.put("streets", [("1", replace(PIKK, label="Pikk, Tallinn", source=PlaceSource.STREET))])
    assert [each.label for each in file.around(59.44, 24.75, 2000.0)] == ["Pikk 5, Tallinn", "Lai 7, Tallinn"]
    assert [each.label for each in file.around(59.44, 24.75, 500.0)] == ["Pikk 5, Tallinn"]
    assert file.around(-89.9, 0.0, 500.0) == []


def test_owners_are_found_by_how_they_begin_and_forgotten_whole(file):
    """More places than are removed in one transaction."""
    many = [(f"{at}", replace(PIKK, label=f"Tee {at}", source=PlaceSource.STREET)) for at in range(500)]
    file.put("streets 1 a.pmtiles", many)
    file.put("streets 2 b.pmtiles", [("1", LAI)])
    file.put("towns", [("1", PIKK)])
    file.set_listed("streets 3 c.pmtiles", 1.0)
    assert file.owners("streets ") == ["streets 1 a.pmtiles", "streets 2 b.pmtiles", "streets 3 c.pmtiles"]
    file.forget("streets 1 a.pmtiles", 300)
    assert "streets 1 a.pmtiles" in file.owners("streets ")
    file.forget("streets 1 a.pmtiles")
    assert file.owners("streets ") == ["streets 2 b.pmtiles", "streets 3 c.pmtiles"]
    assert labels(file, "tee") == []
    assert labels(file, "lai") == ["Lai 7, Tallinn"]
