"""The panes together: list, map, counters and card show one truth."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.mapview.shapes import DrawnShape
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.window.account_words import STATUS_WORDS
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks
from tests.ui.conftest import Desk

HOSTILE = "<img src=x onerror=alert(1)>"
SQUARE = ((24.0, 58.0), (26.0, 58.0), (26.0, 58.8), (24.0, 58.8), (24.0, 58.0))
BOW = ((24.0, 58.0), (26.0, 59.0), (26.0, 58.0), (24.0, 59.0), (24.0, 58.0))

pytestmark = pytest.mark.xdist_group("window")


def plates(desk):
    model = desk.view.vehicles.pane.model
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_counters_count_and_narrow_list_and_map(desk, qtbot):
    desk.fill()
    desk.window.counters.choose("Moving")
    assert plates(desk) == ["242KDN"]
    assert desk.view.map.pane.map.state.value("filter") == ["m/242KDN"]
    desk.window.counters.choose("All")
    assert len(plates(desk)) == 4
    buttons = desk.window.counters.findChildren(QPushButton)
    wanted = {"All": "4", "Moving": "1", "Idling": "1", "Stopped": "2", "Silent": "0"}
    said = lambda: {each.accessibleName(): each.accessibleDescription() for each in buttons}  # noqa: E731
    qtbot.waitUntil(lambda: said()["Idling"] == "1")
    assert {name: said()[name] for name in wanted} == wanted


def test_who_has_no_position_is_listed_and_not_drawn(desk):
    desk.fill()
    row = plates(desk).index("001LST")
    assert "no position" in desk.view.vehicles.pane.model.index(row, 2).data()
    assert "m/001LST" not in desk.view.map.pane.map.state.units


def test_the_first_list_has_the_keyboard_as_soon_as_it_has_rows(desk, qtbot):
    desk.window.activateWindow()
    qtbot.waitActive(desk.window)
    desk.fill()
    qtbot.waitUntil(desk.view.vehicles.pane.table.hasFocus)


def test_a_row_selects_and_centres(desk):
    desk.fill()
    desk.view.vehicles.pane.table.selectRow(plates(desk).index("242KDN"))
    assert desk.store.selection == ("m/242KDN",)
    assert desk.view.map.pane.map.state.value("selection") == ["m/242KDN"]
    assert desk.view.map.pane.map.state.value("view") == {"lat": 58.5, "lon": 25.0}
    assert desk.view.vehicles.details.header.name.text() == "242KDN"


def test_a_sign_on_the_map_selects_the_row_and_a_box_takes_who_is_in_it(desk):
    desk.fill()
    desk.view.map.pane.map.unit_clicked.emit("m/820BHT", False, False)
    assert desk.view.vehicles.pane.table.selected_keys() == ("m/820BHT",)
    desk.view.map.pane.map.unit_clicked.emit("m/966AJJ", True, False)
    assert set(desk.view.vehicles.pane.table.selected_keys()) == {"m/820BHT", "m/966AJJ"}
    desk.view.map.pane.map.box_selected.emit(58.0, 24.0, 58.6, 26.0, "replace")
    assert set(desk.store.selection) == {"m/242KDN", "m/966AJJ"}
    desk.view.map.pane.map.box_selected.emit(58.0, 24.0, 58.3, 26.0, "subtract")
    assert desk.store.selection == ("m/242KDN",)


def test_escape_goes_back_step_by_step(desk):
    desk.fill()
    desk.window.counters.choose("Moving")
    desk.store.select(["m/242KDN"])
    desk.view.vehicles.pane.search.setText("242")
    desk.view.vehicles.commands.clear()
    assert desk.view.vehicles.pane.search.text() == ""
    desk.view.vehicles.commands.clear()
    assert desk.store.selection == ()
    desk.view.vehicles.commands.clear()
    assert len(plates(desk)) == 4


def test_arrows_walk_the_list(desk):
    desk.fill()
    table = desk.view.vehicles.pane.table
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert desk.store.selection == (desk.view.vehicles.pane.model.key(1),)


def test_selection_survives_a_new_order(desk):
    desk.fill()
    desk.store.select(["m/820BHT"])
    desk.view.vehicles.pane.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    desk.store.apply_positions([position("820BHT", lat=59.0, speed_kmh=80.0, at=NOW.replace(minute=1))])
    assert desk.view.vehicles.pane.table.selected_keys() == ("m/820BHT",)


def test_a_shape_asks_who_is_in_it_until_it_is_cleared(desk):
    desk.fill()
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", SQUARE))
    assert set(desk.area.verdict.local) == {"m/242KDN", "m/966AJJ"}
    assert desk.view.map.pane.panel.isVisible()
    desk.view.map.pane.clear_area()
    assert not desk.view.map.pane.panel.isVisible()
    assert desk.view.map.pane.map.state.value("area") == []


def test_shift_adds_and_alt_takes_away(desk):
    desk.fill()
    north = tuple((lon, lat + 0.8) for lon, lat in SQUARE)
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", SQUARE))
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", north, "add"))
    assert set(desk.area.verdict.local) == {"m/242KDN", "m/966AJJ", "m/820BHT"}
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", SQUARE, "subtract"))
    assert desk.area.verdict.local == ("m/820BHT",)


def test_a_shape_that_crosses_itself_is_refused_in_words(desk):
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", BOW))
    assert desk.area.verdict is None
    notice = desk.window.notices.findChild(Paragraph)
    assert "crosses itself" in notice.text()


def test_a_task_is_read(desk):
    desk.fill()
    task = Task(
        "m",
        7,
        unit="242KDN",
        order_ref="ORDER-7",
        status=TaskStatus.IN_PROGRESS,
        lat=58.5,
        lon=25.0,
        address="EE, Harju maakond, Tallinn, Tamme 1",
        start_at=NOW,
        stop_at=NOW.replace(hour=11),
    )
    apply_tasks(desk.store, "m", [task])
    desk.view.tasks.pane.table.selectRow(0)
    fields = {each.accessibleName(): each.text() for each in desk.view.tasks.form.findChildren(QLineEdit)}
    assert fields["Order reference"] == "ORDER-7"
    assert fields["Vehicle"] == "242KDN · Tartu 4"
    assert fields["Status"] == "in progress, late"


def test_an_unknown_status_keeps_its_number(desk):
    apply_tasks(desk.store, "m", [Task("m", 8, unit="X", order_ref="O", status_code=9)])
    assert "unknown (9)" in desk.view.tasks.pane.model.index(0, 6).data()


def test_the_status_bar_says_how_an_account_stands_and_the_clock_is_red_when_one_is_lost(desk):
    for spent, status in enumerate(LinkStatus, 62):
        desk.store.set_link(Link("m", "Metrotec", status, "why", heard_at=NOW, spent=spent, limit=180))
        bar = {each.accessibleName(): each.text() for each in desk.window.statusBar().findChildren(QLabel)}
        assert bar["Connection"].startswith(f"● m {STATUS_WORDS[status]}"), status
        assert f"{spent} of 180" in bar["Request budget"], status
        assert "ago" in bar["Last update"], status
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.OFFLINE, "gone"))
    clock = next(each for each in desk.window.statusBar().findChildren(QLabel) if each.accessibleName() == "Clock")
    assert "#c94040" in clock.styleSheet()


def test_no_label_reads_a_name_as_html(desk):
    desk.store.apply_units("m", [unit(HOSTILE, name=HOSTILE)])
    desk.store.apply_positions([position(HOSTILE)])
    desk.store.select([f"m/{HOSTILE}"])
    assert desk.view.vehicles.details.header.name.text() == HOSTILE
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in desk.window.findChildren(QLabel) if each.text())
    hover = desk.view.vehicles.pane.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in hover


def test_everything_that_can_be_pressed_has_a_name(desk):
    desk.fill()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView)
    nameless = [
        each
        for each in desk.window.findChildren(kinds[0])
        if each.isVisible() and not each.accessibleName() and not each.text()
    ]
    for kind in kinds[1:]:
        nameless += [each for each in desk.window.findChildren(kind) if each.isVisible() and not each.accessibleName()]
    assert [type(each).__name__ for each in nameless if each.objectName() != "qt_spinbox_lineedit"] == []


def test_the_card_shows_a_task_that_is_not_sent_yet_beside_others(desk):
    desk.fill()
    same: dict[str, Any] = {"unit": "242KDN", "status": TaskStatus.CREATED, "start_at": NOW, "stop_at": NOW}
    apply_tasks(desk.store, "m", [Task("m", 7, order_ref="ORDER-7", **same)])
    desk.store.apply_task(Task("m", None, local_id="n1", order_ref="FD-1", **same))
    desk.store.select(["m/242KDN"])
    values = {each.accessibleName(): each for each in desk.view.vehicles.details.findChildren(Paragraph)}
    shown = [values[name].text() for name in ("Vehicle task", "Vehicle next")]
    assert [each.split(" ")[0] for each in shown] == ["ORDER-7", "FD-1"]


def test_no_two_columns_of_a_table_have_one_key(desk):
    tables = [each for each in desk.window.findChildren(QTableView) if isinstance(each, Table)]
    assert len(tables) >= 5
    for table in tables:
        keys = [column.key for column in table.rows.columns]
        assert len(set(keys)) == len(keys), table.accessibleName()


def test_columns_are_kept_for_the_next_window(desk, tmp_path):
    table = desk.view.vehicles.pane.table
    table.setColumnHidden(table.rows.place("driver"), True)
    table.setColumnHidden(table.rows.place("group"), False)
    table.setColumnWidth(table.rows.place("plate"), 177)
    desk.window.save_layout()
    desk.app.layout_file.settings.sync()
    other = Desk(tmp_path, ZoneInfo("Europe/Tallinn"))
    again = other.view.vehicles.pane.table
    shown = [column.key for place, column in enumerate(again.rows.columns) if not again.isColumnHidden(place)]
    width = again.columnWidth(again.rows.place("plate"))
    other.close()
    assert (shown, width) == (["state", "plate", "name", "speed", "left", "age", "group"], 177)
