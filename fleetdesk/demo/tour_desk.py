"""The desk that the tour kills: a process of its own, used by keyboard and a drop, then started again.

python -m fleetdesk.demo.tour_desk PART HOME TOLD.json PICTURE: "live" makes a task, gives it to another vehicle, loses
the network, edits it, says on stdout what is saved, and waits to be killed; "again" waits until all is confirmed.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fleetdesk.base.display_check import NO_WINDOW_MANAGER
from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.demo.demo_profile import demo_profile
from fleetdesk.domain.outbox import WORDS, OpState
from fleetdesk.ui.widgets.drag_data import TASKS, packed

if TYPE_CHECKING:
    from fleetdesk.app.main import App

WAIT_S = 40.0
LOOK_S = 0.5
PLACE, ADDRESS, NOTES = "59.437, 24.754", "Tamme 1, Tallinn", "Dock 3, call before arrival"


async def until(true: Callable[[], bool], otherwise: str) -> None:
    """Looks twenty times a second until it is so."""
    try:
        async with asyncio.timeout(WAIT_S):
            while not true():  # noqa: ASYNC110 - the window has no event for "as it should be"
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise FleetError(otherwise) from None


class Hands:
    """Uses the desk as a dispatcher would."""

    def __init__(self, app: "App", told: dict[str, Any], picture: Path) -> None:
        self._app, self._told, self._picture = app, told, picture

    async def live(self) -> int:
        """Until it is killed."""
        view, store = self._app.view, self._app.store
        await until(lambda: len(store.fleet) > 1 and bool(store.tasks), _("no fleet came"))
        first, second = (view.vehicles.pane.model.key(row) or "" for row in (0, 1))
        ref = await self._make(store.fleet[first].label)
        key = next(key for key, task in store.tasks.items() if task.order_ref == ref)
        await until(lambda: not store.task_store.ops(key), _("the new task was not confirmed"))
        await self._drop(key, second)
        await until(
            lambda: not store.task_store.ops(key) and store.tasks[key].unit == store.fleet[second].unit.id,
            _("the vehicle was not confirmed"),
        )
        await self._cut()
        await self._edit(key)
        await self._take_picture()
        told = {
            "order_ref": ref,
            "unit": store.fleet[second].unit.id,
            "notes": NOTES,
            "says": view.tasks.form.header.count.text(),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
        return 1

    async def again(self) -> int:
        """What was saved is there at once, and confirmed when the network is back."""
        view, store = self._app.view, self._app.store
        await until(lambda: any(task.notes == NOTES for task in store.tasks.values()), _("what was saved is not there"))
        await until(lambda: not store.task_store.waiting, _("it was not confirmed"))
        key = next(key for key, task in store.tasks.items() if task.notes == NOTES)
        view.tasks.pane.table.show_selection((key,))
        self._app.view.tasks.controller.open(store.tasks[key])
        await self._take_picture()
        return 0

    async def _make(self, plate: str) -> str:
        """T, the vehicle, the place, the address, Ctrl+S: no mouse."""
        form = self._app.view.tasks.form.form
        await self._take_keyboard()
        table = self._app.view.tasks.pane.table
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_T)
        await until(lambda: self._app.view.tasks.form.new_account is not None, _("T opened no form"))
        for name, text in (("unit", plate), ("lat", PLACE), ("address", ADDRESS)):
            editor = form.inputs[name].editor
            editor.setFocus()
            QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(editor, text)
        ref = form.inputs["order_ref"].text()
        QTest.keyClick(form.inputs["address"].editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await until(
            lambda: any(task.order_ref == ref for task in self._app.store.tasks.values()), _("nothing was saved")
        )
        return ref

    async def _take_keyboard(self) -> None:
        """Ask the window system for the keyboard until the window has it, for keys are dead before."""
        window = self._app.window
        window.activateWindow()
        await until(window.isActiveWindow, together(_("the window did not get the keyboard."), NO_WINDOW_MANAGER))

    async def _drop(self, key: str, unit_key: str) -> None:
        """The events that a window system sends for a drop on the vehicle's row."""
        table = self._app.view.vehicles.pane.table
        row = self._app.view.vehicles.pane.model.row(unit_key)
        place = table.visualRect(table.model().index(row or 0, 1)).center()
        data = packed(TASKS, [key])  # an event does not keep what it carries alive
        for event in drop_events(place, data):
            QApplication.sendEvent(table.viewport(), event)
        await until(
            lambda: bool(self._app.store.task_store.ops(key)) or self._has(key, unit_key), _("nothing was given")
        )

    def _has(self, key: str, unit_key: str) -> bool:
        return self._app.store.tasks[key].unit == self._app.store.fleet[unit_key].unit.id

    async def _cut(self) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            fault = {"api": "metrotec", "action": {"cut": "before"}, "count": -1}
            (await client.post(self._told["control_url"] + "faults", json=fault)).raise_for_status()

    async def _edit(self, key: str) -> None:
        pane = self._app.view.tasks.form
        self._app.view.tasks.controller.open(self._app.store.tasks[key])
        editor = pane.form.inputs["notes"].editor
        editor.setFocus()
        QTest.keyClicks(editor, NOTES)
        QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: WORDS[OpState.QUEUED] in pane.header.count.text(), _("it was not saved"))

    async def _take_picture(self) -> None:
        self._app.view.outbox.bring_up()
        await asyncio.sleep(LOOK_S)
        image = self._app.window.grab().toImage()
        await asyncio.to_thread(image.save, str(self._picture))


def drop_events(place: QPoint, data: QMimeData) -> list[QDropEvent]:
    """Enter, move and drop, as the window system would deliver them."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    return [kind(place, copy, data, left, none) for kind in (QDragEnterEvent, QDragMoveEvent)] + [
        QDropEvent(QPointF(place), copy, data, left, none)
    ]


def main() -> int:
    """One life of the desk."""
    from fleetdesk.app.main import run

    part, home, told, picture = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    facts = json.loads(told.read_text(encoding="utf-8"))
    desk = demo_profile(home, facts, vezma=False)
    return run(desk, lambda running: _held(getattr(Hands(running, facts, picture), part)()))


async def _held(work: Awaitable[int]) -> int:
    """What did not hold is said, and the desk closes in order."""
    try:
        return await work
    except FleetError as error:
        sys.stderr.write(f"{readable(str(error), 600, 12)}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
