"""A screen reader hears a name for everything that can have the focus, in every state of the window."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from fleetdesk.mapview.shapes import DrawnShape
from fleetdesk.profile.settings import Roads, Tiles
from fleetdesk.ui.accounts.connect_dialog import ConnectDialog
from fleetdesk.ui.map.road_dialog import RoadDialog
from fleetdesk.ui.map.street_dialog import StreetDialog
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.walk import is_stop
from tests.task_lists import apply_tasks
from tests.ui.desk import task
from tests.ui.window.test_main_window import SQUARE

pytestmark = [pytest.mark.map, pytest.mark.xdist_group("window")]


def nameless(window):
    """Type and object name of each widget that Tab stops at and that has no name for a screen reader."""
    found = []
    for each in window.findChildren(QWidget):
        interface = QAccessible.queryAccessibleInterface(each) if is_stop(each) else None
        if interface is not None and not interface.text(QAccessible.Text.Name):
            found.append((type(each).__name__, each.objectName()))
    return found


def empty(_desk):
    """A first start: no account, nothing known."""


def full(desk):
    desk.fill()
    apply_tasks(desk.store, "m", [task(7, "242KDN"), task(8)])


def task_open(desk):
    full(desk)
    desk.editing.open_key("m/7")


def task_new(desk):
    full(desk)
    desk.editing.new()


def area(desk):
    full(desk)
    desk.view.map.pane.map.shape_drawn.emit(DrawnShape("polygon", SQUARE))


def notices(desk):
    desk.window.notices.say("What was done.", action="Take back", do=print)
    desk.window.notices.say("What went wrong.", trouble=True)


def documents(desk):
    task_open(desk)
    desk.view.documents.pane.bring_up()


def every_dock(desk):
    desk.build_every_dock()


def outbox(desk):
    desk.view.outbox.bring_up()


def activity(desk):
    desk.view.activity.bring_up()


# One after the other in one window, which is empty at first.
STATES = (empty, every_dock, full, task_open, task_new, area, notices, documents, outbox, activity)
DIALOGS = {
    "name": lambda window: ask.ask_name(window, "Save the area as", "", print),
    "saved": lambda window: ask.pick_area(window, {"Harbour": "{}"}, print, print),
    "streets": lambda window: StreetDialog(window, Tiles()).show_it(),
    "roads": lambda window: RoadDialog(window, Roads("openrouteservice", key="k")).show_it(),
    "secret": lambda window: ask.ask_secret(window, ["m"], print),
    "keys": lambda window: ask.show_keys(window, [("T", "New task")]),
    "connect": lambda window: ConnectDialog({"metrotec": "https://m", "vezma": "https://v"}, True, window).open(),
}


def test_nothing_in_the_window_is_unnamed(desk):
    for state in STATES:
        state(desk)
        QApplication.processEvents()
        assert nameless(desk.window) == [], state.__name__


def test_nothing_in_a_dialog_is_unnamed(desk):
    for name, show in DIALOGS.items():
        show(desk.window)
        QApplication.processEvents()
        (shown,) = [each for each in desk.window.findChildren(ask.Dialog) if each.isVisible()]
        assert nameless(shown) == [], name
        shown.close()


def test_the_nearest_the_day_and_the_import_have_names(desk):
    task_open(desk)
    desk.editing.nearest()
    desk.view.day_order.open(next(iter(desk.store.fleet)))
    desk.view.importing.open()
    QApplication.processEvents()
    for shown in desk.window.findChildren(ask.Dialog):
        assert nameless(shown) == []
        shown.close()


def test_what_is_unnamed_is_found(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("text", window)
    stop = QWidget(window)
    stop.setFocusPolicy(label.focusPolicy().StrongFocus)
    stop.resize(5, 5)
    window.show()
    assert nameless(window) == [("QWidget", "")]
