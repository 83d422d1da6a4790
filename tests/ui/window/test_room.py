"""Room for what matters: the map takes the width, a small screen is enough, text is as large as the system has it."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from fleetdesk.domain.tasks import Task
from fleetdesk.ui.widgets.theme import LIGHT, dress
from fleetdesk.ui.window.arrangement import shared_widths
from fleetdesk.ui.window.layout import fills
from tests.task_lists import apply_tasks

pytestmark = pytest.mark.xdist_group("window")
SMALL = QSize(1024, 700)
LOOKS = 40


def named(owner, kind, name):
    return next(each for each in owner.findChildren(kind) if each.accessibleName() == name)


def inside(window, widget):
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return widget.isVisible() and window.rect().contains(place) and not widget.visibleRegion().isEmpty()


def settle():
    """Let the docks find their places."""
    for _ in range(5):
        QApplication.processEvents()


def widths(desk):
    view = desk.view
    return {"map": view.map.pane.width(), "vehicles": view.vehicles.pane.width(), "tasks": view.tasks.pane.width()}


def sized(desk, qtbot, width, height):
    """Make the window so large and wait until the docks have their places."""
    desk.window.resize(width, height)
    qtbot.waitUntil(lambda: desk.window.width() == width)
    settle()


def test_the_width_of_a_larger_window_goes_to_the_map(desk, qtbot):
    settle()
    before = widths(desk)
    for width in (1920, 2560, 3840, 1600):
        sized(desk, qtbot, width, 1000)
        after = widths(desk)
        assert abs(after["vehicles"] - before["vehicles"]) <= 4
        assert abs(after["tasks"] - before["tasks"]) <= 4
        assert abs(after["map"] - before["map"] - (width - 1600)) <= 8


def test_a_smaller_window_leaves_the_map_its_part(desk, qtbot):
    sized(desk, qtbot, SMALL.width(), SMALL.height())
    assert widths(desk)["map"] >= SMALL.width() * 0.3
    sized(desk, qtbot, 1600, 1000)
    assert widths(desk)["tasks"] > 500


def test_everything_is_reached_on_a_small_screen(desk, qtbot):
    desk.fill()
    assert desk.window.minimumSizeHint().width() <= SMALL.width()
    assert desk.window.minimumSizeHint().height() <= SMALL.height()
    desk.editing.new()
    sized(desk, qtbot, SMALL.width(), SMALL.height())
    assert desk.window.size() == SMALL
    for kind, name in (
        (QPushButton, "New task"),
        (QPushButton, "Save task"),
        (QLabel, "Clock"),
        (QLabel, "Connection"),
        (QLineEdit, "Command"),
        *((QPushButton, name) for name in ("All", "Moving", "Late", "Documents missing", "Today", "Show notices")),
    ):
        assert inside(desk.window, named(desk.window, kind, name)), name
    assert not named(desk.window, QLabel, "Clock").is_cut


def test_counters_keep_their_places_while_counts_change(desk, qtbot):
    desk.fill()
    buttons = [each for each in desk.window.counters.findChildren(QPushButton) if each.isVisible()]
    before = [each.geometry() for each in buttons]
    apply_tasks(desk.store, "m", [Task("m", number, order_ref=f"ORDER-{number}") for number in range(60)])
    assert [each.geometry() for each in buttons] == before


def test_a_task_that_goes_by_itself_takes_no_keyboard_away(desk, qtbot):
    apply_tasks(desk.store, "m", [Task("m", 7, order_ref="ORDER-7")])
    form = desk.view.tasks.form
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    desk.view.tasks.controller.open_key("m/7")
    notes = form.form.inputs["notes"].editor
    notes.setFocus()
    apply_tasks(desk.store, "m", [])
    assert notes.hasFocus()
    QTest.keyClicks(notes, "ate")
    assert notes.toPlainText() == "ate"


@pytest.mark.parametrize("over", ["form", "list"])
def test_a_task_that_goes_by_itself_moves_nothing_under_the_pointer(desk, qtbot, over):
    apply_tasks(desk.store, "m", [Task("m", 7, order_ref="ORDER-7")])
    form = desk.view.tasks.form
    desk.view.tasks.controller.open_key("m/7")
    qtbot.waitUntil(lambda: form.height() > 200)
    aimed = form if over == "form" else desk.view.tasks.pane
    QCursor.setPos(aimed.mapToGlobal(aimed.rect().center()))
    QTest.mouseMove(desk.window, aimed.mapTo(desk.window, aimed.rect().center()))
    apply_tasks(desk.store, "m", [])
    assert form.task is None
    assert form.height() > 200
    QCursor.setPos(5000, 5000)
    qtbot.waitUntil(lambda: form.height() < 100)


def test_the_task_folds_while_none_is_open_and_unfolds_as_tall_as_it_was(desk, qtbot):
    pane, tasks = desk.view.tasks.form, desk.view.tasks.pane
    settle()
    folded = tasks.height()
    assert pane.height() < 60
    desk.editing.new()
    qtbot.waitUntil(lambda: pane.height() > 300)
    assert tasks.height() < folded
    pane.discard_changes()
    qtbot.waitUntil(lambda: tasks.height() == folded)
    assert pane.isVisible()


def test_the_second_press_of_a_double_click_hits_no_form(desk, qtbot):
    apply_tasks(desk.store, "m", [Task("m", number, order_ref=f"ORDER-{number}") for number in range(30)])
    table, pane = desk.view.tasks.pane.table, desk.view.tasks.form
    settle()
    place = table.visualRect(table.rows.index(20, 1)).center()
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    there = desk.window.childAt(table.viewport().mapTo(desk.window, place))
    assert there is table.viewport()
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane.task is not None
    qtbot.waitUntil(lambda: pane.height() > 300)


@pytest.mark.parametrize(
    ("room", "whether"),
    [((1366, 728), True), ((1600, 960), True), ((1920, 1040), False), ((1706, 920), True), ((2560, 1400), False)],
)
def test_the_first_window_fills_a_screen_without_room_for_more(room, whether):
    assert fills(QSize(*room)) is whether


def test_docks_share_a_narrow_window_and_the_map_gets_the_rest():
    assert shared_widths([(400, False), (600, True), (500, False)], 2000) == [400, 1100, 500]
    assert sum(shared_widths([(400, False), (600, True), (500, False)], 900)) == 900
    assert shared_widths([(400, False), (600, True), (500, False)], 900)[1] >= 300


def test_the_text_is_as_large_as_the_systems_and_rows_follow(desk, qapp, qtbot):
    table = desk.view.vehicles.pane.table
    try:
        dress(qapp, LIGHT, QFont("Sans Serif", 18))
        assert qapp.font().pointSize() == 18
        qtbot.waitUntil(lambda: table.rowHeight(0) >= table.fontMetrics().height() or not table.rows.rowCount())
        assert desk.window.minimumSizeHint().width() <= 1900
    finally:
        dress(qapp, LIGHT)
    assert isinstance(desk.window, QWidget)


def test_docks_in_one_place_are_equally_tall_so_that_the_map_stays(desk, qtbot):
    view = desk.view
    for size in (SMALL, QSize(1366, 768)):
        sized(desk, qtbot, size.width(), size.height())
        before = view.map.pane.height()
        for dock in (view.documents.pane, desk.window.findChild(QWidget, "dock Activity"), view.board):
            dock.raise_()
            qtbot.waitUntil(lambda dock=dock: not dock.visibleRegion().isEmpty())
            settle()
            assert view.map.pane.height() == before, (size, dock.objectName())


def test_a_task_opens_over_the_list_only_when_the_pointer_rests(desk, qtbot, monkeypatch):
    """The pointer is on its way until it was looked at so often, and is a pixel further at each look."""
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 10)
    apply_tasks(desk.store, "m", [Task("m", number, order_ref=f"ORDER-{number}") for number in range(30)])
    table, pane = desk.view.tasks.pane.table, desk.view.tasks.form
    settle()
    place, view, heights = table.visualRect(table.rows.index(20, 1)).center(), table.viewport(), []

    def moving():
        heights.append(pane.height())
        return view.mapToGlobal(place) + QPoint(min(len(heights), LOOKS), 0)

    monkeypatch.setattr(QCursor, "pos", moving)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: pane.height() > 300)
    assert max(heights[:LOOKS]) < 60
    assert len(heights) > LOOKS
