"""Streets of a vector map are drawn by our own rules, whichever schema it has; beside them stays what was there."""

import pytest
from PySide6.QtGui import QColor

from fleetdesk.streets.stores import open_file
from fleetdesk.streets.tiles import TileSource, corner
from fleetdesk.ui.widgets.theme import DARK, LIGHT
from tests.mapview.conftest import opened
from tests.streets.maps import make_pmtiles, street_tile

pytestmark = pytest.mark.map
ZOOM, X, Y = 14, 9339, 4901
MIDDLE, BESIDE = (400, 300), (400, 200)


@pytest.fixture
def desk(own_desk):
    """A page of its own for each test."""
    return own_desk


@pytest.fixture
def streets(tmp_path):
    """Returns the file of a schema whose one tile, with a motorway across, lies in the middle of the view."""

    def made(schema, **header):
        return make_pmtiles(tmp_path / f"{schema}.pmtiles", {(ZOOM, X, Y): street_tile(schema)}, **header)

    return made


def show(desk, file):
    source = TileSource(file=str(file))
    desk.map.streets.show(source, open_file(source))


def colour(desk, at):
    return QColor(desk.map.grab().toImage().pixel(*at)).name()


def look(desk):
    desk.look_at(*corner(ZOOM, X + 0.5, Y + 0.5), ZOOM)


@pytest.mark.parametrize("schema", ["protomaps", "openmaptiles", "shortbread"])
def test_roads_are_drawn_of_every_schema(desk, qtbot, streets, schema):
    show(desk, streets(schema))
    look(desk)
    qtbot.waitUntil(lambda: colour(desk, MIDDLE) == LIGHT.main_road)
    assert colour(desk, BESIDE) == LIGHT.land


def test_roads_take_the_colours_of_the_dark_look(qtbot, streets):
    with opened(qtbot, DARK) as desk:
        show(desk, streets("protomaps"))
        look(desk)
        qtbot.waitUntil(lambda: colour(desk, MIDDLE) == DARK.main_road)


def test_where_the_map_holds_nothing_the_backdrop_stays(desk, qtbot, streets):
    desk.look_at(59.9, 21.0, ZOOM)  # open sea
    qtbot.waitUntil(lambda: colour(desk, MIDDLE) == LIGHT.water)
    show(desk, streets("openmaptiles"))
    asked = desk.map.lifecycle.handler
    qtbot.waitUntil(lambda: desk.js("document.querySelectorAll('canvas.leaflet-tile-loaded').length") > 0)
    qtbot.waitUntil(lambda: asked.waiting == 0)
    assert colour(desk, MIDDLE) == LIGHT.water


def test_streets_that_begin_at_a_finer_zoom_do_not_move_the_map(desk, streets):
    desk.look_at(58.7, 25.2, 5)
    show(desk, streets("protomaps"))
    desk.settle()
    assert desk.js("map_fleet.getZoom()") == 5


def test_a_place_wanted_while_the_map_zooms_is_shown(desk, qtbot):
    desk.look_at(58.7, 25.2, 7)
    desk.js("map_fleet.setZoom(8, {animate: true}) && 1")
    desk.map.center_on(48.15, 17.11, 12)
    qtbot.waitUntil(lambda: desk.js("[map_fleet.getZoom(), Math.round(map_fleet.getCenter().lat)]") == [12, 48])
