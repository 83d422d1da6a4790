"""What is doubtful about a place is said: another of its name, another number, a town instead of an address."""

from fleetdesk.domain.gazetteer.doubts import doubt
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.ranking import PlaceMatch

HERE = KnownPlace("Vana-Vigala", 58.76, 24.25, PlaceSource.TOWN)
PIKK = KnownPlace("Pikk 5, Tallinn", 59.44, 24.75, PlaceSource.TASK)


def test_two_towns_of_one_name_are_told_apart_by_their_distance():
    other = KnownPlace("Vana-Vigala", 58.0, 26.0, PlaceSource.TOWN)
    said = doubt("vana-vigala", HERE, [PlaceMatch(HERE, 1.0), PlaceMatch(other, 1.0)])
    assert said.startswith("There is another “Vana-Vigala”, 132 km from this one.")


def test_the_same_place_from_two_sources_is_no_doubt():
    again = KnownPlace("Pikk 5, Tallinn", 59.4401, 24.75, PlaceSource.POI)
    assert doubt("Pikk 5, Tallinn", PIKK, [PlaceMatch(PIKK, 1.0), PlaceMatch(again, 1.0)]) == ""


def test_another_house_number_is_doubtful():
    assert doubt("Pikk 7, Tallinn", PIKK, []) == "The place is that of “Pikk 5, Tallinn”, not of number 7."


def test_a_town_is_no_address():
    assert doubt("Vana-Vigala", HERE, []) == "This is the middle of the town, not an address in it."


def test_a_street_of_the_map_is_not_the_house_whose_number_was_typed():
    street = KnownPlace("1. mai tänav, Elva", 58.22, 26.41, PlaceSource.STREET)
    assert doubt("1. mai 5, elva", street, []) == "The place is that of “1. mai tänav, Elva”, not of number 5."
    assert doubt("1. mai, elva", street, []) == "This is a street or an area without a house number."


def test_a_street_of_a_service_without_a_number_is_doubtful_and_a_task_without_one_is_not():
    street = KnownPlace("Pikk, Tallinn", 59.44, 24.75, PlaceSource.SERVICE)
    assert doubt("pikk", street, []) == "This is a street or an area without a house number."
    assert doubt("pikk", KnownPlace("Pikk, Tallinn", 59.44, 24.75, PlaceSource.TASK), []) == ""
