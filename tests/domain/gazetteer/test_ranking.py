"""The best place comes first: what was typed, then how often it is used, then how near it is."""

from dataclasses import replace

import pytest

from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.ranking import PlaceQuery, meant, rank

NOW = 1_764_000_000.0
TALLINN, TARTU = (59.437, 24.754), (58.38, 26.73)
PIKK = KnownPlace("Pikk 5, Tallinn", *TALLINN, PlaceSource.TASK)
PIKK_TARTU = KnownPlace("Pikk 5, Tartu", *TARTU, PlaceSource.TASK)


def best(text, *places, near=None):
    return [each.place for each in rank(PlaceQuery.of(text), places, near, NOW)]


def test_the_house_number_counts_more_than_use():
    often = replace(PIKK, label="Pikk 55, Tallinn", uses=500, used_at=NOW)
    assert best("pikk 5", often, PIKK)[0] == PIKK


def test_of_two_that_fit_alike_the_more_used_is_first():
    assert best("pikk 5", PIKK, replace(PIKK_TARTU, uses=9))[0].label == "Pikk 5, Tartu"


def test_of_two_that_fit_and_are_used_alike_the_nearer_is_first():
    assert best("pikk 5", PIKK, PIKK_TARTU, near=TARTU)[0] == PIKK_TARTU
    assert best("pikk 5", PIKK, PIKK_TARTU, near=TALLINN)[0] == PIKK


def test_a_town_is_first_by_its_whole_name_however_much_is_used_in_it():
    town = KnownPlace("Tartu", *TARTU, PlaceSource.TOWN)
    assert best("tartu", replace(PIKK_TARTU, uses=900, used_at=NOW), town)[0] == town


def test_an_address_that_is_used_comes_before_a_nearer_street_of_the_map():
    used = KnownPlace("EE, Harju maakond, Tallinn, Pikk 5", *TALLINN, PlaceSource.TASK, 1, NOW - 90 * 86_400)
    street = KnownPlace("Pikk, Tartu", *TARTU, PlaceSource.STREET)
    assert best("pikk", street, used, near=TARTU) == [used, street]
    assert best("pikk tartu", street, used, near=TALLINN)[0] == street


def test_one_place_under_one_label_is_offered_once_with_the_most_used_of_it():
    poi = KnownPlace("Pikk 5, Tallinn", TALLINN[0] + 0.001, TALLINN[1], PlaceSource.POI)
    assert best("pikk", poi, replace(PIKK, uses=3)) == [replace(PIKK, uses=3)]


def test_one_label_at_two_places_is_offered_twice():
    other = replace(PIKK, lat=58.0)
    assert len(best("pikk 5", PIKK, other)) == 2


def test_a_place_that_lacks_most_of_the_words_is_not_offered():
    assert best("narva mnt 5 pikk tallinn", KnownPlace("Pikk", *TARTU, PlaceSource.TASK)) == []


def test_another_house_number_is_said():
    found = rank(PlaceQuery.of("Pikk 7, Tallinn"), [PIKK], None, NOW)
    assert [each.number_differs for each in found] == [True]


@pytest.mark.parametrize(("text", "wanted"), [("pikk tn 5 tallinn", PIKK), ("pikk 5", None), ("", None)])
def test_only_what_says_the_whole_label_means_it(text, wanted):
    found = rank(PlaceQuery.of("pikk 5 tallinn"), [PIKK], None, NOW)
    assert meant(text, found) == wanted


def test_two_places_of_one_label_are_meant_by_neither():
    found = rank(PlaceQuery.of("pikk 5 tallinn"), [PIKK, replace(PIKK, lat=58.0)], None, NOW)
    assert meant("Pikk 5, Tallinn", found) is None
