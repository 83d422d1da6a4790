"""The inside of a late panel is built when it is first seen or asked for, once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fleetdesk.ui.widgets.panel import LatePanel, Panel, Placement, Side


class Late(LatePanel):
    def __init__(self):
        super().__init__("Places", Placement(Side.LEFT))
        self.times = 0

    def build(self):
        self.times += 1
        self.box.addWidget(QLabel("list"))


@pytest.fixture
def front(dock_window):
    made = Panel("Day board", Placement(Side.LEFT))
    dock_window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, made)
    return made


@pytest.fixture
def late(dock_window, front):
    """A panel behind another."""
    made = Late()
    dock_window.tabifyDockWidget(front, made)
    front.raise_()
    return made


def test_behind_another_nothing_is_built(qtbot, dock_window, late):
    with qtbot.waitExposed(dock_window):
        dock_window.show()
    qtbot.waitUntil(late.isVisible)  # as Qt says of a dock behind another
    assert not late.is_built
    assert late.times == 0


def test_it_is_built_when_its_tab_comes_to_the_front(qtbot, dock_window, late):
    dock_window.show()
    with qtbot.waitSignal(late.inside_built):
        late.raise_()
    assert late.is_built


def test_bringing_it_up_builds_it_at_once_and_only_once(dock_window, front, late):
    dock_window.show()
    late.bring_up()
    front.raise_()
    late.bring_up()
    assert late.times == 1


def test_who_asks_for_the_inside_gets_the_panel_with_it(late):
    assert late.built() is late
    assert late.box.itemAt(0).widget().text() == "list"


def test_a_panel_that_is_not_late_has_its_inside(front):
    assert front.is_built
    assert front.built() is front


def test_it_is_as_tall_before_as_a_search_above_a_list(late):
    least = late.minimumSizeHint().height()
    late.built()
    assert least > late.minimumSizeHint().height() > 0
