"""A dock asks while it is seen: once it is painted, every so often, and no more when it is hidden."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from fleetdesk.ui.widgets.panel import LatePanel, Placement, Side
from fleetdesk.ui.widgets.while_seen import WhileSeen


class Late(LatePanel):
    def build(self):
        self.box.addWidget(QLabel("list"))


@pytest.fixture
def dock(dock_window):
    made = Late("Places", Placement(Side.LEFT))
    dock_window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, made)
    made.hide()
    return made


def test_it_is_told_when_the_dock_is_painted_then_again_and_when_it_is_hidden(qtbot, dock_window, dock):
    told: list[tuple[str, bool]] = []
    view = WhileSeen(dock, 5)
    view.came.connect(lambda: told.append(("came", view.is_seen)))
    view.went.connect(lambda: told.append(("went", view.is_seen)))
    dock_window.show()
    assert told == []
    with qtbot.waitSignal(view.came):
        dock.show()
    with qtbot.waitSignals([view.ticked] * 2):
        pass
    dock.hide()
    assert told == [("came", True), ("went", False)]
    assert not view.is_seen


def test_a_hidden_dock_is_not_told_of_time(qtbot, dock_window, dock):
    view, ticks = WhileSeen(dock, 1), []
    dock_window.show()
    with qtbot.waitSignal(view.came):
        dock.show()
    dock.hide()
    view.ticked.connect(lambda: ticks.append(1))
    other = QTimer(interval=1)
    other.start()
    with qtbot.waitSignals([other.timeout] * 20):
        pass
    other.stop()
    assert ticks == []
