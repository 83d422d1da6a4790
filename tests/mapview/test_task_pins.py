"""Pins of tasks on the real page: seen, hovered, pressed, clustered apart from vehicles."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from fleetdesk.domain.statuses import LATE, TASKS, UNASSIGNED
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.mapview.pins import DayRoad, MapPin, OpenTask
from fleetdesk.ui.widgets.theme import LIGHT
from tests.mapview.conftest import NONE, unit

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("map")]

CREATED, DONE = TASKS[TaskStatus.CREATED], TASKS[TaskStatus.COMPLETED]
HEAD = QPoint(0, -17)
FLAG = QPoint(12, -25)  # of a cluster
BESIDE_THE_MARK = HEAD - QPoint(6, 0)
HOVER = "document.querySelector('.fleet-hover')"


def pin(key="m/7", lat=58.7, lon=25.2, appearance=CREATED, **more):
    return MapPin(key, lat, lon, appearance, more.pop("label", key), more.pop("detail", "08:00–10:00"), **more)


def shown(desk, *pins):
    desk.map.tasks.update_pins(pins)
    desk.look_at(58.7, 25.2, 9)
    desk.settle()
    return desk.pixel(58.7, 25.2)


def colour(desk, at):
    """The colour on the screen at a point of the widget."""
    image = desk.map.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(at.x() * ratio), round(at.y() * ratio))


def coloured(desk, name, *, around):
    """How many pixels much like a colour of the theme there are within 24 pixels of a point."""
    wanted = np.array(QColor(getattr(LIGHT, name)).getRgb()[:3])
    image = desk.map.grab().toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    top, left = max(0, around.y() - 24), max(0, around.x() - 24)
    near = pixels[top : around.y() + 25, left : around.x() + 25, :3].astype(int)
    return int((np.abs(near - wanted).sum(axis=2) < 120).sum())


@pytest.mark.parametrize(("appearance", "name"), [(LATE, "late"), (CREATED, "assigned")])
def test_a_pin_has_the_colour_of_its_state(desk, qtbot, appearance, name):
    at = shown(desk, pin(appearance=appearance))
    qtbot.waitUntil(lambda: colour(desk, at + BESIDE_THE_MARK) == QColor(getattr(LIGHT, name)))


def test_a_pin_without_a_vehicle_is_hollow(desk, qtbot):
    at = shown(desk, pin(appearance=UNASSIGNED))
    qtbot.waitUntil(lambda: colour(desk, at + HEAD) == QColor(LIGHT.panel))
    assert coloured(desk, "unassigned", around=at + HEAD)


def test_a_pin_goes_with_its_task(desk, qtbot):
    at = shown(desk, pin())
    qtbot.waitUntil(lambda: colour(desk, at + BESIDE_THE_MARK) == QColor(LIGHT.assigned))
    desk.map.tasks.update_pins([], ["m/7"])
    qtbot.waitUntil(lambda: colour(desk, at + BESIDE_THE_MARK) != QColor(LIGHT.assigned))


def test_a_finished_task_has_a_small_pin(desk, qtbot):
    at = shown(desk, pin(appearance=DONE))
    above = at - QPoint(0, 22)  # of a small pin, where a large one still is
    qtbot.waitUntil(lambda: coloured(desk, "done", around=at + HEAD) > 20 and colour(desk, above) != QColor(LIGHT.done))


def test_the_pointer_is_told_name_and_window(desk, qtbot):
    at = shown(desk, pin(label="ORDER-7 <b>", detail="created · 08:00–10:00"))
    desk.hover(at + HEAD)
    lines = f"[...{HOVER}.children].map(e => e.textContent)"
    qtbot.waitUntil(lambda: desk.js(lines) == ["ORDER-7 <b>", "created · 08:00–10:00"])


@pytest.mark.parametrize(("keys", "ctrl"), [(NONE, False), (Qt.KeyboardModifier.ControlModifier, True)])
def test_a_click_names_the_task_and_no_place(desk, qtbot, keys, ctrl):
    at = shown(desk, pin())
    with qtbot.assertNotEmitted(desk.map.background_clicked), qtbot.waitSignal(desk.map.tasks.clicked) as heard:
        desk.click(at + HEAD, keys)
    assert heard.args == ["m/7", ctrl]


def test_a_double_click_opens_it(desk, qtbot):
    at = shown(desk, pin())
    with qtbot.waitSignal(desk.map.tasks.activated) as heard:
        desk.double_click(at + HEAD)
    assert heard.args == ["m/7"]


def test_the_right_button_asks_for_its_menu(desk, qtbot):
    at = shown(desk, pin()) + HEAD
    with qtbot.assertNotEmitted(desk.map.context_requested), qtbot.waitSignal(desk.map.tasks.menu_wanted) as heard:
        QTest.mouseClick(desk.target, Qt.MouseButton.RightButton, NONE, at)
    assert heard.args == ["m/7", at]


def test_of_a_vehicle_and_a_task_the_nearer_one_is_pressed(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    at = shown(desk, pin())
    with qtbot.waitSignal(desk.map.unit_clicked):
        desk.click(at)
    with qtbot.waitSignal(desk.map.tasks.clicked):
        desk.click(at + HEAD)


@pytest.fixture
def without_a_push(desk):
    """A map that rests where a drag ends; else one let go in motion takes the pin out of sight now and then."""
    desk.js("map_fleet.options.inertia = false")
    yield
    desk.js("map_fleet.options.inertia = true")


def test_a_pin_is_found_where_a_drag_of_the_map_has_taken_it(desk, without_a_push, qtbot):
    at = shown(desk, pin())
    elsewhere = lambda lat, lon, zoom: abs(lat - 58.7) > 0.01  # noqa: E731
    with qtbot.waitSignal(desk.map.view_changed, check_params_cb=elsewhere):  # it is said once the map rests
        desk.drag((400, 500), (430, 480), (460, 440))
    moved = desk.pixel(58.7, 25.2)
    assert moved != at
    with qtbot.waitSignal(desk.map.tasks.clicked):
        desk.click(moved + HEAD)


def test_tasks_cluster_apart_from_vehicles(desk, qtbot):
    desk.map.set_units([unit(f"m/{i}", lon=25.3, lat=58.7 + i * 1e-4) for i in range(2)])
    at = shown(desk, *(pin(f"m/{i}", lat=58.7 + i * 1e-4) for i in range(12)))
    desk.hover(at + FLAG)
    qtbot.waitUntil(lambda: desk.js(f"{HOVER}.textContent").startswith("12 tasks"))
    with qtbot.waitSignal(desk.map.tasks.cluster_clicked) as heard:
        desk.click(at + FLAG, Qt.KeyboardModifier.ControlModifier)
    assert set(heard.args[0]) == {f"m/{i}" for i in range(12)}


def test_a_cluster_has_the_colour_of_its_worst_task(desk, qtbot):
    late = pin("m/late", appearance=LATE)
    at = shown(desk, late, *(pin(f"m/{i}") for i in range(12)))
    qtbot.waitUntil(lambda: coloured(desk, "late", around=at + FLAG) > 30)
    assert not coloured(desk, "assigned", around=at + FLAG)


def test_the_open_task_is_in_no_cluster_and_marked(desk, qtbot):
    at = shown(desk, *(pin(f"m/{i}") for i in range(12)))
    desk.map.tasks.show_open(OpenTask("m/3", "", None))
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=at + HEAD) > 30)
    with qtbot.waitSignal(desk.map.tasks.clicked) as heard:
        desk.click(at - QPoint(0, 30))
    assert heard.args[0] == "m/3"


def test_a_line_leads_from_the_vehicle_over_the_start_to_the_open_task(desk, qtbot):
    desk.map.set_units([unit("m/1", 58.7, 24.6)])
    shown(desk, pin())
    desk.map.tasks.show_open(OpenTask("m/7", "m/1", (58.4, 24.9)))
    desk.settle()
    on_the_way = [desk.pixel(58.55, 24.75), desk.pixel(58.4, 24.9)]
    for place in on_the_way:
        qtbot.waitUntil(lambda place=place: coloured(desk, "accent", around=place) > 0)
    desk.map.tasks.show_open(None)
    for place in on_the_way:
        qtbot.waitUntil(lambda place=place: coloured(desk, "accent", around=place) == 0)


def test_the_line_goes_by_road_where_it_is_known_and_begins_where_the_vehicle_is(desk, qtbot):
    desk.map.set_units([unit("m/1", 58.7, 24.6)])
    shown(desk, pin())
    desk.map.tasks.show_open(OpenTask("m/7", "m/1", None))
    desk.settle()
    straight, on_the_way = desk.pixel(58.7, 24.9), desk.pixel(58.4, 24.6)
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=straight) > 0)
    desk.map.tasks.show_road([(24.2, 58.7), (24.6, 58.7), (24.6, 58.3), (25.0, 58.3), (25.0, 58.5)])
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=on_the_way) > 0)
    assert coloured(desk, "accent", around=straight) == 0
    assert coloured(desk, "accent", around=desk.pixel(58.7, 24.35)) == 0
    desk.map.tasks.show_road(())
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=straight) > 0)


def test_the_line_follows_the_vehicle(desk, qtbot):
    desk.map.set_units([unit("m/1", 58.7, 24.6)])
    shown(desk, pin())
    desk.map.tasks.show_open(OpenTask("m/7", "m/1", None))
    before = desk.pixel(58.7, 24.9)
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=before) > 0)
    desk.map.update_units([unit("m/1", 58.3, 25.2)])
    qtbot.waitUntil(lambda: coloured(desk, "accent", around=before) == 0)
    assert coloured(desk, "accent", around=desk.pixel(58.5, 25.2))


def test_the_day_of_a_vehicle_is_a_line_through_numbered_pins(desk, qtbot):
    desk.map.set_units([unit("m/1", 58.7, 24.6)])
    shown(desk, pin(number=1), pin("m/8", 58.4, 25.2, number=2))
    desk.map.tasks.show_routes([("m/1", ["m/7", "m/8"])])
    for place in (desk.pixel(58.7, 24.9), desk.pixel(58.5, 25.2)):
        qtbot.waitUntil(lambda place=place: coloured(desk, "town", around=place) > 0)


def test_the_day_goes_along_the_roads_where_they_are_known(desk, qtbot):
    desk.map.set_units([unit("m/1", 58.7, 24.6)])
    shown(desk, pin(number=1), pin("m/8", 58.4, 25.2, number=2))
    desk.map.tasks.show_routes([("m/1", ["m/7", "m/8"])])
    straight = desk.pixel(58.7, 24.9)
    qtbot.waitUntil(lambda: coloured(desk, "town", around=straight) > 0)
    around = ((24.6, 58.7), (24.6, 58.9), (25.2, 58.9), (25.2, 58.7))
    desk.map.tasks.show_day_roads({"m/1": DayRoad(around, ())})
    qtbot.waitUntil(lambda: coloured(desk, "town", around=desk.pixel(58.9, 24.9)) > 0)
    assert coloured(desk, "town", around=straight) == 0
    assert coloured(desk, "town", around=desk.pixel(58.5, 25.2))  # the rest is straight
    desk.map.tasks.show_day_roads({})
    qtbot.waitUntil(lambda: coloured(desk, "town", around=straight) > 0)


def test_pins_are_there_again_after_the_page_was_loaded_anew(desk, qtbot):
    at = shown(desk, pin())
    with qtbot.waitSignal(desk.map.ready):
        desk.page.triggerAction(desk.page.WebAction.Reload)
    desk.settle()
    with qtbot.waitSignal(desk.map.tasks.clicked):
        desk.click(at + HEAD)


def test_a_task_that_is_not_on_the_map_is_not_clicked(desk, qtbot):
    at = shown(desk, pin())
    forged = '{"t":"task","task":"m/9","ctrl":false}'
    with qtbot.waitSignal(desk.map.tasks.clicked) as heard:
        desk.js(f"document.dispatchEvent(new CustomEvent('fleetdesk-out', {{detail: '{forged}'}}))")
        desk.click(at + HEAD)
    assert heard.args[0] == "m/7"


def test_what_is_unchanged_is_not_sent_again(desk):
    shown(desk, pin())
    sent = desk.bridge.sent
    desk.map.tasks.update_pins([pin()])
    desk.map.tasks.set_selection([])
    desk.map.tasks.set_selection([])
    desk.settle()
    assert desk.bridge.sent <= sent + 1
