"""The map is given its colours by the theme."""

import re

import pytest

from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import FADES, HEADING_STEP_DEG, VEHICLES, Colour
from fleetdesk.mapview.theme import theme_message
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import DARK, LIGHT

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)


@THEMES
@pytest.mark.parametrize("colour", Colour)
def test_every_colour_of_a_state_is_a_token(tokens, colour):
    assert re.fullmatch("#[0-9a-f]{6}", tokens.of(colour))


@THEMES
def test_the_page_gets_the_colours_of_the_theme(tokens):
    message = theme_message(map_theme(tokens), 13)
    assert message["name"] == tokens.name
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in message["colours"].values())
    assert message["colours"]["land"] == tokens.land


def test_the_page_gets_the_size_of_the_windows_text():
    assert theme_message(map_theme(LIGHT), 19)["text_px"] == 19


@THEMES
def test_the_page_draws_states_as_the_list_does(tokens):
    message = theme_message(map_theme(tokens), 13)
    assert (tuple(message["fades"]), message["heading_step_deg"]) == (FADES, HEADING_STEP_DEG)
    drawn = [(each["shape"], each["colour"]) for each in message["states"]]
    assert drawn == [(VEHICLES[state].shape, tokens.of(VEHICLES[state].colour)) for state in State]
