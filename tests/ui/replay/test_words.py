"""What a replay says, whatever units are called and however many there are."""

import pytest

from fleetdesk.domain.history.replay import Near
from fleetdesk.ui.replay.words import (
    MOST_WITH_SPEED,
    banner_words,
    meetings_words,
    metres_words,
    near_words,
    unit_words,
    unknown_words,
)
from tests.ui.desk import ZONE
from tests.ui.replay.conftest import after


def test_the_frame_says_that_it_is_not_live_and_when_it_was():
    assert banner_words(after(0), ZONE) == "Not live: 23.11.2026 10:00:00 (replay)"


@pytest.mark.parametrize(("metres", "told"), [(0.0, "10"), (12.0, "10"), (17.0, "20"), (120.4, "120"), (199.6, "200")])
def test_distances_are_no_finer_than_receivers_are(metres, told):
    assert metres_words(metres) == told


def test_the_nearest_pairs_are_named_and_the_rest_counted():
    pairs = [Near(0, place, 100.0 + place) for place in range(1, 6)]
    labels = [f"{number}" * 3 for number in range(6)]
    assert near_words(pairs, labels) == "000 and 111: 101 m · 000 and 222: 102 m · 000 and 333: 103 m · and 2 more"


def test_of_one_vehicle_nothing_is_said_of_others():
    assert near_words([], ["242KDN"]) == ""
    assert near_words([], ["242KDN", "820BHT"]) == "Nobody is within 200 m of another"


def test_units_without_a_place_are_named():
    assert unknown_words([]) == ""
    assert unknown_words(["a", "b"]) == "Place unknown: a, b"
    assert unknown_words([f"{number}" for number in range(7)]) == "Place unknown: 0, 1, 2, 3, 4, and 2 more"


def test_meetings_are_counted():
    assert [meetings_words(count) for count in (0, 1, 1200)] == ["0 meetings", "1 meeting", "1,200 meetings"]


def test_a_few_units_have_their_speed_while_they_drive(scene):
    driving, standing = scene.replay.at(after(20)), scene.replay.at(after(60))
    assert unit_words("242KDN", driving, 0) == "242KDN 60 km/h"
    assert unit_words("242KDN", standing, 0) == "242KDN"
    assert len(driving.kmh) < MOST_WITH_SPEED
