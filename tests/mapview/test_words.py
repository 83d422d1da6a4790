"""Words of the page come from the program, in the user's language."""

import pytest

from fleetdesk.mapview.theme import words_message

SCALE = "document.querySelector('.leaflet-control-scale-line').textContent"


def test_each_number_has_its_form():
    units = words_message()["units"]
    assert units[1].format(count=1) == "1 unit"
    assert units[20].format(count=20) == "20 units"


def test_a_decimal_point_is_the_languages_own():
    assert words_message()["point"] == "."


@pytest.mark.map
def test_the_scale_says_its_length_in_the_programs_words(desk):
    desk.settle()
    assert desk.js(SCALE).endswith((" m", " km"))
