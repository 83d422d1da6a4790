"""Near enough for streets, a map without any says so and leads to some; a server that fails is told of once."""

import pytest

from fleetdesk.profile.settings import Tiles
from fleetdesk.ui.map.street_dialog import StreetDialog
from fleetdesk.ui.map.street_hint import FROM_ZOOM, StreetHint
from tests.streets.maps import make_pmtiles, street_tile
from tests.waiting import until

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("window")]
TARTU, MUNICH = (58.38, 26.72), (48.14, 11.58)


@pytest.fixture
def hint(desk, qtbot):
    view = desk.view.map.pane.map
    qtbot.waitUntil(lambda: view.view is not None)
    return view.findChild(StreetHint)


def look(desk, qtbot, place, zoom):
    view = desk.view.map.pane.map
    view.center_on(*place, zoom)
    qtbot.waitUntil(lambda: view.view.zoom == zoom and abs(view.view.lat - place[0]) < 0.01)


def test_it_comes_where_the_backdrop_ends_and_goes_again(desk, qtbot, hint):
    seen = []
    for zoom in (FROM_ZOOM - 1, FROM_ZOOM, FROM_ZOOM - 2):
        look(desk, qtbot, TARTU, zoom)
        seen.append(hint.isVisible())
    assert seen == [False, True, False]


def test_it_opens_the_choice_of_street_maps(desk, qtbot, hint):
    look(desk, qtbot, TARTU, FROM_ZOOM)
    hint.choose.click()
    dialog = desk.window.findChild(StreetDialog)
    assert dialog.isVisible()
    dialog.close()


async def test_a_street_map_takes_it_away_where_that_holds_streets(desk, tmp_path):
    """The file's box is Estonia."""
    file = make_pmtiles(tmp_path / "a.pmtiles", {(7, 73, 39): street_tile("protomaps")})
    view = desk.view.map.pane.map
    hint = view.findChild(StreetHint)
    await until(lambda: view.view is not None)
    view.center_on(*TARTU, FROM_ZOOM)
    await until(hint.isVisible)
    desk.view.map.streets.show_tiles(Tiles(str(file)))
    await until(hint.isHidden)
    view.center_on(*MUNICH, FROM_ZOOM)
    await until(hint.isVisible)


def test_a_server_that_fails_is_said_and_the_local_names_come_back(desk):
    streets, view = desk.view.map.streets, desk.view.map.pane.map
    streets.say_failing("It has a fault of its own.")
    assert view.state.value("streets_fail")
    assert any("shows what it has itself. It has a fault" in each for each in desk.window.notices.sentences)
    streets.say_failing("")
    assert not view.state.value("streets_fail")
