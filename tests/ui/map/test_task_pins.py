"""The tasks of the store are pins on the map, and a press on one works on the task."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from fleetdesk.domain.statuses import LATE, TASKS, UNASSIGNED
from fleetdesk.domain.tasks import Start, Task, TaskStatus
from fleetdesk.ui.map.task_pins import AT_ONCE, FEW
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

pytestmark = pytest.mark.xdist_group("window")

HOUR = timedelta(hours=1)
TASK = Task("m", 7, unit="242KDN", order_ref="ORDER-7", status=TaskStatus.CREATED, lat=58.5, lon=25.0,
            start_at=NOW, stop_at=NOW + HOUR)  # fmt: skip
LATER = replace(TASK, id=8, order_ref="ORDER-8", lat=59.0, start_at=NOW + HOUR, stop_at=NOW + 2 * HOUR)
OVER = replace(TASK, id=9, unit="820BHT", start_at=NOW - 2 * HOUR, stop_at=NOW - HOUR)
FREE = replace(TASK, id=10, unit=None)
NOWHERE = replace(TASK, id=11, lat=None, lon=None)


@pytest.fixture
def listed(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [TASK, LATER, OVER, FREE, NOWHERE])
    return desk


def pins(desk):
    return desk.view.map.pane.map.state.pins


def layer(desk):
    return desk.view.map.pane.map.tasks


def told(desk, name):
    return desk.view.map.pane.map.state.value(name)


def test_each_task_with_a_place_has_a_pin_that_shows_its_state_and_says_it_with_window_vehicle_and_place(listed):
    shown = {key: pin.appearance for key, pin in pins(listed).items()}
    created = TASKS[TaskStatus.CREATED]
    assert shown == {"m/7": created, "m/8": created, "m/9": LATE, "m/10": UNASSIGNED}
    listed.store.apply_task(replace(TASK, address="Tamme 1, Tartu"))
    said = pins(listed)["m/7"].detail
    assert said.startswith("created · ")
    assert said.endswith(" · 242KDN · Tamme 1, Tartu")


def test_a_window_that_closes_is_seen_without_a_message_and_a_pin_goes_with_its_task(listed):
    clock = NOW + 3 * HOUR
    listed.store.now = lambda: clock
    listed.view.map.pane.pins.refresh()
    assert {pin.appearance for pin in pins(listed).values()} == {LATE}
    apply_tasks(listed.store, "m", [LATER])
    assert set(pins(listed)) == {"m/8"}


def test_the_tasks_of_the_selected_vehicle_are_numbered_and_lined_up_in_the_order_of_now(listed):
    listed.store.select(["m/242KDN"])
    assert {key: pin.number for key, pin in pins(listed).items() if pin.number} == {"m/7": 1, "m/8": 2}
    assert told(listed, "routes") == [["m/242KDN", ["m/7", "m/8"]]]
    listed.store.select([])
    assert not any(pin.number for pin in pins(listed).values())
    assert told(listed, "routes") == []
    listed.store.select(["m/242KDN"])
    listed.store.apply_task(replace(LATER, start_at=NOW - HOUR))
    assert (pins(listed)["m/8"].number, pins(listed)["m/7"].number) == (1, 2)


def test_with_many_vehicles_selected_no_lines_are_drawn(listed, monkeypatch):
    monkeypatch.setattr("fleetdesk.ui.map.task_pins.MOST_VEHICLES", 1)
    listed.store.select(["m/242KDN", "m/820BHT"])
    assert told(listed, "routes") == []


def test_the_open_task_is_told_with_its_vehicle_and_start(listed):
    listed.store.apply_task(replace(TASK, start=Start(58.1, 24.5)))
    listed.view.tasks.controller.open_key("m/7")
    assert told(listed, "open_task") == {"key": "m/7", "unit": "m/242KDN", "start": (58.1, 24.5)}
    listed.store.apply_task(replace(TASK, unit="820BHT"))
    assert told(listed, "open_task") == {"key": "m/7", "unit": "m/820BHT", "start": None}


def test_a_click_opens_and_selects_the_task_and_leaves_the_map_and_ctrl_adds_and_takes_away(listed):
    listed.view.map.pane.map.center_on(0, 0)
    layer(listed).clicked.emit("m/8", False)
    assert listed.view.tasks.form.task.key == "m/8"
    assert listed.view.tasks.pane.table.selected_keys() == ("m/8",)
    assert told(listed, "task_selection") == ["m/8"]
    assert told(listed, "view") == {"lat": 0, "lon": 0}
    layer(listed).clicked.emit("m/7", True)
    assert set(listed.view.tasks.pane.table.selected_keys()) == {"m/7", "m/8"}
    layer(listed).clicked.emit("m/8", True)
    assert listed.view.tasks.pane.table.selected_keys() == ("m/7",)
    layer(listed).clicked.emit("m/9", False)
    layer(listed).cluster_clicked.emit(("m/7", "m/8"))
    assert set(listed.view.tasks.pane.table.selected_keys()) == {"m/7", "m/8", "m/9"}  # all of the cluster


def test_the_right_button_offers_the_menu_of_the_task_and_a_double_click_its_form(listed, qtbot):
    layer(listed).menu_wanted.emit("m/8", QPoint(10, 10))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Nearest vehicles" in " ".join(each.text() for each in menu.actions())
    assert listed.view.tasks.pane.table.selected_keys() == ("m/8",)
    menu.close()
    layer(listed).activated.emit("m/8")
    assert listed.view.tasks.form.task.key == "m/8"
    editor = listed.view.tasks.form.form.inputs["unit"].editor
    qtbot.waitUntil(lambda: listed.window.focusWidget() is editor)


def test_a_task_that_is_pressed_while_a_place_is_picked_gives_its_place(listed):
    places = []
    listed.view.map.pane.pick_place(lambda lat, lon: places.append((lat, lon)))
    layer(listed).clicked.emit("m/8", False)
    assert places == [(59.0, 25.0)]
    assert listed.view.tasks.form.task is None


def test_the_pins_of_very_many_tasks_are_brought_up_to_date_some_at_a_time(listed, qtbot):
    many = [replace(TASK, id=number, lat=58 + number / 10_000) for number in range(20, 3 * FEW)]
    apply_tasks(listed.store, "m", many)
    qtbot.waitUntil(lambda: len(pins(listed)) == len(many))
    sizes = []
    listed.view.map.pane.map.tasks.changed.connect(lambda: sizes.append(1))
    listed.store.now = lambda: NOW + 3 * HOUR
    listed.view.map.pane.pins.refresh()
    assert sizes == []
    qtbot.waitUntil(lambda: {pin.appearance for pin in pins(listed).values()} == {LATE})
    assert len(sizes) == -(-len(many) // AT_ONCE)


def test_a_task_that_changes_while_many_wait_is_shown_as_it_is_in_the_end(listed, qtbot):
    many = [replace(TASK, id=number) for number in range(20, 3 * FEW)]
    apply_tasks(listed.store, "m", many)
    listed.store.apply_task(replace(many[-1], address="Tamme 9"))
    apply_tasks(listed.store, "m", [*many[1:-1], replace(many[-1], address="Tamme 9")])
    qtbot.waitUntil(lambda: len(pins(listed)) == len(many) - 1)
    qtbot.waitUntil(lambda: pins(listed)[many[-1].key].detail.endswith("Tamme 9"))
    assert many[0].key not in pins(listed)
