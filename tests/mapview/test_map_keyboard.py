"""Areas drawn, changed and places picked by keys alone: a crosshair does what the pointer does."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from tests.mapview.test_map_draw import (  # noqa: F401
    MIDDLES,
    SHIFT,
    SQUARE,
    VERTICES,
    area,
    button,
    circle_of,
    middle_and_radius,
    near,
    start,
)

pytestmark = pytest.mark.map

KEY = Qt.Key
RIGHT, LEFT, UP, DOWN = KEY.Key_Right, KEY.Key_Left, KEY.Key_Up, KEY.Key_Down
STEP, FINE = 16, 2
CROSSHAIR = "document.querySelector('.fleet-crosshair')"


def steps(desk, key, times, keys=Qt.KeyboardModifier.NoModifier):
    for _turn in range(times):
        desk.key(key, keys)
    desk.js("1")  # the page has heard them


def test_a_polygon_is_drawn_and_closed_by_enter_twice(desk, qtbot):
    start(desk, "polygon")
    steps(desk, RIGHT, 1)
    desk.key(KEY.Key_Return)
    steps(desk, RIGHT, 9)
    desk.key(KEY.Key_Space)
    steps(desk, DOWN, 8)
    desk.key(KEY.Key_Return)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.key(KEY.Key_Return)
    shape = heard.args[0]
    assert (shape.kind, shape.mode) == ("polygon", "replace")
    assert near(desk, shape.ring, [(416, 300), (560, 300), (560, 428)], within=2)
    assert desk.js(f"{CROSSHAIR}.hidden")


def test_a_polygon_is_closed_at_its_first_corner(desk, qtbot):
    start(desk, "polygon")
    for key, times in ((RIGHT, 1), (RIGHT, 9), (DOWN, 8), (LEFT, 9)):
        steps(desk, key, times)
        desk.key(KEY.Key_Return)
    steps(desk, UP, 8)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.key(KEY.Key_Return)
    assert len(heard.args[0].ring) == 5


def test_backspace_takes_back_the_corner_that_enter_set(desk, qtbot):
    start(desk, "polygon")
    for key, times in ((RIGHT, 1), (RIGHT, 9), (DOWN, 8)):
        steps(desk, key, times)
        desk.key(KEY.Key_Return)
    desk.key(KEY.Key_Backspace)
    steps(desk, LEFT, 9)
    desk.key(KEY.Key_Return)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.key(KEY.Key_Return)
    assert near(desk, heard.args[0].ring, [(416, 300), (560, 300), (416, 428)], within=2)


@pytest.mark.parametrize("tool", ["rectangle", "circle", "lasso"])
def test_other_shapes_are_drawn_too(desk, qtbot, tool):
    start(desk, tool)
    steps(desk, LEFT, 3)
    desk.key(KEY.Key_Return)
    for key, times in ((RIGHT, 8), (DOWN, 6), (LEFT, 8)) if tool == "lasso" else ((RIGHT, 8), (DOWN, 6)):
        steps(desk, key, times)
    with qtbot.waitSignal(desk.map.shape_drawn) as heard:
        desk.key(KEY.Key_Return)
    shape = heard.args[0]
    assert shape.kind == tool
    if tool == "rectangle":
        assert near(desk, shape.ring, [(352, 300), (480, 300), (480, 396), (352, 396)], within=2)
    if tool == "circle":
        at = desk.pixel(*shape.center[::-1])
        assert math.hypot(at.x() - 352, at.y() - 300) < 2


def test_shift_moves_in_fine_steps(desk):
    start(desk, "polygon")
    steps(desk, RIGHT, 1)
    steps(desk, RIGHT, 1, SHIFT)
    assert desk.js(f"{CROSSHAIR}.style.transform") == f"translate({400 + STEP + FINE}px, 300px)"


def test_the_map_moves_where_the_crosshair_would_leave_it(desk):
    start(desk, "polygon")
    before = desk.js("map_fleet.getCenter().lng")
    steps(desk, RIGHT, 40)
    assert desk.js("map_fleet.getCenter().lng") > before
    assert not desk.js(f"{CROSSHAIR}.hidden")


def test_escape_gives_up_and_takes_the_crosshair_away(desk, qtbot):
    start(desk, "polygon")
    steps(desk, RIGHT, 2)
    desk.key(KEY.Key_Return)
    with qtbot.assertNotEmitted(desk.map.shape_drawn), qtbot.waitSignal(desk.map.tool_changed):
        desk.key(KEY.Key_Escape)
    assert desk.js(f"{CROSSHAIR}.hidden")


def test_without_a_tool_arrows_move_the_map(desk, qtbot):
    desk.click((600, 500))
    with qtbot.waitSignal(desk.map.view_changed):
        desk.key(RIGHT)
    assert desk.js(f"{CROSSHAIR}.hidden")


@pytest.mark.parametrize(("name", "mode"), [("Add to the area", "add"), ("Take from the area", "subtract")])
def test_a_button_adds_or_takes_away_without_a_held_key(area, qtbot, name, mode):  # noqa: F811
    assert button(area, name).isVisible()
    QTest.mouseClick(button(area, name), Qt.MouseButton.LeftButton)
    start(area, "rectangle")
    with qtbot.waitSignal(area.map.shape_drawn) as heard:
        area.drag((550, 150), (600, 200), (700, 350))
    assert heard.args[0].mode == mode
    area.map.clear_area()
    assert area.map.mode == "replace"


def test_a_held_key_wins_over_the_button(area, qtbot):  # noqa: F811
    area.map.set_mode("subtract")
    start(area, "rectangle")
    with qtbot.waitSignal(area.map.shape_drawn) as heard:
        area.drag((550, 150), (600, 200), (700, 350), keys=SHIFT)
    assert heard.args[0].mode == "add"


def test_what_the_next_shape_does_is_asked_only_where_it_matters(desk):
    assert not button(desk, "Add to the area").isVisible()
    start(desk, "polygon")
    assert button(desk, "Add to the area").isVisible()
    start(desk, "select")
    assert not button(desk, "Add to the area").isVisible()


def test_a_corner_is_chosen_and_moved(area, qtbot):  # noqa: F811
    with qtbot.waitSignal(area.map.corner_chosen) as heard:
        area.key(KEY.Key_Space)
    assert heard.args == [1, 4]
    with qtbot.waitSignal(area.map.shape_edited) as edited:
        steps(area, LEFT, 2)
        steps(area, UP, 1, SHIFT)
    assert near(area, edited.args[0].ring, [(200 - 2 * STEP, 150 - FINE), *SQUARE[1:]], within=2)


def test_space_steps_on_and_back(area, qtbot):  # noqa: F811
    numbers = []
    area.map.corner_chosen.connect(lambda number, _of: numbers.append(number))
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, SHIFT, SHIFT):
        area.key(KEY.Key_Space, keys)
    qtbot.waitUntil(lambda: numbers == [1, 2, 1, 4])


def test_a_corner_is_added_and_removed(area, qtbot):  # noqa: F811
    area.key(KEY.Key_Space)
    with qtbot.waitSignal(area.map.shape_edited) as heard:
        area.key(KEY.Key_Insert)
    assert len(heard.args[0].ring) == 6
    with qtbot.waitSignal(area.map.shape_edited) as heard:
        area.key(KEY.Key_Delete)
    assert near(area, heard.args[0].ring, SQUARE, within=2)
    assert area.js(f"{VERTICES}.length") == 4


def test_a_moved_corner_that_crosses_is_refused_in_words(area, qtbot):  # noqa: F811
    area.key(KEY.Key_Space)
    with qtbot.waitSignal(area.map.shape_refused), qtbot.assertNotEmitted(area.map.shape_edited):
        steps(area, RIGHT, 24)
        steps(area, DOWN, 8)
    assert area.js(f"{VERTICES}.length") == 4


def test_escape_lets_the_corner_go_and_reaches_nothing_else(area, qtbot):  # noqa: F811
    stolen = []
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), area.map)
    shortcut.activated.connect(lambda: stolen.append(1))
    with qtbot.waitSignal(area.map.corner_chosen):
        area.key(KEY.Key_Space)
    with qtbot.waitSignal(area.map.corner_chosen) as heard:
        area.key(KEY.Key_Escape)
    assert (heard.args, stolen) == ([0, 0], [])


def test_a_place_is_picked_by_keys(desk, qtbot):
    desk.map.aim(True)
    desk.settle()
    steps(desk, LEFT, 5)
    wanted = desk.place(400 - 5 * STEP, 300)
    with qtbot.waitSignal(desk.map.background_clicked) as heard:
        desk.key(KEY.Key_Return)
    assert heard.args == pytest.approx(wanted[::-1], abs=1e-4)
    desk.map.aim(False)
    desk.settle()
    assert desk.js(f"{CROSSHAIR}.hidden")


def test_a_circle_is_changed_by_its_middle_and_its_edge(desk, qtbot):
    desk.map.show_area([[circle_of(desk, (350, 280), 60)]])
    desk.settle()
    with qtbot.waitSignal(desk.map.corner_chosen) as heard:
        desk.key(KEY.Key_Space)
    assert heard.args == [1, 2]
    with qtbot.waitSignal(desk.map.shape_edited) as edited:
        steps(desk, LEFT, 2)
    assert middle_and_radius(desk, edited.args[0].ring) == pytest.approx((350 - 2 * STEP, 280, 60), abs=2)
