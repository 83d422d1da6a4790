"""A map that tests share is as it was at its start, or is not lent again."""

import pytest
from PySide6.QtCore import QObject

from tests.mapview.conftest import opened, unit
from tests.mapview.shared_desk import SharedDesk
from tests.mapview.test_task_pins import pin

pytestmark = pytest.mark.map

RING = [(25.0, 58.6), (25.4, 58.6), (25.4, 58.8), (25.0, 58.8), (25.0, 58.6)]


@pytest.fixture
def shared():
    made = SharedDesk(opened, patience_ms=300)
    yield made
    made.close()


def test_what_the_program_shows_is_taken_back_and_the_map_is_lent_again(shared, qtbot):
    desk = shared.lent(qtbot)
    desk.map.set_units([unit("m/1"), unit("m/2", 58.9, 25.9)])
    desk.map.set_selection(["m/1"])
    desk.map.tasks.update_pins([pin()])
    desk.map.show_area([[RING]])
    desk.map.layers.show(names=False, clusters=False)
    desk.look_at(58.7, 25.2, 9)
    desk.drag((400, 300), (350, 300), (300, 300))
    desk.map.set_tool("ruler")
    desk.settle()
    desk.click((300, 200))
    desk.click((500, 200))
    assert shared.take_back()
    assert shared.lent(qtbot) is desk


LEFT = {
    "a name": "(window.left = 1)",
    "a listener": "map_fleet.on('click', () => 1) && 1",
    "a layer": "L.marker([58.7, 25.2]).addTo(map_fleet) && 1",
    "a style": "(map_fleet.getPane('fleet').style.opacity = 0.5)",
}


@pytest.mark.parametrize("code", LEFT.values(), ids=list(LEFT))
def test_with_a_trace_in_the_page_it_is_not_lent_again(shared, qtbot, code):
    shared.lent(qtbot).js(code)
    assert not shared.take_back()


def test_with_a_listener_or_a_child_left_it_is_not_lent_again(shared, qtbot):
    heard = []
    shared.lent(qtbot).map.tasks.clicked.connect(heard.append)
    assert not shared.take_back()
    child = QObject(shared.lent(qtbot).map)
    assert not shared.take_back()
    del child


def test_a_page_that_was_loaded_anew_is_not_lent_again(shared, qtbot):
    desk = shared.lent(qtbot)
    with qtbot.waitSignal(desk.map.ready):
        desk.map.lifecycle.reload()
    assert not shared.take_back()
