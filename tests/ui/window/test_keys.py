"""Keys do what has the focus: letters in lists, map and board, never in a form; and the rest by real key events."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.sync.fakes import unit
from tests.task_lists import apply_tasks
from tests.ui.desk import task

pytestmark = pytest.mark.xdist_group("window")

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def busy(desk, qtbot):
    """A window with vehicles and tasks, which has the keyboard."""
    desk.fill()
    apply_tasks(desk.store, "m", [task(7, "242KDN", address="Tamme 1"), task(8, address="Kase 118"), task(9)])
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    return desk


def focused():
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def type_letters(text):
    QTest.keyClicks(focused(), text)


def focus(widget):
    widget.setFocus()
    assert widget.hasFocus() or widget.focusProxy()


def float_with_focus(qtbot, dock, widget):
    """Float a dock, which has the keyboard then."""
    dock.setFloating(True)
    dock.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dock)
    widget.setFocus()
    qtbot.waitUntil(lambda: dock.isAncestorOf(QApplication.focusWidget()))


def found(desk, name):
    return next(each for each in desk.window.findChildren(QPushButton) if each.accessibleName() == name)


def test_letters_on_a_button_of_the_form_are_no_commands(busy):
    busy.editing.new()
    inputs = busy.view.tasks.form.form.inputs
    inputs["notes"].type_text("12 pallets")
    reference = inputs["order_ref"].text()
    focus(found(busy, "Pick on map"))
    type_letters("pallets ten e f c d ?".replace(" ", ""))
    assert (inputs["notes"].text(), inputs["order_ref"].text()) == ("12 pallets", reference)
    assert busy.view.map.pane.map.tool == "select"


def test_a_letter_in_lists_board_and_map_is_a_command(busy):
    view, form = busy.view, busy.view.tasks.form
    for where in (view.vehicles.pane.table, view.tasks.pane.table, view.board.view, view.map.pane.map):
        focus(where)
        press(Qt.Key.Key_T)
        assert form.new_account == "m", where
        form.discard_changes()
        assert form.new_account is None, where
    assert busy.window.actions_by_text["New task"].shortcut().toString() == "T"  # it stands in the menu still


def test_a_letter_in_a_choice_chooses_there(busy):
    focus(busy.view.tasks.pane.filters.day)
    press(Qt.Key.Key_T)
    assert busy.view.tasks.form.new_account is None
    assert busy.view.tasks.pane.filters.day.currentText() == "Today"


def test_ctrl_a_takes_the_tasks_in_their_list_the_bars_of_the_board_and_else_the_vehicles(busy):
    focus(busy.view.tasks.pane.table)
    press(Qt.Key.Key_A, CTRL)
    assert len(busy.view.tasks.pane.table.selected_keys()) == 3
    assert busy.store.selection == ()
    for where in (busy.view.vehicles.pane.table, busy.view.map.pane.map):
        busy.store.select([])
        focus(where)
        press(Qt.Key.Key_A, CTRL)
        assert len(busy.store.selection) == 4, where
    busy.view.board.show_day(task(7).start_at.date())
    focus(busy.view.board.view)
    press(Qt.Key.Key_A, CTRL)
    assert busy.view.board.view.selected == {"m/7", "m/8", "m/9"}


def test_escape_clears_the_search_of_the_list_that_has_the_focus_then_its_selection(busy):
    pane = busy.view.tasks.pane
    busy.store.select(["m/242KDN"])
    pane.search.setText("tamme")
    pane.table.selectRow(0)
    focus(pane.table)
    press(Qt.Key.Key_Escape)
    assert (pane.search.text(), pane.table.selected_keys()) == ("", ("m/7",))
    press(Qt.Key.Key_Escape)
    assert pane.table.selected_keys() == ()
    assert busy.store.selection == ("m/242KDN",)


def test_escape_in_the_search_of_tasks_clears_it(busy):
    focus(busy.view.tasks.pane.search)
    type_letters("tamme")
    assert busy.view.tasks.pane.model.rowCount() == 1
    press(Qt.Key.Key_Escape)
    assert busy.view.tasks.pane.model.rowCount() == 3


def test_escape_in_the_form_goes_back_to_the_list_and_keeps_what_was_typed(busy):
    focus(busy.view.tasks.pane.table)
    press(Qt.Key.Key_T)
    notes = busy.view.tasks.form.form.inputs["notes"]
    focus(notes.editor)
    type_letters("pallets")
    press(Qt.Key.Key_Escape)
    assert busy.view.tasks.pane.table.hasFocus()
    assert notes.text() == "pallets"


def test_ctrl_c_copies_the_selected_rows_as_lines_and_as_a_table(busy):
    table = busy.view.tasks.pane.table
    focus(table)
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert len(lines) == 4
    assert "Reference" in lines[0].split("\t")
    assert [line for line in lines if "ORDER-7" in line.split("\t")]
    assert data.html().count("<tr>") == 4
    assert "<td>ORDER-7</td>" in data.html()


def test_what_is_copied_is_no_formula_and_hides_nothing(busy):
    busy.store.apply_units("m", [unit("=1+1", name="<b>\u202etar"), unit("-5")])
    table = busy.view.vehicles.pane.table
    busy.store.select(["m/=1+1", "m/-5"])
    focus(table)
    press(Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    cells = [cell for line in data.text().split("\n") for cell in line.split("\t")]
    assert "'=1+1" in cells
    assert "-5" in cells
    assert any("<b>⟨RLO⟩tar" in cell for cell in cells)
    assert "&lt;b&gt;" in data.html()


def test_enter_presses_the_button_that_has_the_focus(busy):
    focus(found(busy, "Moving"))
    press(Qt.Key.Key_Return)
    assert busy.view.vehicles.pane.model.rowCount() == 1


@pytest.mark.parametrize("dock", ["map", "tasks"])
def test_the_window_that_has_the_field_comes_forward(busy, qtbot, dock):
    view = busy.view
    if dock == "map":
        float_with_focus(qtbot, view.map.pane, view.map.pane.map)
    else:
        float_with_focus(qtbot, view.tasks.pane, view.tasks.pane.table)
    press(Qt.Key.Key_T)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is busy.window)
    type_letters("Kase")
    assert any(made.text() == "Kase" for made in busy.view.tasks.form.form.inputs.values())


def test_a_search_in_another_window_gets_the_keyboard(busy, qtbot):
    float_with_focus(qtbot, busy.view.map.pane, busy.view.map.pane.map)
    press(Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is busy.window)
    type_letters("242")
    assert busy.view.vehicles.pane.search.text() == "242"
