"""What is to be decided of the addresses of a table, and in which order."""

import pytest

from fleetdesk.domain.gazetteer.answers import AddressAnswer, PlaceOption
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.importing.placing import AddressDecisions

PLACE = PlaceOption(KnownPlace("Kase 1", 58.5, 25.0, PlaceSource.TASK))


@pytest.fixture
def decisions():
    """Four addresses: one is sure, one may mean a place, one is unknown, and one was not looked up."""
    made = AddressDecisions()
    made.rows = {"unknown": [2], "sure": [3], "doubtful": [4], "new": [5]}
    for answer in (
        AddressAnswer("unknown"),
        AddressAnswer("sure", (PLACE,), PLACE),
        AddressAnswer("doubtful", (PLACE,)),
    ):
        made.found(answer)
    return made


def asking(decisions):
    return [each.text for each in decisions.asking]


def test_those_with_places_are_asked_for_before_those_without(decisions):
    assert asking(decisions) == ["doubtful", "unknown"]
    assert decisions.unasked == ["new"]
    assert decisions.places == {"sure": (58.5, 25.0)}


def test_what_is_decided_or_left_is_asked_for_no_more(decisions):
    decisions.decide("doubtful", (58.0, 25.0))
    decisions.decide("unknown", None)
    assert asking(decisions) == []
    assert decisions.places == {"sure": (58.5, 25.0), "doubtful": (58.0, 25.0)}


def test_one_that_is_brought_comes_first_and_again_where_it_was_left(decisions):
    decisions.decide("unknown", None)
    assert decisions.bring("unknown")
    assert asking(decisions) == ["unknown", "doubtful"]
    decisions.decide("unknown", None)
    assert asking(decisions) == ["doubtful"]


@pytest.mark.parametrize("text", ["sure", "new", "none of the table"])
def test_what_is_sure_or_not_looked_up_is_not_brought(decisions, text):
    assert not decisions.bring(text)
    assert asking(decisions) == ["doubtful", "unknown"]


def test_other_places_are_offered_for_the_same_address(decisions):
    decisions.offer("unknown", [PLACE])
    assert asking(decisions) == ["unknown", "doubtful"]
    assert decisions.asking[0].options == (PLACE,)


def test_an_address_that_the_table_lost_is_not_asked_for(decisions):
    decisions.rows = {"unknown": [2]}
    assert asking(decisions) == ["unknown"]
