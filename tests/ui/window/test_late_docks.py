"""What the window does for a list in a dock is done for one too that is built later: columns, single keys."""

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.ui.widgets.panel import LatePanel
from tests.ui.conftest import Desk

ADDRESS = 2


@pytest.fixture
def again(qapp, tmp_path):
    """Start the desk once more with the files of the last time."""
    open_ones = []

    def start():
        for each in open_ones:
            each.window.save_layout()
            each.app.layout_file.close()
            each.close()
        open_ones[:] = [Desk(tmp_path, ZoneInfo("Europe/Tallinn"))]
        open_ones[0].window.show()
        return open_ones[0]

    yield start
    open_ones[0].close()


def places(desk):
    return desk.view.places.pane.built().table


def late_docks(desk):
    return [each for each in desk.window.findChildren(LatePanel) if each.is_built]


def test_none_of_them_is_built_at_the_start(desk):
    assert late_docks(desk) == []


def test_columns_come_back_when_the_list_is_built(again):
    places(again()).setColumnHidden(ADDRESS, True)
    desk = again()
    assert late_docks(desk) == []
    assert places(desk).isColumnHidden(ADDRESS)


def test_columns_of_a_list_that_was_never_built_are_kept(again):
    places(again()).setColumnHidden(ADDRESS, True)
    again()
    assert places(again()).isColumnHidden(ADDRESS)


def test_reset_forgets_the_columns_of_a_list_that_is_not_built(again):
    places(again()).setColumnHidden(ADDRESS, True)
    desk = again()
    desk.window.actions_by_text["Reset layout"].trigger()
    assert not places(desk).isColumnHidden(ADDRESS)


def test_a_single_key_acts_in_a_list_that_was_built_later(desk, qtbot):
    desk.fill()
    desk.view.places.pane.bring_up()
    desk.window.activateWindow()
    places(desk).setFocus()
    QTest.keyClick(places(desk), Qt.Key.Key_T)
    qtbot.waitUntil(lambda: desk.view.tasks.form.isVisible() and desk.view.tasks.form.form.isVisible())


def test_a_dock_that_was_in_front_is_built_at_the_next_start(again, qtbot):
    again().view.places.pane.bring_up()
    desk = again()
    qtbot.waitUntil(lambda: late_docks(desk) == [desk.view.places.pane])
