"""A task that is chosen is shown on the map: in the middle, its pin marked; a press that drags it moves nothing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.domain.tasks import Task, TaskStatus
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

TASK = Task("m", 7, order_ref="ORDER-7", status=TaskStatus.CREATED, lat=58.5, lon=25.0, start_at=NOW, stop_at=NOW)
OTHER = replace(TASK, id=8, order_ref="ORDER-8", lat=59.0, lon=26.0)
NOWHERE = replace(TASK, id=9, order_ref="ORDER-9", lat=None, lon=None)


@pytest.fixture
def listed(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK, OTHER, NOWHERE])
    desk.view.map.pane.map.center_on(0, 0)
    return desk


def told(desk, name):
    return desk.view.map.pane.map.state.value(name)


def row_centre(desk, key):
    table, model = desk.view.tasks.pane.table, desk.view.tasks.pane.model
    return table.visualRect(model.index(model.row(key), model.place("reference"))).center()


def test_a_click_centres_the_map_and_marks_the_place(listed):
    viewport = listed.view.tasks.pane.table.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=row_centre(listed, "m/8"))
    assert told(listed, "view") == {"lat": 0, "lon": 0}  # it may become a drag
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=row_centre(listed, "m/8"))
    assert told(listed, "view") == {"lat": 59.0, "lon": 26.0}
    assert told(listed, "open_task")["key"] == "m/8"


def test_arrows_in_the_list_take_the_map_along(listed):
    table = listed.view.tasks.pane.table
    table.setFocus()
    table.selectRow(0)
    first = told(listed, "open_task")
    QTest.keyClick(table, Qt.Key.Key_Down)
    opened = told(listed, "open_task")
    assert opened not in (None, first)
    pin = listed.view.map.pane.map.state.pins[opened["key"]]
    assert told(listed, "view") == {"lat": pin.lat, "lon": pin.lon}


def test_the_mark_goes_with_the_task_and_its_pin_follows_it(listed):
    controller, pins = listed.view.tasks.controller, listed.view.map.pane.map.state.pins
    controller.open_key("m/7")
    assert told(listed, "view") == {"lat": 58.5, "lon": 25.0}
    listed.store.apply_task(replace(TASK, lat=58.6))
    assert pins["m/7"].lat == 58.6
    controller.open(None)
    assert told(listed, "open_task") is None
