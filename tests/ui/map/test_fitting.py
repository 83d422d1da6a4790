"""The first view shows the larger fleet and says where the rest is; the map is fitted to what is asked for."""

import pytest

from tests.sync.fakes import position, unit

pytestmark = pytest.mark.xdist_group("window")

FAR = [(48.3 + step * 0.1, 17.2 + step * 0.1) for step in range(2)]


def estonia(desk):
    desk.fill()


def slovakia(desk):
    desk.store.apply_units("v", [unit(f"P{number}", account="v") for number in range(len(FAR))])
    desk.store.apply_positions([position(f"P{n}", lat=lat, lon=lon, account="v") for n, (lat, lon) in enumerate(FAR)])


def fitted(desk):
    return desk.view.map.pane.map.state.value("view").get("bounds")


@pytest.mark.parametrize("order", [(estonia, slovakia), (slovakia, estonia)])
def test_the_larger_fleet_is_shown_whoever_answers_first(desk, order):
    for fill in order:
        fill(desk)
    south, west, north, east = fitted(desk)
    assert 58 <= south <= north <= 60
    assert 24 <= west <= east <= 28
    assert any(each.startswith("2 more are") for each in desk.window.notices.sentences)


@pytest.mark.map
def test_a_map_that_the_user_has_moved_stays(desk, qtbot):
    estonia(desk)
    pane = desk.view.map.pane
    with qtbot.waitSignal(pane.map.view_changed):
        pass
    pane.map.view_changed.emit(50.0, 10.0, 9.0)
    before = fitted(desk)
    slovakia(desk)
    assert fitted(desk) == before


def test_the_map_is_fitted_to_what_a_search_leaves(desk):
    estonia(desk)
    desk.view.vehicles.pane.search.setText("966AJJ")
    desk.window.actions_by_text["All that the list shows"].trigger()
    at = desk.store.fleet["m/966AJJ"].position
    assert fitted(desk) == [at.lat, at.lon, at.lat, at.lon]


def test_the_command_field_fits_the_map_to_an_account(desk):
    estonia(desk)
    slovakia(desk)
    found = dict(desk.view.map.feature.find("v", 9))
    found["On the map: all of v"]()
    assert fitted(desk) == [min(lat for lat, _ in FAR), FAR[0][1], max(lat for lat, _ in FAR), FAR[-1][1]]


def test_units_without_a_position_are_not_fitted_to(desk):
    estonia(desk)
    before = fitted(desk)
    desk.view.vehicles.pane.search.setText("001LST")
    desk.window.actions_by_text["All that the list shows"].trigger()
    assert fitted(desk) == before
    assert "None of these has a position." in desk.window.notices.sentences
