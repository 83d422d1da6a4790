"""A picked place is a pin that can be moved until the task is saved."""

import pytest

from tests.task_lists import apply_tasks
from tests.ui.tasks.test_task_on_map import TASK, told

pytestmark = pytest.mark.xdist_group("window")


@pytest.fixture
def opened(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK])
    desk.view.tasks.controller.open_key("m/7")
    return desk


def picked(desk):
    return {each["name"]: (each["lat"], each["lon"]) for each in told(desk, "picked") or []}


def pick(desk, name, lat, lon):
    desk.view.tasks.form.form.pick_wanted.emit(name)
    desk.view.map.pane.map.background_clicked.emit(lat, lon)


def test_a_saved_place_is_no_movable_pin(opened):
    assert picked(opened) == {}


def test_picking_leaves_a_pin_for_place_and_start(opened):
    pick(opened, "lat", 58.1, 24.1)
    assert picked(opened) == {"place": (58.1, 24.1)}
    pick(opened, "start_lat", 57.9, 24.9)
    assert picked(opened) == {"place": (58.1, 24.1), "start": (57.9, 24.9)}


def test_where_it_is_dragged_to_stands_in_the_form(opened):
    pick(opened, "lat", 58.1, 24.1)
    opened.view.map.pane.map.tasks.picked_moved.emit("place", 58.25, 24.5)
    form = opened.view.tasks.form.form
    assert (form.inputs["lat"].text(), form.inputs["lon"].text()) == ("58.25", "24.5")
    assert picked(opened) == {"place": (58.25, 24.5)}


def test_it_goes_when_the_input_is_discarded_or_the_task_closed(opened):
    pick(opened, "lat", 58.1, 24.1)
    opened.view.tasks.form.discard_changes()
    assert picked(opened) == {}
    pick(opened, "lat", 58.1, 24.1)
    opened.view.tasks.controller.open(None)
    assert picked(opened) == {}


def test_a_new_task_here_has_its_pin_at_once(opened):
    opened.view.map.pane.task_wanted.emit(58.3, 24.3)
    assert picked(opened) == {"place": (58.3, 24.3)}
