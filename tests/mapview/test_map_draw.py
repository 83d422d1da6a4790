"""Areas drawn, taken back and changed by real mouse and key events."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from fleetdesk.mapview.shapes import crossing
from tests.mapview.conftest import unit

pytestmark = pytest.mark.map

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
SQUARE = [(200, 150), (500, 160), (480, 400), (220, 390)]
VERTICES = "document.querySelectorAll('.marker-icon:not(.marker-icon-middle)')"
MIDDLES = "document.querySelectorAll('.marker-icon-middle')"


def start(desk, tool):
    desk.map.set_tool(tool)
    desk.settle()


def corners(desk, stops):
    for stop in stops:
        desk.click(stop)
        desk.js("1")


def near(desk, ring, pixels, within=1.5):
    """Whether the ring's corners are those pixels, in any order."""
    found = [desk.pixel(lat, lon) for lon, lat in ring[:-1]]
    return len(found) == len(pixels) and all(
        min(math.hypot(at.x() - x, at.y() - y) for at in found) <= within for x, y in pixels
    )


def test_a_polygon_closed_at_its_first_corner(desk, qtbot):
    start(desk, "polygon")
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        corners(desk, [*SQUARE, SQUARE[0]])
    shape = heard.args[0]
    assert (shape.kind, shape.mode) == ("polygon", "replace")
    assert shape.ring[0] == shape.ring[-1]
    assert near(desk, shape.ring, SQUARE)


def test_a_polygon_closed_by_a_double_click(desk, qtbot):
    start(desk, "polygon")
    corners(desk, SQUARE[:-1])
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.double_click(SQUARE[-1])
    assert near(desk, heard.args[0].ring, SQUARE)


def test_a_polygon_closed_by_enter(desk, qtbot):
    start(desk, "polygon")
    corners(desk, SQUARE)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.key(Qt.Key.Key_Return)
    assert near(desk, heard.args[0].ring, SQUARE)


@pytest.mark.parametrize(("keys", "mode"), [(SHIFT, "add"), (ALT, "subtract")])
def test_the_key_held_at_the_close_adds_or_takes_away(desk, qtbot, keys, mode):
    start(desk, "polygon")
    corners(desk, SQUARE)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.click(SQUARE[0], keys)
    assert heard.args[0].mode == mode


def test_a_closed_shape_puts_the_tool_down(desk, qtbot):
    start(desk, "polygon")
    with qtbot.waitSignals([desk.map.shape_drawn, desk.map.tool_changed]):
        corners(desk, [*SQUARE, SQUARE[0]])
    assert desk.map.tool == "select"


def test_the_click_that_closes_is_no_click_on_the_map(desk, qtbot):
    desk.map.set_units([unit("m/1", *desk.place(*SQUARE[0])[::-1])])
    start(desk, "polygon")
    with qtbot.assertNotEmitted(desk.map.background_clicked), qtbot.assertNotEmitted(desk.map.unit_clicked):
        with qtbot.waitSignal(desk.map.tool_changed):
            corners(desk, SQUARE)
            desk.double_click(SQUARE[0])
        desk.js("1")


def test_backspace_takes_the_last_corner_back(desk, qtbot):
    start(desk, "polygon")
    corners(desk, [*SQUARE[:3], (600, 500)])
    desk.key(Qt.Key.Key_Backspace)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        corners(desk, [SQUARE[3], SQUARE[0]])
    assert near(desk, heard.args[0].ring, SQUARE)


def test_backspace_on_the_first_corner_keeps_the_tool(desk, qtbot):
    start(desk, "polygon")
    corners(desk, [(600, 500)])
    desk.key(Qt.Key.Key_Backspace)
    desk.key(Qt.Key.Key_Backspace)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        corners(desk, [*SQUARE, SQUARE[0]])
    assert near(desk, heard.args[0].ring, SQUARE)


@pytest.mark.parametrize("tool", ["polygon", "rectangle", "circle", "lasso"])
def test_escape_gives_up(desk, qtbot, tool):
    start(desk, tool)
    desk.click(SQUARE[0])
    with qtbot.assertNotEmitted(desk.map.shape_drawn), qtbot.waitSignal(desk.map.tool_changed):
        desk.key(Qt.Key.Key_Escape)
    assert desk.map.tool == "select"
    assert desk.js("document.querySelectorAll('.leaflet-overlay-pane path').length") == 0


def test_while_drawing_escape_belongs_to_the_drawing(desk, qtbot):
    stolen = []
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), desk.map)
    shortcut.activated.connect(lambda: stolen.append(1))
    start(desk, "polygon")
    with qtbot.waitSignal(desk.map.tool_changed):
        desk.key(Qt.Key.Key_Escape)
    assert not stolen


def test_a_polygon_that_crosses_itself_is_refused_in_words_and_stays_open(desk, qtbot):
    start(desk, "polygon")
    corners(desk, [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]])
    with qtbot.waitSignal(desk.map.shape_refused) as heard:
        desk.click(SQUARE[0])
    assert "crosses itself" in heard.args[0]
    assert desk.map.tool == "polygon"


def test_two_corners_are_refused_in_words(desk, qtbot):
    start(desk, "polygon")
    corners(desk, SQUARE[:2])
    with qtbot.waitSignal(desk.map.shape_refused) as heard:
        desk.key(Qt.Key.Key_Return)
    assert "three corners" in heard.args[0]


def test_a_rectangle_is_dragged(desk, qtbot):
    start(desk, "rectangle")
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.drag((200, 150), (300, 200), (460, 350))
    assert heard.args[0].kind == "rectangle"
    assert near(desk, heard.args[0].ring, [(200, 150), (460, 150), (460, 350), (200, 350)])


def test_a_rectangle_by_two_clicks(desk, qtbot):
    start(desk, "rectangle")
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        corners(desk, [(200, 150), (460, 350)])
    assert near(desk, heard.args[0].ring, [(200, 150), (460, 150), (460, 350), (200, 350)])


def test_a_circle_has_its_middle_and_its_radius(desk, qtbot):
    start(desk, "circle")
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.drag((400, 300), (430, 300), (500, 300), keys=SHIFT)
    shape = heard.args[0]
    assert (shape.kind, shape.mode, len(shape.ring)) == ("circle", "add", 65)
    assert shape.center == pytest.approx(desk.place(400, 300), abs=1e-6)
    assert shape.radius_m == pytest.approx(
        desk.js(
            "map_fleet.distance(map_fleet.containerPointToLatLng([400, 300]),"
            " map_fleet.containerPointToLatLng([500, 300]))"
        )
    )
    distances = [math.dist(desk.pixel(lat, lon).toTuple(), (400, 300)) for lon, lat in shape.ring[::8]]
    assert distances == pytest.approx([100] * 9, abs=2.5)


def test_a_lasso_is_a_simple_ring_of_at_most_200_points(desk, qtbot):
    start(desk, "lasso")
    loop = [(400 + round(150 * math.cos(i / 40)), 300 + round(120 * math.sin(i / 40))) for i in range(265)]
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.drag(*loop)
    shape = heard.args[0]
    assert shape.kind == "lasso"
    assert 12 < len(shape.ring) <= 201
    assert not crossing(shape.ring)
    far = [math.hypot((at.x() - 400) / 150, (at.y() - 300) / 120) for at in (desk.pixel(y, x) for x, y in shape.ring)]
    assert all(0.94 < share < 1.06 for share in far)


def test_a_lasso_whose_ends_overlap_keeps_the_large_loop(desk, qtbot):
    start(desk, "lasso")
    loop = [(400 + round(150 * math.cos(i / 20)), 300 + round(120 * math.sin(i / 20))) for i in range(140)]
    overshoot = [(x + 12 * (i > 120), y) for i, (x, y) in enumerate(loop)]
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.drag(*overshoot)
    ring = heard.args[0].ring
    assert not crossing(ring)
    pixels = [desk.pixel(lat, lon) for lon, lat in ring]
    assert max(at.x() for at in pixels) - min(at.x() for at in pixels) > 280


def test_a_shape_too_small_is_refused_in_words(desk, qtbot):
    start(desk, "lasso")
    with qtbot.waitSignal(desk.map.shape_refused) as heard:
        desk.drag((300, 300), (301, 301))
    assert "too small" in heard.args[0]


def ring_at(desk, pixels):
    ring = [list(desk.place(*at)) for at in pixels]
    return [*ring, ring[0]]


@pytest.fixture
def area(desk, qtbot):
    desk.map.show_area([[ring_at(desk, SQUARE)]])
    desk.settle()
    qtbot.waitUntil(lambda: desk.js(f"{VERTICES}.length") == 4)
    return desk


def test_a_corner_is_dragged(area, qtbot):
    with qtbot.waitSignal(area.map.shape_edited) as heard:
        area.drag(SQUARE[0], (180, 140), (150, 120))
    assert near(area, heard.args[0].ring, [(150, 120), *SQUARE[1:]], within=3)
    assert heard.args[0].index == 0


def test_the_middle_of_a_side_adds_a_corner(area, qtbot):
    middle = area.js(f"(b => [b.x + b.width / 2, b.y + b.height / 2])({MIDDLES}[0].getBoundingClientRect())")
    at = tuple(map(round, middle))
    with qtbot.waitSignal(area.map.shape_edited) as heard:
        area.drag(at, (at[0], at[1] - 20), (at[0], at[1] - 60))
    assert len(heard.args[0].ring) == 6


def test_a_double_click_on_a_corner_removes_it(area, qtbot):
    with qtbot.waitSignal(area.map.shape_edited) as heard:
        area.double_click(SQUARE[1])
    assert near(area, heard.args[0].ring, [SQUARE[0], *SQUARE[2:]])


def test_an_edit_that_crosses_is_taken_back(area, qtbot):
    with qtbot.waitSignal(area.map.shape_refused), qtbot.assertNotEmitted(area.map.shape_edited):
        area.drag(SQUARE[0], (400, 300), (600, 300))
    assert area.js(f"{VERTICES}.length") == 4
    with qtbot.waitSignal(area.map.shape_edited) as heard:
        area.drag(SQUARE[2], (490, 420), (500, 430))
    assert near(area, heard.args[0].ring, [*SQUARE[:2], (500, 430), SQUARE[3]], within=3)


def test_units_under_an_area_can_be_clicked(area, qtbot):
    area.map.set_units([unit("m/1", *area.place(350, 280)[::-1])])
    area.settle()
    with qtbot.waitSignal(area.map.unit_clicked) as heard:
        area.click((350, 280))
    assert heard.args[0] == "m/1"


def test_an_area_with_a_hole_and_an_island(desk, qtbot):
    hole = ring_at(desk, [(300, 250), (400, 250), (350, 320)])
    island = ring_at(desk, [(600, 100), (700, 100), (650, 180)])
    desk.map.show_area([[ring_at(desk, SQUARE), hole], [island]])
    desk.settle()
    assert desk.js(f"{VERTICES}.length") == 10
    with qtbot.waitSignal(desk.map.shape_edited) as heard:
        desk.drag((650, 180), (650, 200), (650, 230))
    assert (heard.args[0].index, heard.args[0].holes) == (1, ())
    with qtbot.waitSignal(desk.map.shape_edited) as heard:
        desk.drag((350, 320), (350, 330), (350, 350))
    assert heard.args[0].index == 0
    assert near(desk, heard.args[0].holes[0], [(300, 250), (400, 250), (350, 350)], within=3)


def test_the_area_goes(area):
    area.map.clear_area()
    area.settle()
    assert area.js(f"{VERTICES}.length") == 0
    assert area.js("document.querySelectorAll('.leaflet-overlay-pane path').length") == 0


def test_corners_are_hidden_while_drawing(area):
    start(area, "polygon")
    assert (
        area.js(f"[...{VERTICES}].filter(e => e.draggable || e.classList.contains('leaflet-marker-draggable')).length")
        == 0
    )


def test_the_fleet_stays_live_while_drawing(desk, qtbot):
    desk.map.set_units([unit("m/1")])
    start(desk, "polygon")
    corners(desk, SQUARE[:2])
    with qtbot.waitSignal(desk.map.drawn) as heard:
        desk.map.update_units([unit("m/2", 58.9)])
    assert heard.args[1] == 2
    with qtbot.waitSignal(desk.map.shape_drawn):
        corners(desk, [*SQUARE[2:], SQUARE[0]])


@pytest.mark.parametrize(("key", "tool"), [("P", "polygon"), ("L", "lasso"), ("R", "rectangle"), ("C", "circle")])
def test_a_key_on_the_page_takes_up_a_tool(desk, qtbot, key, tool):
    with qtbot.waitSignal(desk.map.tool_changed) as heard:
        desk.key(getattr(Qt.Key, f"Key_{key}"))
    assert heard.args == [tool]


def test_single_keys_can_be_switched_off(desk, qtbot):
    desk.map.set_single_keys(False)
    desk.settle()
    with qtbot.assertNotEmitted(desk.map.tool_changed), qtbot.waitSignal(desk.map.background_clicked):
        desk.key(Qt.Key.Key_P)
        desk.click((600, 500))


def test_an_unanswered_shape_goes_when_the_next_is_begun(desk, qtbot):
    start(desk, "rectangle")
    with qtbot.waitSignals([desk.map.shape_drawn, desk.map.tool_changed]):
        desk.drag((200, 150), (300, 200), (460, 350))
    assert desk.js("document.querySelectorAll('.leaflet-overlay-pane path').length") == 1
    start(desk, "rectangle")
    assert desk.js("document.querySelectorAll('.leaflet-overlay-pane path').length") == 0


NAMES = [
    "Select",
    "Draw polygon",
    "Draw rectangle",
    "Draw circle",
    "Lasso",
    "Measure distance",
    "Clear area",
    "Fit fleet",
    "What the map shows",
]

MODE_NAMES = ["New area", "Add to the area", "Take from the area"]


def button(desk, name):
    return next(found for found in desk.map.findChildren(QToolButton) if found.accessibleName() == name)


def test_the_tools_are_real_buttons(desk):
    assert [found.accessibleName() for found in desk.map.findChildren(QToolButton)] == [*NAMES, *MODE_NAMES]
    for found in desk.map.findChildren(QToolButton):
        assert found.toolTip()
        assert found.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_button_takes_up_its_tool(desk, qtbot):
    with qtbot.waitSignal(desk.map.tool_changed) as heard:
        QTest.mouseClick(button(desk, "Draw circle"), Qt.MouseButton.LeftButton)
    assert heard.args == ["circle"]
    assert button(desk, "Draw circle").isChecked()
    assert not button(desk, "Select").isChecked()
    button(desk, "Draw circle").click()
    assert button(desk, "Draw circle").isChecked()


def test_the_clear_button_clears_and_tells(area, qtbot):
    with qtbot.waitSignals([area.map.area_cleared, area.map.drawn]):
        button(area, "Clear area").click()
    assert area.js(f"{VERTICES}.length") == 0


def circle_of(desk, at, pixels):
    """A ring of 64 corners so far around a pixel, in metres on the ground as the page draws it."""
    lon, lat = desk.place(*at)
    far = desk.js(f"map_fleet.distance([{lat}, {lon}], {list(desk.place(at[0] + pixels, at[1])[::-1])})")
    ring = []
    for step in range(64):
        turn, share = 2 * math.pi * step / 64, far / 6378137
        base = math.radians(lat)
        north = math.asin(math.sin(base) * math.cos(share) + math.cos(base) * math.sin(share) * math.cos(turn))
        east = math.atan2(
            math.sin(turn) * math.sin(share) * math.cos(base), math.cos(share) - math.sin(base) * math.sin(north)
        )
        ring.append([lon + math.degrees(east), math.degrees(north)])
    return [*ring, ring[0]]


def handles(desk):
    """The middles of all handles, in pixels."""
    return desk.js(
        "[...document.querySelectorAll('.marker-icon')]"
        ".map(e => e.getBoundingClientRect()).map(b => [b.x + b.width / 2, b.y + b.height / 2])"
    )


@pytest.fixture
def pierced(desk, qtbot):
    """The square with a circle taken out of it."""
    desk.map.show_area([[ring_at(desk, SQUARE), circle_of(desk, (350, 280), 60)]])
    desk.settle()
    qtbot.waitUntil(lambda: desk.js(f"{VERTICES}.length") > 0)
    return desk


def test_a_circle_taken_out_of_an_area_has_a_handle_in_its_middle_and_one_at_its_edge(pierced):
    middle, edge = [at for at in handles(pierced) if math.hypot(at[0] - 350, at[1] - 280) < 75]
    assert (*middle, *edge) == pytest.approx((350, 280, 410, 280), abs=2)
    assert len(handles(pierced)) == 4 + 4 + 2


def test_the_handles_of_a_circle_move_and_resize_it(pierced, qtbot):
    with qtbot.waitSignal(pierced.map.shape_edited) as heard:
        pierced.drag((350, 280), (340, 275), (330, 270))
    assert near(pierced, heard.args[0].ring, SQUARE, within=3)
    assert middle_and_radius(pierced, heard.args[0].holes[0]) == pytest.approx((330, 270, 60), abs=3)
    with qtbot.waitSignal(pierced.map.shape_edited) as heard:
        pierced.drag((390, 270), (380, 270), (370, 270))
    assert middle_and_radius(pierced, heard.args[0].holes[0]) == pytest.approx((330, 270, 40), abs=3)


def middle_and_radius(desk, ring):
    at = [desk.pixel(lat, lon) for lon, lat in ring[:-1]]
    x, y = sum(each.x() for each in at) / len(at), sum(each.y() for each in at) / len(at)
    return x, y, sum(math.hypot(each.x() - x, each.y() - y) for each in at) / len(at)


def test_handles_of_a_finely_drawn_line_do_not_lie_on_each_other(desk, qtbot):
    wave = [(200 + 2 * step, 300 + 3 * (step % 2)) for step in range(150)]
    desk.map.show_area([[ring_at(desk, [*wave, (500, 500), (200, 500)])]])
    desk.settle()
    qtbot.waitUntil(lambda: desk.js(f"{VERTICES}.length") > 0)
    shown = handles(desk)
    assert all(math.dist(one, other) > 12 for place, one in enumerate(shown) for other in shown[:place])
    assert len(shown) > 20
