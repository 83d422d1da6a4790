"""Tab goes once round what is seen, F6 from panel to panel, Alt and F10 into the menus, Shift+F10 to the menu there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton, QTabBar, QVBoxLayout, QWidget

from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.mnemonics import with_mnemonics
from fleetdesk.ui.widgets.walk import regions, step
from tests.ui.window.test_keys import busy, float_with_focus, focused, found, press  # noqa: F401  (a fixture)

pytestmark = pytest.mark.xdist_group("window")

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def open_task(busy):  # noqa: F811
    """A task is open, and the window has its first size."""
    busy.window.resize(1600, 1000)
    busy.editing.open_key("m/7")
    QApplication.processEvents()
    return busy


def named(widget):
    return widget.accessibleName() or type(widget).__name__


def walked(key, start, most=200):
    """The names of what has the focus on each press, until the round is closed."""
    start.setFocus()
    first, names = focused(), [named(focused())]
    for _turn in range(most):
        press(key)
        if focused() is first:
            return names
        names.append(named(focused()))
    raise AssertionError(f"no round: {names}")


def test_tab_goes_once_round_in_the_order_of_the_eye_and_backtab_the_same_way_back(open_task):
    names = walked(Qt.Key.Key_Tab, open_task.view.vehicles.pane.search)
    wanted = ["Search vehicles", "Vehicles", "Map", "Select", "Draw polygon", "Fit fleet", "All vehicles on the board"]
    wanted += ["Day board lanes", "Search tasks", "Task state", "Tasks", "Vehicle", "Order reference", "Start", "Stop"]
    wanted += ["Address", "Latitude", "Longitude", "Pick on map", "Description", "Details", "Notes", "Set created"]
    wanted += ["Start address", "Planned km", "Active", "Nearest vehicles", "All", "Command"]
    assert [name for name in names if name in wanted] == wanted
    assert len(set(names)) == len(names)
    backwards = walked(Qt.Key.Key_Backtab, open_task.view.vehicles.pane.search)
    assert [backwards[0], *backwards[:0:-1]] == names


def test_nothing_hidden_is_a_stop_and_fields_of_the_form_are_stops_from_top_to_bottom(open_task):
    stops = [stop for region in regions(open_task.window) for stop in region.stops]
    assert stops
    for stop in stops:
        assert stop.isVisible()
        assert not open_task.view.documents.pane.isAncestorOf(stop)
        assert not open_task.view.outbox.built().isAncestorOf(stop)
    form = open_task.view.tasks.form.form
    region = next(each for each in regions(open_task.window) if each.part is open_task.view.tasks.form)
    tops = [stop.mapTo(form, stop.rect().topLeft()).y() for stop in region.stops if form.isAncestorOf(stop)]
    assert tops == sorted(tops)


def test_a_field_out_of_sight_is_scrolled_to(open_task):
    inputs = open_task.view.tasks.form.form.inputs
    inputs["start_lon"].editor.setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert inputs["planned_km"].editor.hasFocus()
    assert not inputs["planned_km"].editor.visibleRegion().isEmpty()


@pytest.mark.map
def test_tab_leaves_the_page_of_the_map_when_it_is_there(open_task, qtbot):
    view = open_task.view.map.pane.map
    qtbot.waitUntil(lambda: view.view is not None)
    view.setFocus()
    press(Qt.Key.Key_Tab)
    assert named(focused()) == "Select"
    press(Qt.Key.Key_Backtab)
    assert view.isAncestorOf(focused())
    press(Qt.Key.Key_Backtab)
    assert named(focused()) == "Find a place"


def test_a_button_that_is_disabled_hands_the_focus_to_its_neighbour(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    box, made = QVBoxLayout(window), [QPushButton(), QPushButton(), QPushButton()]
    for each in reversed(made):
        box.addWidget(each)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    made[1].setFocus()
    assert step(window, forwards=True)
    assert made[0].hasFocus()


def test_a_floating_dock_has_a_round_of_its_own(open_task, qtbot):
    pane = open_task.view.tasks.pane
    float_with_focus(qtbot, pane, pane.search)
    names = walked(Qt.Key.Key_Tab, pane.search)
    assert names == [
        "Search tasks",
        "Task state",
        "Task day",
        "Of selected vehicles",
        "Finished tasks",
        "Tasks",
        "New task",
        "Dock back",
        "Maximise panel",
        "Close panel",
    ]


def test_a_dialog_is_walked_in_the_order_of_the_eye(open_task, qtbot):
    ask.ask_secret(open_task.window, ["m", "v"], lambda *_: None)
    dialog = open_task.window.findChild(ask.Small)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    names = walked(Qt.Key.Key_Tab, dialog.findChild(QComboBox))
    assert names == ["Account", "Password or token", "Cancel", "Sign in"]
    dialog.reject()


def test_f6_goes_from_panel_to_panel_and_shift_f6_back_to_where_one_was(open_task):
    open_task.view.vehicles.pane.table.setFocus()
    names = []
    for _turn in range(7):
        press(Qt.Key.Key_F6)
        names.append(named(focused()))
    assert names == ["Map", "Day board lanes", "Tasks", "More for the task", "Show notices", "All", "Vehicles"]
    press(Qt.Key.Key_F6, SHIFT)
    assert named(focused()) == "All"
    notes = open_task.view.tasks.form.form.inputs["notes"].editor
    notes.setFocus()
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_F6, SHIFT)
    assert notes.hasFocus()


def test_f6_goes_to_a_dock_on_another_screen(open_task, qtbot):
    open_task.view.map.pane.setFloating(True)
    open_task.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is open_task.window)
    open_task.window.counters.command.setFocus()
    press(Qt.Key.Key_F6, SHIFT)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is open_task.view.map.pane)
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is open_task.window)


def test_the_tabs_of_docks_in_one_place_are_walked_by_arrows(open_task):
    bar = next(each for each in open_task.window.findChildren(QTabBar) if each.isVisible())
    assert bar.accessibleName() == "Panels in one place"
    bar.setFocus()
    press(Qt.Key.Key_Right)
    assert not open_task.view.documents.pane.visibleRegion().isEmpty()


def test_arrows_walk_buttons_of_which_one_is_pressed_and_press_none(open_task):
    wished = []
    open_task.view.tasks.form.status.chosen.connect(wished.append)
    found(open_task, "Set created").setFocus()
    press(Qt.Key.Key_Right)
    assert named(focused()) == "Set in progress"
    press(Qt.Key.Key_Left)
    assert (named(focused()), wished) == ("Set created", [])
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert wished == [TaskStatus.IN_PROGRESS]


# -- menus


def opened_menu():
    found = QApplication.activePopupWidget()
    return found if isinstance(found, QMenu) else None


def test_each_menu_has_a_letter_of_its_own_that_opens_it_and_f10_the_first(open_task, qtbot):
    entries = open_task.window.menus.actions()
    letters = [each.text()[each.text().index("&") + 1].casefold() for each in entries]
    assert len(entries) == len(set(letters)) == len(Menu)
    press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: opened_menu() is not None)
    QTest.keyClick(opened_menu(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: opened_menu() is None)
    for entry in entries:
        letter = entry.text()[entry.text().index("&") + 1]
        open_task.view.vehicles.pane.table.setFocus()
        QTest.keyClick(focused(), letter.lower(), ALT)
        qtbot.waitUntil(lambda: opened_menu() is not None)
        assert opened_menu() is entry.menu(), entry.text()
        QTest.keyClick(opened_menu(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: opened_menu() is None)
    assert "&New task" in [each.text() for each in menu_of(open_task, "Tasks").actions()]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["File", "Fleet", "Tasks"], ["&File", "F&leet", "&Tasks"]),
        (["Vozidlá", "Úlohy"], ["&Vozidlá", "&Úlohy"]),
        (["A & B", "A", "A"], ["&A && B", "A", "A"]),
        (["—"], ["—"]),
    ],
)
def test_letters_are_chosen_in_any_language(texts, wanted):
    assert with_mnemonics(texts) == wanted


def texts_of(menu):
    return [each.text().replace("&", "") for each in menu.actions()]


def menu_of(desk, title):
    return next(each.menu() for each in desk.window.menus.actions() if each.text().replace("&", "") == title)


def test_menus_have_groups_and_say_what_holds_what_cannot_be_done_and_what_asks_for_more(open_task):
    tasks, view = menu_of(open_task, "Tasks"), menu_of(open_task, "View")
    by_text = {each.text().replace("&", ""): each for each in tasks.actions()}
    open_task.view.tasks.form.show_task(None)
    tasks.aboutToShow.emit()
    assert not by_text["Edit the task"].isEnabled()
    assert by_text["New task"].isEnabled()
    tasks.aboutToHide.emit()
    assert by_text["Edit the task"].isEnabled()
    view.aboutToShow.emit()
    assert [each.text().replace("&", "") for each in view.actions() if each.isChecked()] == ["Light"]
    assert sum(each.isSeparator() for each in tasks.actions()) >= 4
    assert "Import tasks…" in texts_of(tasks)
    assert "New task" in texts_of(tasks)


@pytest.mark.parametrize(("key", "modifiers"), [(Qt.Key.Key_F10, SHIFT)])
def test_shift_f10_opens_the_menu_of_what_has_the_focus(open_task, qtbot, key, modifiers):
    table = open_task.view.tasks.pane.table
    table.setFocus()
    table.selectRow(1)
    press(key, modifiers)
    qtbot.waitUntil(lambda: opened_menu() is not None)
    assert any(text.startswith("Edit") for text in texts_of(opened_menu()))
    assert any(each.text().endswith("\tCtrl+D") for each in opened_menu().actions())
    opened_menu().close()


def test_a_narrow_bar_of_tabs_scrolls_and_cuts_no_name(open_task):
    open_task.window.resize(1024, 700)
    bar = next(each for each in open_task.window.findChildren(QTabBar) if each.isVisible())
    needed = [bar.fontMetrics().horizontalAdvance(bar.tabText(tab)) for tab in range(bar.count())]
    rooms = [bar.tabRect(tab).width() for tab in range(bar.count())]
    assert sum(rooms) > bar.width()
    assert all(room > wide for room, wide in zip(rooms, needed, strict=True))


@pytest.mark.map
def test_shift_f10_on_map_board_and_field(open_task, qtbot):
    view = open_task.view
    qtbot.waitUntil(lambda: view.map.pane.map.view is not None)
    view.board.show_day(open_task.store.tasks["m/7"].start_at.date())
    for widget, entry in (
        (view.map.pane.map, "New task here"),
        (view.board.view, "Edit"),
        (view.tasks.form.form.inputs["address"].editor, "Select All"),
    ):
        widget.setFocus()
        press(Qt.Key.Key_F10, SHIFT)
        qtbot.waitUntil(lambda: opened_menu() is not None)
        assert any(text.startswith(entry) for text in texts_of(opened_menu()))
        opened_menu().close()


def test_the_focus_is_seen(open_task):
    """What has the focus looks otherwise than without it, every stop of the window."""
    same = []
    for region in regions(open_task.window):
        for stop in region.stops:
            if stop.visibleRegion().isEmpty() or open_task.view.map.pane.map.isAncestorOf(stop):
                continue
            open_task.window.setFocus()
            before = stop.grab().toImage()
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(stop, QLineEdit):
                stop.deselect()
            if stop.grab().toImage() == before:
                same.append(named(stop))
    assert same == []
