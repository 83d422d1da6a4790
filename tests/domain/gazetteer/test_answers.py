"""What an address of a table means: sure where nothing else can be meant, else the user's to decide."""

import pytest

from fleetdesk.domain.gazetteer.answers import MOST_HITS, MOST_OWN, known_answer, with_hits
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.place_hit import Exactness, PlaceHit
from fleetdesk.domain.gazetteer.ranking import PlaceMatch

FLEET = (58.0, 24.0, 59.5, 27.0)
NOTHING = known_answer("Kase 5, Elva", None, [], FLEET)


def known(label, lat=58.2, lon=26.4):
    return PlaceMatch(KnownPlace(label, lat, lon, PlaceSource.TASK), 1.0)


def hit(label, lat=58.2, lon=26.4, exactness=Exactness.EXACT):
    return PlaceHit(label, lat, lon, exactness)


def test_the_only_known_place_of_an_address_is_sure():
    answer = known_answer("Kase 5, Elva", None, [known("Kase 5, Elva"), known("Kase 55, Elva")], FLEET)
    assert answer.sure.place.label == "Kase 5, Elva"
    assert not answer.asks


@pytest.mark.parametrize(
    "found",
    [
        [known("Kase 5, Elva"), known("Kase 5, Elva", 58.9)],
        [known("Kase 7, Elva")],
        [known("Kase 5, Elva", 40.0, -3.0)],
    ],
    ids=["two places", "another number", "far from the fleet"],
)
def test_a_doubt_is_for_the_user_to_decide(found):
    answer = known_answer("Kase 5, Elva", None, found, FLEET)
    assert (answer.sure, answer.asks) == (None, True)


def test_what_was_decided_before_is_sure():
    answer = known_answer("Kase 5", known("Kase 5, Elva").place, [], FLEET)
    assert answer.sure.place.label == "Kase 5, Elva"


def test_the_only_exact_hit_with_all_words_is_sure():
    answer = with_hits(NOTHING, [hit("Kase 5, 61505 Elva"), hit("Kase, Elva", exactness=Exactness.STREET)], FLEET)
    assert (answer.sure.place.label, answer.sure.place.source) == ("Kase 5, 61505 Elva", PlaceSource.SERVICE)


@pytest.mark.parametrize(
    "hits",
    [
        [hit("Kase 5, Elva"), hit("Kase 5, Elva vald, Rõngu", 58.9)],
        [hit("Kase 7, Elva")],
        [hit("Kase 5, Tartu")],
        [hit("Kase 5, Elva", exactness=Exactness.STREET)],
        [hit("Elva", exactness=Exactness.AREA)],
        [hit("Kase 5, Elva", 40.0, -3.0)],
    ],
    ids=["two places", "another number", "another town", "street", "area", "far from the fleet"],
)
def test_a_hit_in_doubt_is_for_the_user_to_decide(hits):
    answer = with_hits(NOTHING, hits, FLEET)
    assert answer.sure is None
    assert [each.place.label for each in answer.options] == [each.label for each in hits]
    assert [each.exactness for each in answer.options] == [each.exactness for each in hits]


@pytest.mark.parametrize("text", ["Kase 5", "Kase, Elva", "Elva", "Elva 5"])
def test_an_address_without_street_number_or_town_is_for_the_user_to_decide(text):
    answer = with_hits(known_answer(text, None, [], FLEET), [hit("Kase 5, Elva")], FLEET)
    assert answer.sure is None


def test_one_place_that_is_answered_twice_is_one():
    assert with_hits(NOTHING, [hit("Kase 5, Elva"), hit("Kase 5, Elva linn", 58.2001)], FLEET).sure is not None


def test_places_of_this_desk_come_first_and_none_twice():
    own = known_answer("Kase 5", None, [known("Kase 5, Elva"), known("Kase 5, Keila", 59.3, 24.4)], FLEET)
    answer = with_hits(own, [hit("Kase 5, Elva"), hit("Kase 5, Rõngu", 58.1)], FLEET)
    assert [each.place.label for each in answer.options] == ["Kase 5, Elva", "Kase 5, Keila", "Kase 5, Rõngu"]


def test_no_more_are_offered_than_can_be_seen():
    own = known_answer("Kase", None, [known(f"Kase {n}", 58 + n / 10) for n in range(20)], FLEET)
    answer = with_hits(own, [hit(f"Kase {n}a", 58 + n / 10) for n in range(20)], FLEET)
    assert len(answer.options) == MOST_OWN + MOST_HITS


def test_an_address_that_nobody_knows_asks_nothing():
    assert not with_hits(NOTHING, [], FLEET).asks
