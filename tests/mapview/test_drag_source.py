"""A press on a sign that goes on as a drag lifts the unit off the map, and the page sees no more than a click."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt

from fleetdesk.mapview.drag_source import DragSource, Marked
from tests.mapview.conftest import LEFT, NO_BUTTON, NONE, unit
from tests.mapview.test_task_pins import pin, shown

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


def over_the_sign(desk, qtbot, *more):
    desk.map.set_units([unit("m/1"), *more])
    desk.settle()
    at = desk.pixel(58.7, 25.2)
    desk.hover(at)
    qtbot.waitUntil(lambda: desk.map.drag_source.over == Marked("m/1"))
    return at


def over_the_pin(desk, qtbot):
    at = shown(desk, pin("m/7")) + QPoint(0, -17)
    desk.hover(at)
    qtbot.waitUntil(lambda: desk.map.drag_source.over == Marked(task="m/7"))
    return at


def pull(desk, at, keys=NONE):
    desk.mouse(PRESS, at, LEFT, LEFT, keys)
    for step in (4, 30, 90):
        desk.mouse(MOVE, at + QPoint(step, step), NO_BUTTON, LEFT, keys)


def test_a_sign_is_lifted_once_and_the_map_stays(desk, qtbot):
    at, lifted = over_the_sign(desk, qtbot), []
    desk.map.unit_lifted.connect(lifted.append)
    before = desk.js("map_fleet.getCenter()")
    with qtbot.waitSignal(desk.map.unit_clicked):
        pull(desk, at)
    assert lifted == ["m/1"]
    desk.mouse(MOVE, at + QPoint(120, 120), NO_BUTTON, NO_BUTTON)
    assert desk.js("map_fleet.getCenter()") == before
    assert desk.js("map_fleet.dragging.enabled() && !map_fleet.dragging.moving()")


def test_a_click_with_a_trembling_hand_is_a_click(desk, qtbot):
    at = over_the_sign(desk, qtbot)
    with qtbot.assertNotEmitted(desk.map.unit_lifted), qtbot.waitSignal(desk.map.unit_clicked) as clicked:
        desk.mouse(PRESS, at, LEFT, LEFT)
        desk.mouse(MOVE, at + QPoint(3, 2), NO_BUTTON, LEFT)
        desk.mouse(RELEASE, at + QPoint(3, 2), LEFT, NO_BUTTON)
    assert clicked.args[0] == "m/1"


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier])
def test_with_a_key_held_nothing_is_lifted(desk, qtbot, keys):
    at = over_the_sign(desk, qtbot)
    with qtbot.assertNotEmitted(desk.map.unit_lifted):
        pull(desk, at, keys)
        desk.mouse(RELEASE, at, LEFT, NO_BUTTON, keys)


def test_the_ground_moves_the_map(desk, qtbot):
    over_the_sign(desk, qtbot)
    desk.hover(QPoint(650, 480))
    qtbot.waitUntil(lambda: desk.map.drag_source.over == Marked())
    with qtbot.assertNotEmitted(desk.map.unit_lifted), qtbot.waitSignal(desk.map.view_changed):
        desk.drag((650, 480), (600, 440), (500, 400))


def test_a_cluster_is_nobody(desk, qtbot):
    desk.map.set_units([unit(f"m/{number}", lat=58.7 + number * 1e-4) for number in range(30)])
    desk.settle()
    desk.look_at(58.7, 25.2, 7)
    desk.hover(desk.pixel(58.7, 25.2))
    desk.js("1")
    assert desk.map.drag_source.over == Marked()


def test_what_has_gone_meanwhile_is_not_lifted(desk, qtbot):
    at = over_the_sign(desk, qtbot)
    desk.map.update_units([], ["m/1"])
    with qtbot.assertNotEmitted(desk.map.unit_lifted):
        pull(desk, at)


def test_nothing_is_lifted_before_anything_was_hovered(qapp):
    assert DragSource().over == Marked()


def test_a_corner_of_the_area_wins_over_a_vehicle_below_it(desk, qtbot):
    at = over_the_sign(desk, qtbot)
    lon, lat = desk.place(at.x(), at.y())
    ring = ((lon, lat), (lon + 1, lat), (lon + 1, lat - 1), (lon, lat - 1), (lon, lat))
    desk.map.show_area([[ring]])
    desk.settle()
    desk.hover(at)
    qtbot.waitUntil(lambda: desk.map.drag_source.over == Marked())
    with qtbot.assertNotEmitted(desk.map.unit_lifted), qtbot.waitSignal(desk.map.shape_edited) as edited:
        desk.drag(at, at + QPoint(4, 4), at + QPoint(40, 30))
    assert edited.args[0].ring[0] != ring[0]


def test_a_click_on_a_corner_selects_no_vehicle(desk, qtbot):
    at = over_the_sign(desk, qtbot)
    lon, lat = desk.place(at.x(), at.y())
    ring = ((lon, lat), (lon + 1, lat), (lon + 1, lat - 1), (lon, lat - 1), (lon, lat))
    desk.map.show_area([[ring]])
    desk.settle()
    with qtbot.assertNotEmitted(desk.map.unit_clicked), qtbot.assertNotEmitted(desk.map.background_clicked):
        desk.click(at)
        desk.js("1")


def test_a_pin_is_lifted_once_and_the_map_stays(desk, qtbot):
    at, lifted = over_the_pin(desk, qtbot), []
    desk.map.tasks.lifted.connect(lifted.append)
    before = desk.js("map_fleet.getCenter()")
    with qtbot.assertNotEmitted(desk.map.unit_lifted), qtbot.waitSignal(desk.map.tasks.clicked):
        pull(desk, at)
    assert lifted == ["m/7"]
    assert desk.js("map_fleet.getCenter()") == before


def test_a_task_that_has_gone_meanwhile_is_not_lifted(desk, qtbot):
    at = over_the_pin(desk, qtbot)
    desk.map.tasks.update_pins([], ["m/7"])
    with qtbot.assertNotEmitted(desk.map.tasks.lifted):
        pull(desk, at)


def test_the_widget_knows_the_pin_under_a_point_and_none_of_a_cluster(desk, qtbot):
    at = shown(desk, pin("m/7"), pin("m/8", 58.9, 25.9)) + QPoint(0, -17)
    qtbot.waitUntil(lambda: desk.map.task_at(at) == "m/7")
    assert desk.map.task_at(at + QPoint(0, 40)) is None
    desk.map.tasks.update_pins([pin(f"m/{number}") for number in range(20, 30)])
    assert desk.map.task_at(at) is None
    desk.map.layers.show(names=True, clusters=False)
    assert desk.map.task_at(at) is not None
