"""Hands for a desk as a process: they click into lists, menus and dialogs, and watch what comes to the simulator."""

import asyncio
import json
import urllib.request

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QPushButton

from fleetdesk.domain.keys import account_of
from tests.e2e.drive import Hands


def counted(rows):
    """How often each operation was called, by (vendor, name), of the simulator's rows."""
    counts = {}
    for row in rows:
        key = row["api"], row["operation"]
        counts[key] = counts.get(key, 0) + row["count"]
    return counts


class WatchingHands(Hands):
    """Uses the desk with mouse, keys and menus.

    `told` is what the simulator has told of itself; in it "before" counts what was called before the start.
    """

    def __init__(self, desk, told, folder):
        super().__init__(desk)
        self.told, self.folder, self.store = told, folder, desk.store
        self.seen = set()

    # -- the simulator

    async def watch(self):
        """Keep `seen` up to date, some times a second."""
        while True:
            self.seen = await self.came()
            await asyncio.sleep(0.2)

    def calm(self):
        """Take the faults away."""
        request = urllib.request.Request(self.told["control_url"] + "faults", method="DELETE")
        with urllib.request.urlopen(request, timeout=20):
            pass

    async def control(self, path, body=None):
        return await asyncio.to_thread(self._control, path, body)

    def _control(self, path, body):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.told["control_url"] + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    async def came(self):
        """The operations that the window has called, as (vendor, name)."""
        rows = (await self.control("state"))["requests"]
        before = [tuple(each) for each in self.told["before"]]
        return {key for key, count in counted(rows).items() if (*key, count) not in before}

    # -- hands

    def trigger(self, command):
        self.window.actions_by_text[command].trigger()

    async def click(self, table, key):
        """Click into the row of a key, once it is there."""
        await self.until(lambda: table.rows.row(key) is not None, f"{key} is in no row")
        index = table.rows.index(table.rows.row(key), 1)
        table.scrollTo(index)
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
        await self.until(lambda: key in table.selected_keys(), f"{key} was not selected")

    async def select(self, key):
        """Select a unit in the list of vehicles."""
        self.view.vehicles.pane.bring_up()
        await self.click(self.view.vehicles.pane.table, key)

    def press(self, owner, name):
        found = [each for each in owner.findChildren(QPushButton) if each.accessibleName() == name]
        assert found, f"no button is called {name}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    async def dialog(self, kind):
        shown = lambda: [each for each in self.window.findChildren(kind) if each.isVisible()]  # noqa: E731
        await self.until(shown, f"{kind.__name__} did not open")
        return shown()[0]

    def write(self, owner, name, text):
        field = next(each for each in owner.findChildren(QLineEdit) if each.accessibleName() == name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    async def gone(self, dialog):
        await self.until(lambda: dialog not in self.window.findChildren(QDialog), "the dialog stays")

    async def choose(self, owner, text):
        """Choose an entry of the menu that is open."""
        shown = lambda: [each for each in owner.findChildren(QMenu) if each.isVisible()]  # noqa: E731
        await self.until(shown, "no menu opened")
        menu = shown()[0]
        next(each for each in menu.actions() if each.text() == text).trigger()
        menu.close()

    def first(self, found, account="m"):
        """The key of the first unit of an account with which it is so."""
        return next(key for key, seen in self.store.fleet.items() if account_of(key) == account and found(seen))

    async def confirmed(self):
        await self.until(lambda: not self.store.task_store.waiting, "something waits in the outbox")
