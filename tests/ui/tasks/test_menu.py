"""A right click on tasks: what can be done with one, and with several."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from fleetdesk.domain.tasks import Task, TaskStatus
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

TASK = Task(
    "m", 7, unit="242KDN", order_ref="ORDER-7", status=TaskStatus.CREATED, lat=58.5, lon=25.0, start_at=NOW, stop_at=NOW
)
DONE = replace(TASK, id=8, order_ref="ORDER-8", status=TaskStatus.COMPLETED)


@pytest.fixture
def listed(desk):
    desk.fill()
    desk.store.keep_finished(True)
    apply_tasks(desk.store, "m", [TASK, DONE], everything=True)
    return desk


def texts(menu):
    return [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]


def action(menu, text):
    found = {each.text().partition("\t")[0]: each for each in menu.actions()}
    for each in menu.actions():
        if each.menu():
            found |= {inner.text(): inner for inner in each.menu().actions()}
    return found[text]


async def under_way(desk):
    for task in desk.background.running:
        await task


GIVE = ["Give to 820BHT", "Set to"]


def test_one_task_can_be_edited_and_copied_and_where_none_is_nothing_is_offered(listed):
    assert listed.task_menu.popup((), QPoint(0, 0)) is None
    listed.store.select(["m/820BHT"])
    menu = listed.task_menu.popup(("m/7",), QPoint(0, 0))
    assert texts(menu) == [
        "Edit",
        "Nearest vehicles",
        "Copy of the task",
        "Show on map",
        "History of the vehicle",
        "Who was here, within 150 m",
        "New place at its address",
        *GIVE,
    ]
    action(menu, "Edit").trigger()
    assert listed.view.tasks.form.task.key == "m/7"


@pytest.mark.asyncio
async def test_several_are_given_together(listed):
    listed.store.select(["m/820BHT"])
    action(listed.task_menu.popup(("m/7", "m/8"), QPoint(0, 0)), "Give to 820BHT").trigger()
    await under_way(listed)
    assert {(op.task, op.fields["unit"]) for op in listed.outbox_thread.outbox.queries.open_ops()} == {
        ("7", "820BHT"),
        ("8", "820BHT"),
    }


@pytest.mark.asyncio
async def test_a_state_is_set_where_it_is_another(listed):
    action(listed.task_menu.popup(("m/7", "m/8"), QPoint(0, 0)), "Completed").trigger()
    await under_way(listed)
    assert [op.task for op in listed.outbox_thread.outbox.queries.open_ops()] == ["7"]


@pytest.fixture
def free(listed):
    """A desk with fifteen tasks that nobody has."""
    tasks = [replace(TASK, id=number, unit=None, order_ref=f"FREE-{number:02d}") for number in range(20, 35)]
    apply_tasks(listed.store, "m", [TASK, DONE, *tasks], everything=True)
    return listed


def vehicle_menu(desk, key):
    desk.store.select([key])
    desk.view.vehicles.commands.popup(QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def inner(menu, text):
    return next(each.menu() for each in menu.actions() if each.menu() and each.text() == text)


@pytest.mark.asyncio
async def test_a_vehicle_is_given_an_unassigned_task_of_which_the_list_has_more_than_the_menu(free):
    menu = inner(vehicle_menu(free, "m/820BHT"), "Give it a task")
    offered = texts(menu)
    assert len(offered) == 13
    assert offered[0].startswith("FREE-20 · ")
    assert offered[-1] == "3 more in the list"
    menu.actions()[-1].trigger()
    assert free.view.tasks.pane.model.rowCount() == 15
    QApplication.activePopupWidget().close()
    menu = inner(vehicle_menu(free, "m/820BHT"), "Give it a task")
    menu.actions()[0].trigger()
    await under_way(free)
    assert [(op.task, op.fields["unit"]) for op in free.outbox_thread.outbox.queries.open_ops()] == [("20", "820BHT")]


@pytest.mark.asyncio
async def test_a_vehicle_is_given_the_open_task(free):
    free.view.tasks.controller.open(free.store.tasks["m/7"])
    assert "Give it ORDER-7" not in texts(vehicle_menu(free, "m/242KDN"))  # it has it
    QApplication.activePopupWidget().close()
    action(vehicle_menu(free, "m/820BHT"), "Give it ORDER-7").trigger()
    await under_way(free)
    assert [(op.task, op.fields["unit"]) for op in free.outbox_thread.outbox.queries.open_ops()] == [("7", "820BHT")]


def test_where_no_task_is_free_the_menu_says_so(listed):
    menu = inner(vehicle_menu(listed, "m/820BHT"), "Give it a task")
    assert texts(menu) == ["No task of this account is unassigned"]
    assert not menu.actions()[0].isEnabled()
