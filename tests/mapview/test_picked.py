"""A place of the form that is not saved is a pin on the real page, and can be dragged."""

import pytest
from PySide6.QtCore import QPoint

from fleetdesk.mapview import page
from tests.mapview.test_task_pins import coloured, pin, shown

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]

HEAD = QPoint(0, -25)
PICKED = "document.querySelectorAll('.fleet-picked').length"


def picked(desk, qtbot, *pins, **places):
    at = shown(desk, *pins)
    desk.map.tasks.show_picked(places or {"place": (58.7, 25.2)})
    qtbot.waitUntil(lambda: desk.js(PICKED) == max(len(places), 1))
    return at


def test_it_is_seen_where_it_was_picked(desk, qtbot):
    at = picked(desk, qtbot)
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=at + HEAD) > 60)


def test_it_is_dragged_and_says_where_to_and_the_map_stays(desk, qtbot):
    at = picked(desk, qtbot)
    before = desk.js("map_fleet.getCenter()")
    with qtbot.assertNotEmitted(desk.map.background_clicked), qtbot.waitSignal(desk.map.tasks.picked_moved) as moved:
        desk.drag(at + HEAD, at + HEAD + QPoint(20, 10), at + HEAD + QPoint(60, 40))
    name, lat, lon = moved.args
    assert name == "place"
    assert (lon, lat) == pytest.approx(desk.place(at.x() + 60, at.y() + 40), abs=0.02)
    assert desk.js("map_fleet.getCenter()") == before


def test_it_is_moved_and_taken_away_by_the_program(desk, qtbot):
    picked(desk, qtbot, place=(58.7, 25.2), start=(58.6, 25.0))
    desk.map.tasks.show_picked({"start": (58.5, 25.0)})
    qtbot.waitUntil(lambda: desk.js(PICKED) == 1)
    at = desk.pixel(58.5, 25.0)
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=at + HEAD) > 60)


def test_a_pin_below_it_is_not_lifted(desk, qtbot):
    at = picked(desk, qtbot, pin())
    with qtbot.assertNotEmitted(desk.map.tasks.lifted), qtbot.waitSignal(desk.map.tasks.picked_moved):
        desk.hover(at + HEAD)
        desk.drag(at + HEAD, at + HEAD + QPoint(20, 10), at + HEAD + QPoint(60, 40))


def test_the_page_with_it_is_whole(desk, qtbot):
    picked(desk, qtbot)
    wrong = []
    desk.page.runJavaScript(page.whole(), 0, wrong.append)
    qtbot.waitUntil(lambda: bool(wrong))
    assert wrong == [""]
