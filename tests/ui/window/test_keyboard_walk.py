"""The jobs of a shift by keyboard alone: every key goes to what has the focus, and no test gives that by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.accounts.connect_dialog import ConnectDialog
from fleetdesk.ui.importing.dialog import ImportDialog
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from tests.ui.window.test_keys import CTRL, busy, focused, press, type_letters  # noqa: F401  (a fixture)
from tests.waiting import until

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("window")]

KEY = Qt.Key
NONE, SHIFT, ALT = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier)
ENOUGH = 120
AWAITED = {"save task", "give task", "take back", "move task", "set status", "connect dialog", "keep settings"}


@pytest.fixture
def shift(busy, qtbot):  # noqa: F811
    """A window at the start of a shift: the map is there, and nothing has been touched."""
    busy.window.resize(1600, 1000)
    qtbot.waitUntil(lambda: busy.view.map.pane.map.view is not None)
    return busy


async def under_way(desk):
    """Wait for the writes that were started; what was asked of a server is answered by nobody here."""
    for work in desk.background.running:
        if work.get_name() in AWAITED:
            await work


def walk_to(name, key=KEY.Key_Tab):
    """Press Tab until something with this name has the focus."""
    for _turn in range(ENOUGH):
        if focused().accessibleName() == name:
            return
        press(key)
    raise AssertionError(f"{name} is not reached")


def panel(name):
    """Press F6 until this list, map or board has the focus."""
    walk_to(name, KEY.Key_F6)


def command(text):
    """Do what Ctrl+K finds first."""
    press(KEY.Key_K, CTRL)
    type_letters(text)
    press(KEY.Key_Return)


def opened(kind):
    return next((each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()), None)


def back(desk):
    """Make the window active again, as a window manager does when a dialog closes; return whether it is."""
    desk.window.activateWindow()
    return QApplication.activeWindow() is desk.window


def settled(desk):
    """Return whether the page has heard what the program said; nobody is quicker than that."""
    return desk.view.map.pane.map.lifecycle.bridge.settled


async def entry(desk, text):
    """Choose an entry of the open menu by arrows."""
    await until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _turn in range(ENOUGH):
        QTest.keyClick(menu, KEY.Key_Down)
        chosen = menu.activeAction()
        if chosen is not None and chosen.text().replace("&", "").startswith(text):
            QTest.keyClick(menu, KEY.Key_Return)
            await under_way(desk)
            return
    raise AssertionError(f"{text} is not in the menu")


async def test_a_vehicle_is_found_and_followed(shift):
    press(KEY.Key_F, CTRL)
    type_letters("820")
    press(KEY.Key_Down)
    assert shift.store.selection == ("m/820BHT",)
    press(KEY.Key_F)
    assert "following 820BHT" in shift.view.map.pane.header.count.text()
    press(KEY.Key_F)
    press(KEY.Key_Escape)
    assert shift.view.vehicles.pane.search.text() == ""


async def test_the_map_is_zoomed(shift):
    panel("Map")
    view = shift.view.map.pane.map
    await until(lambda: view.lifecycle.bridge.settled)
    before = view.view.zoom
    press(KEY.Key_Plus)
    await until(lambda: view.view.zoom > before)


def test_an_area_is_drawn_edited_selected_and_saved(shift, qtbot):
    panel("Map")
    qtbot.waitUntil(lambda: settled(shift))
    press(KEY.Key_R)
    qtbot.waitUntil(lambda: settled(shift))
    for key, times in ((KEY.Key_Left, 17), (KEY.Key_Up, 17)):
        for _turn in range(times):
            press(key)
    press(KEY.Key_Return)
    for key, times in ((KEY.Key_Right, 34), (KEY.Key_Down, 34)):
        for _turn in range(times):
            press(key)
    with qtbot.waitSignal(shift.view.map.pane.map.shape_drawn):
        press(KEY.Key_Return)
    qtbot.waitUntil(lambda: settled(shift))
    assert shift.area.verdict.local
    press(KEY.Key_Space)
    with qtbot.waitSignal(shift.view.map.pane.map.shape_edited):
        for _turn in range(4):
            press(KEY.Key_Left)
    press(KEY.Key_Return)
    walk_to("Select area")
    press(KEY.Key_Return)
    assert set(shift.store.selection) == set(shift.area.verdict.inside)
    walk_to("Save area")
    press(KEY.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ask.Small))
    type_letters("Harbour")
    assert focused().text() == "Harbour"
    press(KEY.Key_Escape)


async def test_a_task_is_made(shift):
    panel("Tasks")
    press(KEY.Key_T)
    for name, text in (("Vehicle", "242KDN"), ("Address", "Narva mnt 5"), ("Latitude", "58.5"), ("Longitude", "25.1")):
        walk_to(name)
        type_letters(text)
    press(KEY.Key_S, CTRL)
    await under_way(shift)
    (made,) = [each for each in shift.store.tasks.values() if each.address == "Narva mnt 5"]
    assert (made.unit, made.lat, made.lon) == ("242KDN", 58.5, 25.1)


async def test_a_place_is_picked_on_the_map(shift):
    panel("Tasks")
    press(KEY.Key_T)
    walk_to("Pick on map")
    press(KEY.Key_Space)
    assert focused().accessibleName() == "Map"
    await until(lambda: settled(shift))
    press(KEY.Key_Right)
    press(KEY.Key_Return)
    inputs = shift.view.tasks.form.form.inputs
    await until(lambda: inputs["lat"].text() and inputs["lon"].text())


async def test_a_task_is_given_to_the_nearest_vehicle_and_taken_back(shift):
    command("order-8")
    await under_way(shift)
    press(KEY.Key_N, CTRL)
    await until(lambda: isinstance(QApplication.activeWindow(), NearestPanel))
    walk_to("Nearest vehicles")
    press(KEY.Key_Return)
    await under_way(shift)
    assert shift.store.tasks["m/8"].unit
    await until(lambda: back(shift))
    press(KEY.Key_Z, CTRL)
    await under_way(shift)
    assert shift.store.tasks["m/8"].unit is None


async def test_many_tasks_are_given_at_once(shift):
    command("820bht")
    panel("Tasks")
    press(KEY.Key_A, CTRL)
    press(KEY.Key_F10, SHIFT)
    await entry(shift, "Give to 820BHT")
    assert {each.unit for each in shift.store.tasks.values()} == {"820BHT"}


async def test_a_bar_is_moved_on_the_board(shift):
    start = shift.store.tasks["m/7"].start_at
    shift.view.board.show_day(start.date())
    panel("Day board lanes")
    for _turn in range(ENOUGH):
        if shift.view.board.view.current == "m/7":
            break
        press(KEY.Key_Down)
    press(KEY.Key_Right, ALT)
    await under_way(shift)
    assert (shift.store.tasks["m/7"].start_at - start).total_seconds() == 900


async def test_a_status_is_set(shift):
    command("order-7")
    press(KEY.Key_E)
    walk_to("Set created")
    press(KEY.Key_Right)
    press(KEY.Key_Return)
    await under_way(shift)
    assert shift.store.tasks["m/7"].status is TaskStatus.IN_PROGRESS


def test_an_import_and_an_export_are_opened(shift, qtbot):
    press(KEY.Key_I, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ImportDialog))
    press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: back(shift))
    command("export the task list")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
    press(KEY.Key_Escape)


async def test_an_account_is_connected_from_its_menu(shift):
    panel("Vehicles")
    press(KEY.Key_A, ALT)
    await entry(shift, "Connect an account")
    await until(lambda: isinstance(QApplication.activeWindow(), ConnectDialog))
    press(KEY.Key_Escape)
    await until(lambda: opened(ConnectDialog) is None)


async def test_a_panel_that_lies_behind_is_reached(shift):
    panel("Vehicles")
    walk_to("Panels in one place")
    press(KEY.Key_Right)
    assert not shift.view.documents.pane.visibleRegion().isEmpty()


async def test_the_theme_is_chosen(shift):
    command("dark")
    await under_way(shift)
    assert shift.profile.settings.theme == "dark"
    command("light")
    await under_way(shift)


async def test_a_filter_is_chosen_by_a_counter(shift):
    walk_to("All")
    press(KEY.Key_Right)
    assert focused().accessibleName() == "Moving"
    press(KEY.Key_Return)
    assert shift.view.vehicles.pane.model.rowCount() == 1
