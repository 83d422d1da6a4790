"""Clicks and keys at random while notices, data and lost servers come and go: each hits what it was aimed at."""

import os
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks

pytestmark = [pytest.mark.map, pytest.mark.timeout(300)]
ACTIONS = int(os.environ.get("HANDS") or 60)
"""So many clicks and keys; `make hands` does 500."""
NOTHING = "nothing to press"
ACTING = (QAbstractButton, QComboBox, QLineEdit, QMenuBar, QTabBar, QScrollBar)
LETTERS = (Qt.Key.Key_T, Qt.Key.Key_E, Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_F, Qt.Key.Key_A)


class Hands:
    """Aims at a place, lets the world change, and presses; notes what was hit instead of what was aimed at."""

    def __init__(self, desk, dice):
        self.desk, self.window, self.dice = desk, desk.window, dice
        self.missed: list[str] = []
        self.pressed = self.typed = self._number = 0
        self._units = [unit(f"{number:03d}ABC") for number in range(40)]
        desk.store.apply_units("m", self._units)
        for _ in range(30):
            self._add_task()

    # -- the world

    def change(self):
        """Two things of those that come by themselves in a shift."""
        happens = (self._move_fleet, self._add_task, self._end_task, self._say, self._unsay, self._lose, self._find)
        for each in self.dice.sample(happens, 2):
            each()
        for _ in range(3):
            QApplication.processEvents()

    def _move_fleet(self):
        moved = self.dice.sample(self._units, 12)
        speeds = (0.0, 0.0, 52.0, 88.0)
        where = self.dice.uniform
        self.desk.store.apply_positions(
            [
                position(each.id, lat=where(57, 60), lon=where(22, 28), speed_kmh=self.dice.choice(speeds))
                for each in moved
            ]
        )

    def _tasks(self):
        return list(self.desk.store.tasks.values())

    def _add_task(self):
        self._number += 1
        start = NOW + timedelta(minutes=self.dice.randrange(-400, 800))
        made = Task(
            "m",
            self._number,
            unit=self.dice.choice(self._units).id,
            order_ref=f"ORDER-{self.dice.randrange(9999)}-{self._number}",
            status=TaskStatus.CREATED,
            lat=58.5,
            lon=25.0,
            start_at=start,
            stop_at=start + timedelta(hours=2),
        )
        apply_tasks(self.desk.store, "m", [*self._tasks(), made])

    def _end_task(self):
        tasks = self._tasks()
        if len(tasks) > 5:
            ended = self.dice.choice(tasks)
            kept = [replace(each, address="moved") if each is ended else each for each in tasks[1:]]
            apply_tasks(self.desk.store, "m", kept)

    def _say(self):
        self.window.notices.say(f"Notice {self.dice.randrange(8)}", trouble=self.dice.random() < 0.4)

    def _unsay(self):
        """The time of a notice runs out; trouble stays until the user closes it."""
        news = [bar for bar in self.window.notices.shown.values() if bar.property("kind") == "news"]
        if news:
            self.dice.choice(news).expired.emit()

    def _lose(self):
        self.desk.store.set_link(Link("m", "Metrotec", LinkStatus.OFFLINE, "It has not answered."))

    def _find(self):
        self.desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE, heard_at=NOW))

    # -- the hands

    def click(self, within=None):
        """Aim somewhere in the window, or within one of its widgets, and press a moment later."""
        area = within or self.window
        inside = QPoint(self.dice.randrange(4, area.width() - 4), self.dice.randrange(4, area.height() - 4))
        place = area.mapTo(self.window, inside)
        QCursor.setPos(self.window.mapToGlobal(place))
        aimed = self._widget(place)
        if aimed is None:
            return
        QTest.mouseMove(aimed, aimed.mapFrom(self.window, place))
        QApplication.processEvents()
        before, facts = self._target(place), self._facts(place)
        self.change()
        after = self._target(place)
        if after not in (before, NOTHING) and before != NOTHING:
            told = f"{before} became {after} at {place.toTuple()}, {facts}, then {self._facts(place)}"
            self.missed.append(f"click {self.pressed}: {told}")
        hit = self._widget(place)
        if hit is not None:
            QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(self.window, place))
        self.pressed += 1
        self._close_what_opened()

    def key(self):
        """A letter of a command, wherever the focus is: in a field it is a letter and nothing else."""
        focus = QApplication.focusWidget()
        key = self.dice.choice(LETTERS)
        self.change()
        if QApplication.focusWidget() is not focus and focus is not None and focus.isVisible():
            self.missed.append(f"key {self.typed}: the focus went from {_named(focus)} by itself")
        open_before = self.desk.view.tasks.form.task_key, self.desk.view.tasks.form.new_account
        if focus is not None and not focus.isVisible():
            self.typed += 1
            return  # what had the keyboard is gone: nothing was aimed at
        QTest.keyClick(focus or self.window, key)
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            if QApplication.focusWidget() is not focus:
                self.missed.append(f"key {self.typed}: {key} in {_named(focus)} was taken for a command")
            if (self.desk.view.tasks.form.task_key, self.desk.view.tasks.form.new_account) != open_before:
                self.missed.append(f"key {self.typed}: {key} in {_named(focus)} opened another task")
        self.typed += 1
        self._close_what_opened()

    def _widget(self, place) -> QWidget | None:
        found = self.window.childAt(place)
        return found if found is not None and found.isEnabled() else None

    def _target(self, place):
        """What a press there would act on, in words that stay the same as long as it is the same."""
        widget = self._widget(place)
        if widget is None:
            return NOTHING
        parent, inside = widget.parentWidget(), widget.mapFrom(self.window, place)
        if isinstance(parent, Table):
            return f"{parent.accessibleName()}: {parent.rows.key(parent.rowAt(inside.y()))}"
        if isinstance(parent, QHeaderView):
            return f"heading {parent.logicalIndexAt(inside)} of {_named(parent.parentWidget())}"
        return f"{type(widget).__name__} {_named(widget)} {id(widget)}" if _acts(widget) else NOTHING

    def _facts(self, place):
        """What tells why a row was not held in its place."""
        widget = self._widget(place)
        table = widget.parentWidget() if widget else None
        held = table.rows.held if isinstance(table, Table) else "no table"
        return f"held: {held}, active: {_named(QApplication.activeWindow())}"

    def _close_what_opened(self):
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.close()
        QApplication.processEvents()


def _acts(widget):
    """Whether a press on a widget does something: what only holds others, or shows words, is no target."""
    parent = widget.parentWidget()
    viewport = isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea)
    return isinstance(widget, ACTING) or viewport or "Render" in type(widget).__name__ or "Web" in type(widget).__name__


def _named(widget):
    return "nothing" if widget is None else widget.accessibleName() or widget.objectName()


def run(desk, dice, clicks, keys):
    desk.window.resize(1600, 1000)
    desk.window.activateWindow()
    hands = Hands(desk, dice)
    doing = [hands.click] * clicks + [hands.key] * keys
    dice.shuffle(doing)
    for each in doing:
        each()
    return hands


def test_no_action_hits_another_target_than_the_one_under_the_pointer(desk, day_seed):
    clicks = ACTIONS * 3 // 4
    hands = run(desk, Random(day_seed), clicks, ACTIONS - clicks)
    assert hands.missed == []
    assert (hands.pressed > clicks / 2, hands.typed) == (True, ACTIONS - clicks)


def test_rows_that_move_under_the_pointer_are_caught(desk, monkeypatch):
    monkeypatch.setattr(RowsModel, "hold", lambda self: None)
    hands = run(desk, Random(7), 0, 0)
    for _ in range(12):
        hands.click(within=desk.view.tasks.pane.table.viewport())
    assert any("Tasks: m/" in each for each in hands.missed)
