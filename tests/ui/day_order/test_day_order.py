"""The order of a vehicle's day: what is shown of it, and what comes of choosing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import UnitKind
from fleetdesk.ui.day_order.dialog import NO_POSITION, NO_TASKS, DayOrderDialog, Order
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks
from tests.ui.desk import column
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("window")
KEY, HOUR = "m/820BHT", timedelta(hours=1)


def task(number, lat, opens=1.0, closes=9.0, **changes):
    made = Task(
        "m",
        number,
        unit="820BHT",
        order_ref=f"O-{number}",
        status=TaskStatus.CREATED,
        lat=lat,
        lon=25.0,
        address=f"Tamme {number}, Tartu",
        start_at=NOW + opens * HOUR / 60,
        stop_at=NOW + closes * HOUR,
    )
    return replace(made, **changes)


FAR, NEAR = task(1, 59.6, opens=1), task(2, 59.1, opens=2)
OTHER = task(3, 59.3, unit="242KDN", opens=3)


@pytest.fixture
def two(desk):
    """A vehicle at 59.0 whose first task lies behind its second one, and a task of another vehicle."""
    desk.fill()
    apply_tasks(desk.store, "m", [FAR, NEAR, OTHER])
    return desk


async def opened(desk, key=KEY):
    dialog = desk.view.day_order.open(key)
    await answered(desk)
    return dialog


async def answered(desk):
    await until(lambda: not desk.background.running)


async def test_the_tasks_come_in_the_order_of_their_starts_and_the_best_is_offered_with_what_it_saves(two):
    dialog = await opened(two)
    assert (column(dialog.model, "number"), column(dialog.model, "task")) == (["1", "2"], ["O-1", "O-2"])
    assert column(dialog.model, "place") == ["Tamme 1, Tartu", "Tamme 2, Tartu"]
    assert "The best order: done " in dialog.told.text()
    dialog.choices[Order.BEST].click()
    assert (column(dialog.model, "task"), column(dialog.model, "change")) == (
        ["O-2", "O-1"],
        ["2 h earlier", "20 min later"],
    )


async def test_nothing_changes_before_the_best_order_is_taken_which_is_taken_back_as_one(two):
    dialog = await opened(two)
    dialog.choices[Order.BEST].click()
    assert two.store.tasks["m/1"].start_at == FAR.start_at
    dialog.go.click()
    await answered(two)
    assert two.store.tasks["m/1"].start_at > NEAR.start_at
    assert (two.store.tasks["m/1"].stop_at, two.store.tasks["m/2"].start_at) == (FAR.stop_at, NEAR.start_at)
    assert column(dialog.model, "task") == ["O-2", "O-1"]
    two.undoing.undo()
    await answered(two)
    assert (two.store.tasks["m/1"].start_at, two.store.tasks["m/2"].start_at) == (FAR.start_at, NEAR.start_at)


async def test_the_open_task_of_another_vehicle_is_tried_and_given_from_there(two):
    two.editing.open(two.store.tasks["m/3"])
    dialog = await opened(two)
    assert dialog.choices[Order.ADDED].text() == "With O-3"
    dialog.choices[Order.ADDED].click()
    assert sorted(column(dialog.model, "task")) == ["O-1", "O-2", "O-3"]
    assert dialog.told.text().rpartition("With O-3")[1]
    assert two.store.tasks["m/3"].unit == "242KDN"
    dialog.go.click()
    await answered(two)
    assert two.store.tasks["m/3"].unit == "820BHT"
    assert not dialog.choices[Order.ADDED].isVisible()


async def test_no_better_order_is_said_and_cannot_be_taken(two):
    apply_tasks(two.store, "m", [NEAR])
    dialog = await opened(two)
    dialog.choices[Order.BEST].click()
    assert "No order is better than this one." in dialog.told.text()
    assert not dialog.go.isEnabled()


async def test_a_late_task_is_told(two):
    apply_tasks(two.store, "m", [replace(FAR, stop_at=NOW + HOUR / 6)])
    dialog = await opened(two)
    assert column(dialog.model, "slack")[0].endswith(" late")
    assert "1 task late" in dialog.told.text()


async def test_tasks_without_a_place_are_named(two):
    apply_tasks(two.store, "m", [NEAR, replace(FAR, lat=None, lon=None)])
    dialog = await opened(two)
    assert (column(dialog.model, "task"), dialog.unplaced.text()) == (
        ["O-2"],
        "Without a place, so not in the order: O-1.",
    )


async def test_a_vehicle_without_tasks_or_a_position_says_so(two):
    assert (await opened(two, "m/966AJJ")).told.text() == NO_TASKS
    assert (await opened(two, "m/001LST")).basis.text() == NO_POSITION


async def test_it_follows_what_happens_to_the_tasks(two):
    dialog = await opened(two)
    apply_tasks(two.store, "m", [FAR, NEAR, OTHER, task(4, 59.2, opens=4)])
    await until(lambda: column(dialog.model, "task") == ["O-1", "O-2", "O-4"])


async def test_the_key_opens_the_day_of_the_selected_vehicle(two):
    two.view.day_order.open_chosen()
    assert "Select one vehicle first" in next(iter(two.window.notices.shown))
    two.store.select([KEY])
    two.window.activateWindow()
    QTest.keyClick(two.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    await answered(two)
    [dialog] = two.window.findChildren(DayOrderDialog)
    assert dialog.windowTitle() == "Order of the day of 820BHT"


async def test_the_menu_of_a_vehicle_offers_it_and_that_of_a_person_does_not(two):
    menu = QMenu()
    two.view.day_order.offer(menu, KEY)
    [entry] = menu.actions()
    entry.trigger()
    await answered(two)
    assert two.window.findChildren(DayOrderDialog)
    two.store.apply_units("m", [unit("p", kind=UnitKind.PERSON)], whole=False)
    two.store.apply_positions([position("p")])
    menu = QMenu()
    two.view.day_order.offer(menu, "m/p")
    assert menu.isEmpty()
