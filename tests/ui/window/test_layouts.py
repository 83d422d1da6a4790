"""Layouts: back to the beginning, those that come along, those with a name, and docks that float with a frame."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QPushButton

from fleetdesk.ui.window.dock_columns import DockColumns
from fleetdesk.ui.window.layouts import Layouts

pytestmark = pytest.mark.xdist_group("window")


def command(desk, text):
    """Do a command as the menu does."""
    desk.window.actions_by_text[text].trigger()


def docks(desk):
    view = desk.view
    return {"vehicles": view.vehicles.pane, "map": view.map.pane, "tasks": view.tasks.pane, "board": view.board}


def settle():
    """Let the docks find their places."""
    for _ in range(5):
        QApplication.processEvents()


def places(desk):
    return {name: (dock.x(), dock.y(), dock.width(), dock.height()) for name, dock in docks(desk).items()}


def near(one, other, px=12):
    return all(abs(a - b) <= px for name in one for a, b in zip(one[name], other[name], strict=True))


def button(owner, name):
    return next(each for each in owner.findChildren(QPushButton) if each.accessibleName() == name)


def test_reset_brings_docks_and_columns_back(desk, qtbot):
    settle()
    before, table = places(desk), desk.view.vehicles.pane.table
    order = [table.horizontalHeader().logicalIndex(place) for place in range(5)]
    desk.view.map.pane.setFloating(True)
    desk.view.tasks.pane.hide()
    desk.window.tabifyDockWidget(desk.view.vehicles.pane, desk.view.board)
    table.setColumnHidden(1, True)
    table.horizontalHeader().moveSection(0, 3)
    command(desk, "Reset layout")
    qtbot.waitUntil(lambda: near(places(desk), before))
    assert not table.isColumnHidden(1)
    assert [table.horizontalHeader().logicalIndex(place) for place in range(5)] == order
    assert not desk.view.board.visibleRegion().isEmpty()


def test_the_board_first_stands_under_map_and_tasks(desk, qtbot):
    settle()
    command(desk, "Layout with the board first")
    found = docks(desk)
    below = lambda: found["board"].y() > found["map"].y() + found["map"].height() - 10  # noqa: E731
    qtbot.waitUntil(below)
    assert found["board"].x() <= found["map"].x() + 4
    assert found["board"].x() + found["board"].width() >= found["tasks"].x() + found["tasks"].width() - 4
    assert found["board"].height() > 350
    qtbot.waitUntil(lambda: found["map"].width() > 400)


def test_for_two_screens_the_map_is_a_window_of_its_own(desk, qtbot):
    settle()
    before = places(desk)
    command(desk, "Layout for two screens")
    assert desk.view.map.pane.isFloating()
    assert desk.view.map.pane.isVisible()
    command(desk, "Layout for one screen")
    qtbot.waitUntil(lambda: near(places(desk), before))


def test_a_floating_dock_has_a_frame_that_closes_maximises_and_docks_back(desk, qtbot):
    pane = desk.view.map.pane
    assert not button(pane, "Dock back").isVisible()
    pane.setFloating(True)
    small = pane.geometry()
    QTest.mouseClick(button(pane, "Maximise panel"), Qt.MouseButton.LeftButton)
    assert pane.geometry() == pane.screen().availableGeometry()
    QTest.mouseClick(button(pane, "Maximise panel"), Qt.MouseButton.LeftButton)
    assert pane.geometry() == small
    QTest.mouseClick(button(pane, "Dock back"), Qt.MouseButton.LeftButton)
    assert not pane.isFloating()
    assert not button(pane, "Dock back").isVisible()
    pane.setFloating(True)
    QTest.mouseClick(button(pane, "Close panel"), Qt.MouseButton.LeftButton)
    assert not pane.isVisible()


def dialog(desk, name):
    return next(each for each in desk.window.findChildren(QDialog) if each.accessibleName() == name)


def test_a_layout_is_saved_by_name_used_and_forgotten(desk, qtbot):
    settle()
    command(desk, "Layout with the board first")
    desk.view.vehicles.pane.table.setColumnHidden(2, True)
    command(desk, "Save layout")
    asking = dialog(desk, "Save layout")
    asking.findChild(QLineEdit).setText("Öö “vahetus”")
    asking.go.click()
    command(desk, "Reset layout")
    qtbot.waitUntil(lambda: desk.view.board.x() + desk.view.board.width() < desk.view.tasks.pane.x())
    command(desk, "Saved layouts")
    picking = dialog(desk, "Saved layouts")
    assert picking.findChild(QListWidget).item(0).text() == "Öö “vahetus”"
    picking.go.click()
    qtbot.waitUntil(lambda: desk.view.board.x() + desk.view.board.width() > desk.view.tasks.pane.x())
    assert desk.view.vehicles.pane.table.isColumnHidden(2)
    command(desk, "Saved layouts")
    button(dialog(desk, "Saved layouts"), "Forget layout").click()
    command(desk, "Saved layouts")
    assert any("No layout is saved yet" in sentence for sentence in desk.window.notices.sentences)


def test_what_is_no_saved_layout_is_said_or_left_out(desk):
    settings = desk.app.layout_file.settings
    for kept in ("{", "[]", "7", '{"a": 1}', '{"a": {"state": 7, "columns": 8}}', "[" * 100_000):
        settings.setValue("layouts", kept)
        said = []
        layouts = Layouts(desk.window, [], DockColumns([]), settings, said.append, lambda: None)
        for name in layouts.known():
            layouts.use(name)
        assert len(said) == len(layouts.known()), kept[:40]
