"""A right click and a click on the map: a task here, the nearest to here, and a place for the form."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from fleetdesk.ui.map.picking import HINT
from fleetdesk.ui.widgets.nearest_panel import NearestPanel

pytestmark = pytest.mark.xdist_group("window")


def picking(desk):
    desk.fill()
    places = []
    desk.view.map.pane.pick_place(lambda lat, lon: places.append((lat, lon)))
    return desk.view.map.pane, places


def test_the_next_click_gives_a_place_and_only_that_one_and_a_unit_its_own_unselected(desk, qtbot):
    pane, places = picking(desk)
    assert pane.header.count.text() == HINT
    with qtbot.waitSignal(pane.place_picked) as picked:
        pane.map.background_clicked.emit(58.5, 25.0)
    pane.map.background_clicked.emit(59.5, 26.0)
    assert places == [(58.5, 25.0)]
    assert picked.args == [58.5, 25.0]
    assert pane.header.count.text() == ""
    pane, places = picking(desk)
    pane.map.unit_clicked.emit("m/966AJJ", False, False)
    assert places == [(58.2, 25.0)]
    assert desk.store.selection == ()
    pane.map.unit_clicked.emit("m/966AJJ", False, False)
    assert desk.store.selection == ("m/966AJJ",)


def test_escape_or_a_drawing_ends_the_picking_and_keeps_the_selection(desk):
    pane, places = picking(desk)
    desk.store.select(["m/966AJJ"])
    desk.view.vehicles.commands.clear()
    pane.map.background_clicked.emit(58.5, 25.0)
    assert places == []
    assert desk.store.selection == ("m/966AJJ",)
    assert pane.header.count.text() == ""
    pane, places = picking(desk)
    pane.map.set_tool("polygon")
    pane.map.background_clicked.emit(58.5, 25.0)
    assert places == []


def test_a_right_click_offers_a_task_here_and_the_nearest_of_which_the_chosen_one_is_selected(desk, qtbot):
    desk.fill()
    desk.view.map.pane.menu_wanted.emit(58.5, 25.0, "", QPoint(10, 10))
    menu = desk.window.findChildren(QMenu)[-1]
    offered = {each.text(): each for each in menu.actions()}
    with qtbot.waitSignal(desk.view.map.pane.task_wanted) as wanted:
        offered["New task here"].trigger()
    assert wanted.args == [58.5, 25.0]
    offered["Nearest vehicles"].trigger()
    (panel,) = desk.window.findChildren(NearestPanel)
    panel.close()
    menu.close()
    made = desk.view.map.commands.show_nearest(58.5, 25.0)
    assert isinstance(made, NearestPanel)
    made.go.click()
    assert desk.store.selection == ("m/242KDN",)
