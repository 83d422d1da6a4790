"""Signs, clusters, hover and selection on the real page, by real mouse events."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from fleetdesk.ui.widgets.theme import LIGHT
from tests.mapview.conftest import unit

pytestmark = pytest.mark.map

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HOVER = "document.querySelector('.fleet-hover')"


def hover_lines(desk):
    return desk.js(f"[...{HOVER}.children].map(e => e.textContent)")


def test_a_click_on_a_sign_names_the_unit(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    with qtbot.waitSignal(desk.map.unit_clicked) as heard:
        desk.click(desk.pixel(58.7, 25.2))
    assert heard.args == ["m/1", False, False]


def test_ctrl_and_shift_are_told(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    with qtbot.waitSignal(desk.map.unit_clicked) as heard:
        desk.click(desk.pixel(58.7, 25.2), CTRL)
    assert heard.args == ["m/1", True, False]


def test_a_double_click_opens_the_unit(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    with qtbot.waitSignal(desk.map.unit_activated) as heard:
        desk.double_click(desk.pixel(58.7, 25.2))
    assert heard.args == ["m/1"]


def test_a_click_beside_is_a_click_on_the_map(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    lon, lat = desk.place(600, 400)
    with qtbot.waitSignal(desk.map.background_clicked) as heard:
        desk.click((600, 400))
    assert heard.args == pytest.approx([lat, lon], abs=1e-6)


def test_the_right_button_tells_place_and_unit(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    at = desk.pixel(58.7, 25.2)
    with qtbot.waitSignal(desk.map.context_requested) as heard:
        QTest.mouseClick(desk.target, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    lat, lon, key, place = heard.args
    assert (lat, lon) == pytest.approx((58.7, 25.2), abs=0.02)
    assert key == "m/1"
    assert place == desk.map.mapToGlobal(at)


def test_shift_and_a_drag_select_a_box(desk, qtbot):
    (west, north), (east, south) = desk.place(200, 150), desk.place(420, 380)
    before = desk.js("map_fleet.getCenter().lng")
    with qtbot.waitSignal(desk.map.box_selected) as heard:
        desk.drag((200, 150), (300, 200), (420, 380), keys=SHIFT)
    assert heard.args[:4] == pytest.approx([south, west, north, east], abs=1e-5)
    assert heard.args[4] == "replace"
    assert desk.js("map_fleet.getCenter().lng") == before


def test_a_drag_moves_the_map_and_the_place_is_told(desk, qtbot):
    with qtbot.waitSignal(desk.map.view_changed) as heard:
        desk.drag((400, 300), (350, 300), (300, 300))
    assert heard.args[1] == pytest.approx(desk.js("map_fleet.getCenter().lng"))


def test_the_wheel_zooms(desk, qtbot):
    zoom = desk.js("map_fleet.getZoom()")
    with qtbot.waitSignal(desk.map.view_changed) as heard:
        desk.wheel((400, 300), 2)
    assert heard.args[2] > zoom


def test_hover_names_the_unit(desk, qtbot):
    desk.map.set_units([unit("m/1", label="482 PRK")])
    desk.map.unit_hovered.connect(lambda key: desk.map.say_hovered(key, "Scania · stopped 3 h", "", "Pikk, Tartu"))
    desk.settle()
    desk.hover(desk.pixel(58.7, 25.2))
    qtbot.waitUntil(lambda: hover_lines(desk) == ["482 PRK", "Scania · stopped 3 h", "Pikk, Tartu"])
    desk.hover((10, 500))
    qtbot.waitUntil(lambda: desk.js(f"{HOVER}.hidden"))


@pytest.fixture
def crowd(desk):
    desk.map.set_units([unit(f"m/{i:02}", lat=58.7 + i / 1e4, label=f"PLATE {i:02}") for i in range(20)])
    desk.settle()
    return desk


def test_hover_names_the_members_of_a_cluster(crowd, qtbot):
    crowd.hover(crowd.pixel(58.701, 25.2))
    qtbot.waitUntil(lambda: not crowd.js(f"{HOVER}.hidden"))
    lines = hover_lines(crowd)
    assert lines[0] == "20 units"
    assert len(lines) == 10
    assert all(line.startswith("PLATE") for line in lines[1:9])
    assert lines[9] == "and 12 more"


def test_a_click_on_a_cluster_zooms_in(crowd, qtbot):
    nearer = lambda lat, lon, zoom: zoom > 7  # noqa: E731 - the view as it was may still be told
    with qtbot.waitSignal(crowd.map.view_changed, check_params_cb=nearer) as heard:
        crowd.click(crowd.pixel(58.701, 25.2))
    lat, lon, _ = heard.args
    assert (lat, lon) == pytest.approx((58.701, 25.2), abs=0.02)


def test_ctrl_and_a_click_on_a_cluster_name_its_members(crowd, qtbot):
    with qtbot.waitSignal(crowd.map.cluster_clicked) as heard:
        crowd.click(crowd.pixel(58.701, 25.2), CTRL)
    assert sorted(heard.args[0]) == [f"m/{i:02}" for i in range(20)]
    assert heard.args[1] is True


def test_a_selected_unit_leaves_the_cluster_and_stands_beside_it(crowd, qtbot):
    crowd.map.set_selection(["m/19"])
    crowd.settle()
    middle = crowd.pixel(58.701, 25.2)
    crowd.hover((middle.x(), middle.y() + 16))
    qtbot.waitUntil(lambda: not crowd.js(f"{HOVER}.hidden"))
    assert hover_lines(crowd)[0] == "19 units"
    with qtbot.waitSignal(crowd.map.unit_clicked) as heard:
        crowd.click(middle - QPoint(0, 34))
    assert heard.args[0] == "m/19"


def test_a_filter_takes_units_out_of_the_cluster(crowd, qtbot):
    crowd.map.set_filter(frozenset(f"m/{i:02}" for i in range(10)))
    crowd.settle()
    crowd.hover(crowd.pixel(58.7, 25.2))
    qtbot.waitUntil(lambda: not crowd.js(f"{HOVER}.hidden"))
    assert hover_lines(crowd)[0] == "10 units"


def test_units_on_one_spot_are_spread_when_zoomed_in(desk, qtbot):
    desk.map.set_units([unit(f"m/{i}") for i in range(3)])
    desk.settle()
    desk.look_at(58.7, 25.2, 16)
    middle = desk.pixel(58.7, 25.2)
    found = set()
    for turn in ((0, -18), (16, 9), (-16, 9)):
        with qtbot.waitSignal(desk.map.unit_clicked) as heard:
            desk.click((middle.x() + turn[0], middle.y() + turn[1]))
        found.add(heard.args[0])
    assert found == {"m/0", "m/1", "m/2"}


def test_follow_keeps_the_unit_in_the_middle(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.map.follow("m/1")
    desk.settle()
    desk.map.update_units([unit("m/1", lat=59.0, lon=25.9)])
    qtbot.waitUntil(lambda: desk.js("map_fleet.getCenter().lng") == pytest.approx(25.9, abs=0.01))


def test_a_drag_ends_following(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    desk.map.follow("m/1")
    desk.settle()
    with qtbot.waitSignal(desk.map.follow_ended):
        desk.drag((500, 300), (450, 300), (400, 300))


def test_fit_shows_the_whole_fleet(desk, qtbot):
    desk.map.set_units([unit("a", 57.6, 22.0), unit("b", 59.6, 28.0)])
    with qtbot.waitSignal(desk.map.view_changed):
        desk.map.fit()
    qtbot.waitUntil(lambda: desk.js("map_fleet.getBounds().contains([[57.6, 22.0], [59.6, 28.0]])"))


def test_ten_thousand_units_are_one_message(desk, qtbot):
    sent = desk.bridge.sent
    fleet = [unit(f"m/{i}", 54 + i % 100 / 20, 20 + i // 100 / 12, state="moving") for i in range(10_000)]
    with qtbot.waitSignal(desk.map.drawn, timeout=10_000) as heard:
        desk.map.set_units(fleet)
    assert heard.args[1] == 10_000
    assert desk.bridge.sent == sent + 1


def test_changes_in_quick_succession_are_merged(desk):
    desk.map.set_units([unit(f"m/{i}") for i in range(100)])
    desk.settle()
    sent = desk.bridge.sent
    for step in range(200):
        desk.map.update_units([unit(f"m/{step % 100}", lat=58 + step / 1000)])
    desk.settle()
    assert desk.bridge.sent - sent == 1


def test_one_message_at_a_time_and_the_next_has_all_that_came_meanwhile(desk, qtbot):
    desk.map.set_units([unit(f"m/{i}") for i in range(100)])
    desk.settle()
    sent = desk.bridge.sent
    seen = []
    desk.map.drawn.connect(lambda seq, units, ms: seen.append(units))
    for step in range(20):
        desk.map.update_units([unit(f"n/{step}")])
        with qtbot.waitSignal(desk.map.drawn):
            pass
    assert desk.bridge.sent - sent == 20
    assert seen == list(range(101, 121))


def test_an_unchanged_fleet_is_not_sent_again(desk):
    desk.map.set_units([unit("m/1")])
    desk.settle()
    sent = desk.bridge.sent
    desk.map.update_units([unit("m/1")])
    desk.settle()
    assert desk.bridge.sent == sent


def test_the_widget_knows_what_lies_under_a_point(desk, qtbot):
    desk.map.set_units([unit("m/1"), unit("m/2", 58.9, 25.9)])
    desk.look_at(58.8, 25.4, 8.5)
    at = desk.pixel(58.9, 25.9)
    qtbot.waitUntil(lambda: desk.map.unit_at(at) == "m/2")
    assert desk.map.unit_at(at + QPoint(40, 0)) is None


def test_a_unit_that_is_not_on_the_map_is_not_clicked(desk, qtbot):
    forged = '{"t":"unit","key":"m/9","ctrl":false,"shift":false}'
    desk.map.set_units([unit("m/1")])
    desk.settle()
    with qtbot.assertNotEmitted(desk.map.unit_clicked):
        desk.js(f"document.dispatchEvent(new CustomEvent('fleetdesk-out', {{detail: '{forged}'}}))")
        with qtbot.waitSignal(desk.map.background_clicked):
            desk.click((600, 500))


def ring_colour(desk):
    """The colour of the ring of the only cluster, as it is on the screen."""
    at = desk.pixel(58.70095, 25.2) + QPoint(17, 0)
    return desk.map.grab().toImage().pixelColor(at)


def test_the_ring_of_a_cluster_fades_with_its_units(crowd, qtbot):
    stopped = QColor(LIGHT.stopped)
    qtbot.waitUntil(lambda: abs(ring_colour(crowd).green() - stopped.green()) < 25)
    crowd.map.update_units([unit(f"m/{i:02}", lat=58.7 + i / 1e4, fade=3) for i in range(20)])
    crowd.settle()
    qtbot.waitUntil(lambda: ring_colour(crowd).green() > stopped.green() + 60)


def test_signs_that_lie_on_each_other_do_not_change_places_with_the_order_in_which_they_came(desk):
    heap = [unit(f"m/{i}", 58.7 + i * 2e-3, 25.2, "stopped" if i % 2 else "moving") for i in range(4)]
    pictures = []
    for fleet in (heap, heap[::-1]):
        desk.map.set_units(fleet)
        desk.look_at(58.7, 25.2, 9)
        desk.settle()
        pictures.append(desk.map.picture())
    assert pictures[0] == pictures[1]
