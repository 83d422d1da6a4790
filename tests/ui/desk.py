"""A small desk for tests of single panes: a store with vehicles and tasks, a zone, and hands."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.store import Store
from tests.sync.fakes import NOW, position, unit
from tests.task_lists import apply_tasks
from tests.waiting import settled, until

ZONE = ZoneInfo("Europe/Tallinn")
LEFT, RIGHT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
NONE = Qt.KeyboardModifier.NoModifier


def at(hour, minute=0, day=23):
    """A time of the company's clock on the day of NOW."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def task(number, unit=None, start=8, minutes=60, account="m", **more):
    begins = at(start) if isinstance(start, int) else start
    return Task(
        account,
        number,
        unit=unit,
        order_ref=f"ORDER-{number}",
        status=more.pop("status", TaskStatus.CREATED),
        start_at=begins,
        stop_at=begins + timedelta(minutes=minutes),
        lat=58.6,
        lon=25.1,
        **more,
    )


def store(*tasks, now=NOW):
    """Three vehicles of one account and one of another, and these tasks."""
    made = Store(lambda: now)
    made.apply_units("m", [unit("242KDN", name="Tartu 4"), unit("820BHT"), unit("966AJJ")])
    made.apply_units("o", [unit("111OTH", account="o")])
    made.apply_positions(
        [
            position("242KDN", speed_kmh=52.0),
            position("820BHT", lat=59.0, speed_kmh=0.0, ignition=True),
            position("966AJJ", lat=58.2, speed_kmh=0.0, ignition=True),
        ]
    )
    for account in {each.account for each in tasks}:
        apply_tasks(made, account, [each for each in tasks if each.account == account])
    return made


def mouse(widget, kind, place, button=LEFT, held=True, keys=NONE):
    place = QPointF(place)
    pressed = NO_BUTTON if kind is QEvent.Type.MouseMove else button
    buttons = button if held else NO_BUTTON
    event = QMouseEvent(kind, place, QPointF(widget.mapToGlobal(place)), pressed, buttons, keys)
    QApplication.sendEvent(widget, event)


def press(widget, place, button=LEFT, keys=NONE):
    mouse(widget, QEvent.Type.MouseButtonPress, place, button, keys=keys)


def move(widget, place):
    mouse(widget, QEvent.Type.MouseMove, place)


def let_go(widget, place, button=LEFT, keys=NONE):
    mouse(widget, QEvent.Type.MouseButtonRelease, place, button, held=False, keys=keys)


def drag_over(target, place, data):
    """Enters and moves as the window system would; whether the place is open to it."""
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(place), copy, data, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    moved = QDragMoveEvent(QPoint(place), copy, data, LEFT, NONE)
    moved.ignore()
    QApplication.sendEvent(target, moved)
    return moved.isAccepted()


def drop(target, place, data):
    """Lets go there; whether it was taken."""
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, LEFT, NONE)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def let_fall(target, place, data):
    """Enters, moves and lets go: Qt gives a drop to whom it entered."""
    drag_over(target, place, data)
    return drop(target, place, data)


def drag_away(target):
    QApplication.sendEvent(target, QDragLeaveEvent())


def column(model, key):
    """What each row shows in one column."""
    return [model.index(row, model.place(key)).data() for row in range(model.rowCount())]


async def cancel_asking(desk, pane, vendor, name, begin):
    """Cancel by the pane's button what `begin` starts, while the vendor's call of this name never answers."""
    reached = asyncio.Event()

    async def never(*asked):
        reached.set()
        await asyncio.get_running_loop().create_future()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(vendor, name, never)
        begin()
        await reached.wait()
        await until(lambda: pane.progress.isVisibleTo(pane))
        pane.progress.cancel_wanted.emit()
        await settled(desk)
    assert not pane.progress.isVisibleTo(pane)
