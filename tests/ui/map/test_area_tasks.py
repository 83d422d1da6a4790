"""An area and a box answer for tasks as well as vehicles."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from fleetdesk.mapview.shapes import DrawnShape
from fleetdesk.ui.map.area_tables import TASKS_SHOWN
from tests.task_lists import apply_tasks
from tests.ui.map.test_task_pins import FREE, LATER, NOWHERE, TASK, layer
from tests.waiting import until

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("window")]

SQUARE = ((24.0, 58.0), (26.0, 58.0), (26.0, 58.8), (24.0, 58.8), (24.0, 58.0))


@pytest.fixture
def listed(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK, LATER, FREE, NOWHERE])
    return desk


@pytest.fixture
def panel(listed, qtbot):
    qtbot.waitUntil(lambda: listed.view.map.pane.map.view is not None)
    listed.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", SQUARE))
    return listed.view.map.pane.panel


def named(panel, name):
    return next(each for each in panel.findChildren(QPushButton) if each.accessibleName() == name)


def test_the_tasks_inside_are_counted_and_listed(panel):
    assert named(panel, "Show tasks in area").text() == "Tasks 2"
    assert set(panel.tables.tasks.keys()) == {"m/7", "m/10"}


def test_the_list_follows_the_tasks(listed, panel):
    listed.store.apply_task(replace(LATER, lat=58.4))
    assert named(panel, "Show tasks in area").text() == "Tasks 3"


async def test_what_has_no_pin_is_not_counted(listed, panel):
    listed.view.settings.controller.set_value("map_tasks", "none")
    await until(lambda: not panel.tables.tasks.keys())


def test_select_takes_what_the_list_shows(listed, panel):
    named(panel, "Select area").click()
    assert set(listed.store.selection) == {"m/242KDN", "m/966AJJ"}
    named(panel, "Show tasks in area").click()
    named(panel, "Select area").click()
    assert set(listed.view.tasks.pane.table.selected_keys()) == {"m/7", "m/10"}
    assert set(listed.store.selection) == {"m/242KDN", "m/966AJJ"}


async def test_all_of_them_are_given_to_the_selected_vehicle(listed, panel):
    listed.store.select(["m/820BHT"])
    named(panel, "Show tasks in area").click()
    named(panel, "Give all tasks in area").click()
    await asyncio.gather(*listed.background.running)
    assert {task.key: task.unit for task in listed.store.tasks.values()} == {
        "m/7": "820BHT", "m/8": "242KDN", "m/10": "820BHT", "m/11": "242KDN",
    }  # fmt: skip


def test_without_one_vehicle_it_is_said_what_to_do(listed, panel):
    named(panel, "Show tasks in area").click()
    named(panel, "Give all tasks in area").click()
    assert any("Select the one vehicle" in each for each in listed.window.notices.sentences)


def test_giving_is_offered_with_the_tasks_alone(panel):
    assert not named(panel, "Give all tasks in area").isVisibleTo(panel)
    panel.tables.turn_to(TASKS_SHOWN)
    assert named(panel, "Give all tasks in area").isVisibleTo(panel)


def test_a_box_takes_tasks_as_well(listed):
    for mode, before, after in (
        ("replace", {"m/8"}, {"m/7", "m/10"}),
        ("add", {"m/8"}, {"m/7", "m/8", "m/10"}),
        ("subtract", {"m/7", "m/8"}, {"m/8"}),
    ):
        listed.view.tasks.pane.select(tuple(before))
        assert set(layer(listed).selection) == before
        listed.view.map.pane.map.box_selected.emit(58.0, 24.0, 58.8, 26.0, mode)
        assert set(listed.view.tasks.pane.table.selected_keys()) == after, mode
        assert set(layer(listed).selection) == after, mode


def test_the_list_has_what_a_file_of_tasks_has(panel):
    exports = panel.tables.tasks.exports
    assert {column.heading for column in exports.always} >= {"Latitude", "Longitude"}
