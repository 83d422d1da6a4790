"""Ctrl+K finds commands, vehicles, drivers, tasks and saved areas; empty it lists all commands, the last used first."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.geo import Area
from fleetdesk.ui.window.command_field import MOST_FOUND
from tests.task_lists import apply_tasks
from tests.ui.desk import task
from tests.ui.window.test_keys import CTRL, busy, focused, press, type_letters  # noqa: F401  (a fixture)

pytestmark = pytest.mark.xdist_group("window")


@pytest.fixture
def asked(busy):  # noqa: F811
    busy.window.resize(1366, 768)
    QApplication.processEvents()
    busy.view.tasks.pane.table.setFocus()
    press(Qt.Key.Key_K, CTRL)
    assert focused() is busy.window.counters.command
    return busy


def offered(desk):
    found = next(each for each in desk.window.findChildren(QListWidget) if each.accessibleName() == "Commands")
    return found if found.isVisible() else None


def texts(desk):
    shown = offered(desk)
    return [] if shown is None else [shown.item(row).text() for row in range(shown.count())]


def test_empty_it_lists_all_commands(asked):
    assert len(texts(asked)) == len(asked.window.commands)


def test_what_was_used_last_comes_first(asked):
    type_letters("polygon")
    press(Qt.Key.Key_Return)
    assert asked.view.map.pane.map.tool == "polygon"
    press(Qt.Key.Key_K, CTRL)
    assert texts(asked)[0] == "Map: Polygon   P"
    assert len(texts(asked)) == len(asked.window.commands)


def test_escape_closes_clears_and_leaves_the_selection(asked):
    asked.store.select(["m/242KDN"])
    type_letters("ex")
    press(Qt.Key.Key_Escape)
    assert offered(asked) is None
    assert asked.window.counters.command.text() == ""
    assert asked.store.selection == ("m/242KDN",)
    assert asked.view.tasks.pane.table.hasFocus()
    press(Qt.Key.Key_K, CTRL)
    type_letters("242")
    assert asked.window.counters.command.text() == "242"


def test_a_task_is_found_by_reference_and_address_and_opened(asked):
    tasks = asked.view.tasks
    for typed in ("order-8", "kase 118", "ER-8"):
        press(Qt.Key.Key_K, CTRL)
        type_letters(typed)
        assert [each for each in texts(asked) if each.startswith("Task: ORDER-8 · Kase 118")], typed
        press(Qt.Key.Key_Return)
        assert tasks.form.task.key == "m/8", typed
        assert tasks.pane.table.selected_keys() == ("m/8",), typed
        asked.editing.open_key("m/7")
        tasks.pane.select(("m/7",))
        assert (tasks.form.task.key, tasks.pane.table.selected_keys()) == ("m/7", ("m/7",))


def test_a_vehicle_is_found_and_gets_the_keyboard(asked):
    type_letters("820bht")
    press(Qt.Key.Key_Return)
    assert asked.store.selection == ("m/820BHT",)
    assert asked.view.vehicles.pane.table.hasFocus()


def test_a_driver_is_found(asked):
    asked.store.apply_driving("m", [TachoState("m", "966AJJ", driver_name="Aulo Koppel")])
    type_letters("koppel")
    assert texts(asked)[0].startswith("Driver: Aulo Koppel · 966AJJ")
    press(Qt.Key.Key_Return)
    assert asked.store.selection == ("m/966AJJ",)


async def test_a_saved_area_is_found_and_shown(asked):
    square = Area.of(((24.0, 58.0), (26.0, 58.0), (26.0, 58.8), (24.0, 58.8), (24.0, 58.0)))
    await asked.areas.save("Harbour", json.dumps(square.geojson()))
    type_letters("harb")
    assert texts(asked) == ["Area: Harbour"]
    press(Qt.Key.Key_Return)
    assert asked.view.map.pane.panel.isVisible()


def test_what_does_not_fit_is_said_whole(asked):
    type_letters("zzzz")
    (said,) = texts(asked)
    assert said.startswith("Nothing fits")
    shown = offered(asked)
    assert shown.visualItemRect(shown.item(0)).width() >= shown.fontMetrics().horizontalAdvance(said)
    assert not shown.horizontalScrollBar().isVisible()


def test_nothing_is_cut_and_the_list_stays_in_the_window(asked):
    apply_tasks(asked.store, "m", [task(each, address="A street with a long name 5, Tallinn") for each in range(100)])
    type_letters("long name")
    shown = offered(asked)
    assert len(texts(asked)) == MOST_FOUND
    for row in range(shown.count()):
        assert shown.viewport().width() >= shown.fontMetrics().horizontalAdvance(shown.item(row).text())
    bottom = shown.mapTo(asked.window, shown.rect().bottomRight())
    assert asked.window.rect().contains(bottom)
    assert shown.verticalScrollBar().maximum() > 0


def test_arrows_go_through_the_list_and_scroll(asked):
    for _turn in range(30):
        press(Qt.Key.Key_Down)
    shown = offered(asked)
    assert shown.currentRow() == 30
    assert shown.viewport().rect().contains(shown.visualItemRect(shown.currentItem()))


def test_down_in_a_search_goes_into_its_list(busy):  # noqa: F811
    for shown in (busy.view.vehicles.pane, busy.view.tasks.pane):
        shown.search.setFocus()
        press(Qt.Key.Key_Down)
        assert shown.table.hasFocus(), shown
        assert shown.table.selected_keys() == (shown.model.key(0),), shown
