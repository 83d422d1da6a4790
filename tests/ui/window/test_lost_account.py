"""A lost account cannot be overlooked: bar, dot, age, counters, list, map; and nothing moves for it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks

pytestmark = pytest.mark.xdist_group("window")
LIVE = Link("m", "Metrotec", LinkStatus.LIVE, heard_at=NOW, positions_at=NOW, missed=False)
GONE_AT = NOW - timedelta(minutes=24)
GONE = Link("m", "Metrotec", LinkStatus.OFFLINE, "No answer.", heard_at=NOW, positions_at=GONE_AT, missed=True)


def named(owner, kind, name):
    return next(each for each in owner.findChildren(kind) if each.accessibleName() == name)


@pytest.fixture
def two(desk):
    """Two accounts, of which one will be lost."""
    desk.fill()
    desk.store.apply_units("v", [unit("JK", account="v")])
    desk.store.apply_positions([position("JK", account="v")])
    desk.store.set_link(LIVE)
    desk.store.set_link(Link("v", "VEZMA", LinkStatus.LIVE, heard_at=NOW, positions_at=NOW, missed=False))
    return desk


def test_a_bar_stays_while_an_account_is_lost_and_moves_nothing_and_asks_it_again(two):
    bar = named(two.window, QFrame, "Lost accounts")
    shown = [each for each in two.window.findChildren(QWidget) if not each.visibleRegion().isEmpty()]
    before = {each: (each.mapToGlobal(QPoint()), each.size()) for each in shown}
    assert not bar.isVisible()
    two.store.set_link(GONE)
    assert bar.isVisible()
    words = named(bar, QLabel, "Lost account")
    assert words.text() == "m has not answered since 13:36:00. Positions are old."
    assert not words.is_cut
    status = two.window.statusBar()
    moved = {each for each, place in before.items() if (each.mapToGlobal(QPoint()), each.size()) != place}
    assert {each for each in moved if not status.isAncestorOf(each)} == set()
    asked = []
    bar.retry_wanted.connect(asked.append)
    QTest.mouseClick(named(bar, QPushButton, "Try lost accounts now"), Qt.MouseButton.LeftButton)
    assert asked == ["m"]
    two.store.set_link(LIVE)
    assert not bar.isVisible()


def test_each_account_has_a_dot_and_an_age_of_its_own(two):
    two.store.set_link(GONE)
    connection = named(two.window.statusBar(), QLabel, "Connection")
    assert connection.text() == "● m offline 24 min   ● v live 0 s"
    assert "m 13:36:00, 24 min ago" in named(two.window.statusBar(), QLabel, "Last update").text()
    picture = connection.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert {LIGHT.stopped, LIGHT.moving} <= colours


def test_figures_list_and_map_look_old_at_once_and_only_those_of_the_lost_account(two):
    two.store.set_link(GONE)
    moving = two.store.fleet["m/242KDN"]
    assert (moving.motion.fade, two.store.fleet["v/JK"].motion.fade) == (3, 0)
    assert moving.motion.reason.startswith("last known: moving")
    assert two.view.map.pane.map.state.units["m/242KDN"].fade == 3
    table = two.view.vehicles.pane.table
    row, age = table.rows.row("m/242KDN"), table.rows.place("age")
    assert table.rows.index(row, age).data(Qt.ItemDataRole.ForegroundRole).name() == LIGHT.stopped
    counter = named(two.window.counters, QPushButton, "Moving")
    assert counter.property("old")
    assert "24 min ago" in counter.toolTip()
    assert not named(two.window.counters, QPushButton, "Late").property("old")
    two.store.apply_positions([position("NEW")])  # first heard of while the account is lost
    assert two.store.fleet["m/NEW"].motion.fade == 3
    two.store.set_link(LIVE)
    assert moving.motion.fade == 0
    assert not counter.property("old")


def test_ten_thousand_units_grow_old_without_a_halt_of_the_window(desk, qtbot):
    desk.store.apply_units("m", [unit(f"U{number}") for number in range(3000)])
    desk.store.apply_positions([position(f"U{number}") for number in range(3000)])
    desk.store.set_link(GONE)
    qtbot.waitUntil(lambda: all(each.lost for each in desk.store.fleet.values()))
    assert {each.motion.fade for each in desk.store.fleet.values()} == {3}


def test_the_keyboard_goes_back_when_the_bar_goes(desk, qtbot):
    desk.fill()
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    table = desk.view.tasks.pane.table
    apply_tasks(desk.store, "m", [Task("m", 7, order_ref="ORDER-7")])
    table.setFocus()
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.OFFLINE, "It has not answered."))
    buttons = desk.window.findChildren(QPushButton)
    retry = next(each for each in buttons if each.accessibleName() == "Try lost accounts now")
    retry.setFocus()
    assert retry.hasFocus()
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE, heard_at=NOW))
    assert QApplication.focusWidget() is table
