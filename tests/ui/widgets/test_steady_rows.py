"""A list keeps the row under the pointer while data arrives; the user's own sorting is not held up."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete, isValid

from fleetdesk.sync.background import Background
from fleetdesk.sync.roads import RoadService
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import position, unit
from tests.ui.desk import ZONE, store, task

pytestmark = pytest.mark.xdist_group("window")


@pytest.fixture
def fast(desk, qtbot):
    """The list sorted by speed, the fastest on top, with the pointer over the second row."""
    desk.fill()
    table = desk.view.vehicles.pane.table
    table.sortByColumn(table.rows.place("speed"), Qt.SortOrder.DescendingOrder)
    hover(table, 1)
    return desk, table


@pytest.fixture
def many(desk, qtbot):
    """A list that has more rows than it shows."""
    desk.store.apply_units("m", [unit(f"{number:03d}ABC") for number in range(80)])
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    return desk.view.vehicles.pane.table


def hover(table, row):
    place = table.visualRect(table.rows.index(row, 1)).center()
    QTest.mouseMove(table.viewport(), place + QPoint(3, 0))
    QTest.mouseMove(table.viewport(), place)


def keys(table):
    return list(table.rows.keys())


def test_arriving_data_moves_no_row_under_the_pointer(fast):
    desk, table = fast
    before = keys(table)
    for round_ in range(4):
        speeds = {before[1]: 100.0 - round_, before[0]: float(round_), before[2]: 50.0 + round_}
        desk.store.apply_positions([position(key.split("/")[1], speed_kmh=speed) for key, speed in speeds.items()])
        desk.store.apply_units("m", [unit(f"NEW{round_}")], whole=False)
        desk.store.apply_positions([position(f"NEW{round_}", speed_kmh=120.0)])
        assert keys(table) == before
    assert table.rows.index(1, table.rows.place("speed")).data() == "97"
    QTest.mouseMove(desk.window.counters, QPoint(2, 2))
    QCursor.setPos(desk.window.mapToGlobal(QPoint(2, 2)))
    assert keys(table)[:5] == ["m/NEW0", "m/NEW1", "m/NEW2", "m/NEW3", before[1]]


def test_a_vehicle_that_goes_leaves_its_row_until_the_pointer_has_left(fast):
    desk, table = fast
    before = keys(table)
    for _ in range(2):  # who has spoken since the list before last stays
        desk.store.apply_units("m", [unit(key.split("/")[1]) for key in before[1:]])
    assert before[0] not in desk.store.fleet
    assert len(keys(table)) == len(before)
    QTest.mouseMove(desk.window.counters, QPoint(2, 2))
    assert keys(table) == before[1:]


def test_the_users_own_sorting_and_search_are_not_held_up(fast):
    desk, table = fast
    table.sortByColumn(table.rows.place("plate"), Qt.SortOrder.AscendingOrder)
    assert keys(table) == sorted(keys(table))
    desk.view.vehicles.pane.search.setText("966")
    assert keys(table) == ["m/966AJJ"]


def test_a_row_is_pressed_that_was_under_the_pointer(fast):
    desk, table = fast
    aimed = keys(table)[1]
    desk.store.apply_positions([position(aimed.split("/")[1], speed_kmh=200.0)])
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.rows.index(1, 1)).center())
    assert desk.store.selection == (aimed,)


def test_a_vehicle_that_is_selected_elsewhere_shows_its_new_row_at_once(fast):
    desk, table = fast
    desk.store.apply_units("m", [unit("NEW0")], whole=False)
    desk.store.apply_positions([position("NEW0")])
    desk.store.select(["m/NEW0"])
    assert table.selected_keys() == ("m/NEW0",)


def test_nothing_scrolls_to_a_row_while_the_pointer_aims_and_a_key_does(many):
    table = many
    bar, last = table.verticalScrollBar(), table.rows.index(table.rows.rowCount() - 1, 1)
    hover(table, 1)
    table.scrollTo(last)  # as Qt does half a second after a press on a row that is cut
    assert bar.value() == 0
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.rows.index(1, 1)).center())
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == bar.maximum() > 0


def test_the_map_follows_a_filtered_list_when_the_pointer_leaves(fast):
    desk, table = fast
    desk.window.counters.choose("Moving")
    hover(table, 0)
    desk.store.apply_positions([replace(position("820BHT", speed_kmh=60.0), lat=59.0)])
    QTest.mouseMove(desk.window.counters, QPoint(2, 2))
    assert set(desk.view.map.pane.map.state.value("filter")) == {"m/242KDN", "m/820BHT"}


def test_a_window_can_go_while_its_rows_are_held(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = NearestPanel(task(1), store(), RoadService(Background(print)), lambda: LIGHT, ZONE, window)
    made.show()
    hover(made.table, 0)
    assert made.model.held
    delete(made)
    assert not isValid(made)
