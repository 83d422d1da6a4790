"""The map is moved to what is selected, all of it."""

import pytest

pytestmark = pytest.mark.xdist_group("window")


def test_the_selection_is_shown_whole(desk):
    desk.fill()
    desk.store.select(["m/242KDN", "m/966AJJ", "m/001LST"])
    desk.window.actions_by_text["The selection whole"].trigger()
    places = [desk.store.fleet[key].position for key in ("m/242KDN", "m/966AJJ")]
    south, north = sorted(each.lat for each in places)
    west, east = sorted(each.lon for each in places)
    assert desk.view.map.pane.map.state.value("view") == {"bounds": [south, west, north, east]}


def test_without_a_position_it_is_said_what_to_do(desk):
    desk.fill()
    before = desk.view.map.pane.map.state.value("view")
    desk.store.select(["m/001LST"])
    desk.window.actions_by_text["The selection whole"].trigger()
    assert desk.view.map.pane.map.state.value("view") == before
    assert any("with a position first" in each for each in desk.window.notices.sentences)
