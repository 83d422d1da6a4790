"""A window that is minimised wakes up for nothing of its own, and is right when it is back."""

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer

from tests.sync.fakes import position

pytestmark = pytest.mark.xdist_group("window")


def repeating(window):
    """The timers of a window that wake it up again and again."""
    return [each for each in window.findChildren(QTimer) if each.isActive() and not each.isSingleShot()]


@pytest.fixture
def minimised(desk):
    desk.build_every_dock()
    desk.window.show()
    desk.store.apply_positions([position("242KDN")])
    desk.view.map.pane.map.load()
    desk.window.setWindowState(Qt.WindowState.WindowMinimized)
    return desk


def test_no_timer_of_the_window_repeats_while_it_is_minimised(minimised):
    assert repeating(minimised.window) == []


def test_what_stood_still_is_done_once_and_goes_on_when_the_window_is_back(desk):
    desk.window.show()
    ticked = []
    timer = QTimer(desk.window, interval=3_600_000)
    timer.timeout.connect(lambda: ticked.append(1))
    timer.start()
    before = len(repeating(desk.window))
    desk.window.setWindowState(Qt.WindowState.WindowMinimized)
    assert ticked == []
    desk.window.setWindowState(Qt.WindowState.WindowNoState)
    assert ticked == [1]
    assert len(repeating(desk.window)) == before > 1


def test_what_has_to_be_done_once_is_done_while_the_window_is_minimised(desk, qtbot):
    desk.window.show()
    done = []
    QTimer.singleShot(10, desk.window, lambda: done.append(1))
    timer = QTimer(desk.window, singleShot=True, interval=10)
    timer.timeout.connect(lambda: done.append(2))
    timer.start()
    desk.window.setWindowState(Qt.WindowState.WindowMinimized)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert sorted(done) == [1, 2]


def test_a_timer_that_is_gone_meanwhile_is_not_missed(desk):
    desk.window.show()
    timer = QTimer(desk.window, interval=1000)
    timer.start()
    desk.window.setWindowState(Qt.WindowState.WindowMinimized)
    shiboken6.delete(timer)
    desk.window.setWindowState(Qt.WindowState.WindowNoState)
    assert len(repeating(desk.window)) > 1
