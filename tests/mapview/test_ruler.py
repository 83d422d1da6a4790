"""The ruler tells how far it is from click to click, by mouse and by keyboard, and leaves nothing behind."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

pytestmark = pytest.mark.map
LABEL = "(document.querySelector('.fleet-ruler') || {}).textContent || ''"


def told(desk):
    return desk.js(LABEL)


def far(desk, *pixels):
    """How far it is between places on the screen, in metres, as Leaflet computes it."""
    places = [list(desk.place(*at)[::-1]) for at in pixels]
    return sum(desk.js(f"map_fleet.distance({one}, {other})") for one, other in pairwise(places))


def test_it_tells_the_length_from_click_to_click(desk, qtbot):
    desk.look_at(58.7, 25.2, 9)
    desk.map.set_tool("ruler")
    desk.settle()
    for at in ((300, 200), (500, 200), (500, 400)):
        desk.click(at)
    expected = far(desk, (300, 200), (500, 200), (500, 400)) / 1000
    near = pytest.approx(expected, rel=0.002)
    qtbot.waitUntil(lambda: told(desk).endswith(" km") and float(told(desk).removesuffix(" km")) == near)


def test_below_a_kilometre_it_tells_metres(desk, qtbot):
    desk.look_at(58.7, 25.2, 17)
    desk.map.set_tool("ruler")
    desk.settle()
    for at in ((300, 200), (500, 200)):
        desk.click(at)
    near = pytest.approx(far(desk, (300, 200), (500, 200)), abs=10)
    qtbot.waitUntil(lambda: told(desk).endswith(" m") and int(told(desk).removesuffix(" m")) == near)


def test_backspace_takes_a_place_back_and_escape_all(desk, qtbot):
    desk.map.set_tool("ruler")
    desk.settle()
    for at in ((300, 200), (500, 200)):
        desk.click(at)
    qtbot.waitUntil(lambda: told(desk) != "")
    short = told(desk)
    desk.click((500, 400))
    qtbot.waitUntil(lambda: told(desk) != short)
    desk.key(Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: told(desk) == short)
    with qtbot.waitSignal(desk.map.tool_changed):
        desk.key(Qt.Key.Key_Escape)
    assert desk.map.tool == "select"
    qtbot.waitUntil(lambda: told(desk) == "")


def test_m_and_the_arrows_measure_without_a_mouse(desk, qtbot):
    desk.map.set_single_keys(True)
    desk.settle()
    with qtbot.waitSignal(desk.map.tool_changed):
        desk.key(Qt.Key.Key_M)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, *[Qt.Key.Key_Down] * 5, Qt.Key.Key_Return):
        desk.key(key)
    qtbot.waitUntil(lambda: told(desk).endswith(" km"))
    assert desk.map.tool == "ruler"


def test_it_draws_no_area_and_selects_nothing(desk, qtbot):
    heard = []
    for signal in (desk.map.shape_drawn, desk.map.background_clicked, desk.map.unit_clicked):
        signal.connect(lambda *what: heard.append(what))
    desk.map.set_tool("ruler")
    desk.settle()
    for at in ((300, 200), (500, 200)):
        desk.click(at)
    qtbot.waitUntil(lambda: told(desk) != "")
    assert heard == []
