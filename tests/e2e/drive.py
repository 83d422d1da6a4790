"""Runs the desk as its own process and uses it by accessible names, as a screen reader or an outside check would.

python -m tests.e2e.drive HOME SCENARIO TOLD.json: prints one JSON object of what was seen.
"""

import asyncio
import json
import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import keyring
import structlog
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from fleetdesk.app import main as program
from fleetdesk.base.jsonable import jsonable
from fleetdesk.domain.geo import Area
from fleetdesk.domain.outbox import state_words
from fleetdesk.profile import secrets
from fleetdesk.profile.profile import open_profile
from tests.e2e import unscripted

NAME = QAccessible.Text.Name
SETTLE_S = 1.5  # the simulator's longest delay is half a second, and nobody wants to wait half a minute for each doubt


def everything(root):
    """Every accessible object below a widget, with itself."""
    found, waiting = [], [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        each = waiting.pop()
        if each is None or not each.isValid():
            continue
        found.append(each)
        if each.role() != QAccessible.Role.Table:
            waiting.extend(each.child(number) for number in range(each.childCount()))
    return found


def called(widget):
    """The names by which a widget can be found."""
    return {widget.accessibleName(), QAccessible.queryAccessibleInterface(widget).text(NAME)}


class Hands:
    """Finds what is named and uses it."""

    def __init__(self, desk):
        self.desk, self.window, self.view = desk, desk.window, desk.view

    def names(self):
        return sorted({each.text(NAME) for each in everything(self.window) if each.text(NAME)})

    def find(self, name, role=None):
        """The widget of that name; where a label says the name too, what it labels."""
        roots = [self.window, *(each for each in QApplication.topLevelWidgets() if each.isVisible())]
        objects = [each.object() for root in roots for each in everything(root) if role in (None, each.role())]
        # On Linux Qt names a combo box by what it shows; its own accessible name is still there to find it by.
        found = [each for each in objects if isinstance(each, QWidget) and name in called(each)]
        assert found, f"nothing is called {name}"
        return min(found, key=lambda widget: isinstance(widget, QLabel))

    async def until(self, true, what, seconds=20):
        try:
            async with asyncio.timeout(seconds):
                while not true():  # noqa: ASYNC110 - a person looks until it is so
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(what) from None

    async def fleet(self):
        table = self.find("Vehicles", QAccessible.Role.Table)
        await self.until(lambda: table.model().rowCount() > 0, "no vehicle came")
        return table


async def names(hands):
    """All names, once the fleet is there."""
    await hands.fleet()
    await hands.until(lambda: hands.desk.services.cache.positions(["m"]), "nothing was cached")
    return {"names": hands.names()}


async def search(hands):
    """Keyboard only: find a vehicle, select it, read its card."""
    table = await hands.fleet()
    plate = table.model().index(0, 1).data()
    before = table.model().rowCount()
    field = hands.find("Search vehicles")
    QTest.keyClicks(field, plate)
    await hands.until(lambda: table.model().rowCount() < before, "the search found nothing to leave out")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await hands.until(lambda: hands.find("Vehicle now").text() != "—", "the card stayed empty")
    return {
        "plate": plate,
        "rows": table.model().rowCount(),
        "now": hands.find("Vehicle now").text(),
        "selected": list(hands.desk.store.selection),
    }


async def wrong_token(hands):
    """Accounts: a wrong token is refused in a sentence and nothing is kept."""
    await hands.fleet()
    hands.desk.window.actions_by_text["Connect an account"].trigger()
    await hands.until(lambda: any(each.windowTitle() == "Connect an account" for each in visible()), "no dialog")
    hands.find("Service").setCurrentText("VEZMA")
    hands.find("Server address").setText(
        hands.desk.profile.settings.accounts[0].url.replace("metrotec/api/", "vezma/api/v1/")
    )
    hands.find("Password or token").setText("wrong")
    hands.find("Test connection").click()
    answer = hands.find("Answer")
    await hands.until(lambda: answer.text() and "Asking" not in answer.text(), "no answer")
    return {"answer": answer.text(), "accounts": [each.name for each in hands.desk.profile.settings.accounts]}


async def areas(hands):
    """An area is saved by name through the window, cleared, and shown again from its name."""
    await hands.fleet()
    desk, saved = hands.desk, hands.desk.profile.folders.data / "areas.json"
    desk.view.map.pane.show_area(Area.of([(22, 57.4), (28.4, 57.4), (28.4, 59.9), (22, 59.9)]))
    await hands.until(
        lambda: desk.services.area_query.verdict and desk.services.area_query.verdict.server is not None, "no answer"
    )
    inside = len(desk.services.area_query.verdict.server)
    hands.find("Save area").click()
    await hands.until(lambda: any(each.windowTitle() == "Save the area as" for each in visible()), "no dialog")
    QTest.keyClicks(hands.find("Name"), "Eesti")
    QTest.keyClick(hands.find("Name"), Qt.Key.Key_Return)
    await hands.until(lambda: saved.exists() and "Eesti" in saved.read_text("utf-8"), "the area was not kept")
    hands.find("Clear area answer").click()
    cleared = desk.services.area_query.verdict is None
    desk.window.actions_by_text["Saved areas"].trigger()
    await hands.until(lambda: any(each.windowTitle() == "Saved areas" for each in visible()), "no list")
    hands.find("Show").click()
    await hands.until(
        lambda: desk.services.area_query.verdict and desk.services.area_query.verdict.server is not None,
        "no second answer",
    )
    return {"inside": inside, "cleared": cleared, "again": len(desk.services.area_query.verdict.server)}


def visible():
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


async def cached(hands):
    """What is on the desk before any network answers, and its age."""
    await hands.until(lambda: hands.desk.store.fleet, "nothing came from the cache")
    table = hands.find("Vehicles", QAccessible.Role.Table)
    ages = [table.model().index(row, 6).data() for row in range(table.model().rowCount())]
    await hands.until(lambda: "offline" in hands.find("Connection").text(), "the lost server was not said")
    return {"rows": table.model().rowCount(), "ages": ages, "connection": hands.find("Connection").text()}


async def layout(hands):
    """Hides a dock; the next start must remember it."""
    await hands.fleet()
    was = hands.view.vehicles.details.isVisible()
    hands.view.vehicles.details.hide()
    return {"card_was_visible": was}


async def save_and_die(hands):
    """Makes a task through the window and is killed as soon as it is called saved; says its reference first."""
    table = await hands.fleet()
    hands.find("New task", QAccessible.Role.Button).click()
    form = hands.view.tasks.form.form
    wanted = {
        "Vehicle": table.model().index(0, 1).data(),
        "Address": "Tamme 1",
        "Latitude": "59.4",
        "Longitude": "24.7",
    }
    for name, text in wanted.items():
        hands.find(name, QAccessible.Role.EditableText).setText(text)
    told = {"ref": form.inputs["order_ref"].text()}

    def die(ops):
        json.dump(told | {"says": state_words(ops[0])}, sys.stdout)
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    hands.desk.services.task_service.saved.connect(die)
    hands.find("Save task", QAccessible.Role.Button).click()
    await hands.until(lambda: False, f"it was not saved: {form.reading}")


async def emptied(hands):
    """Waits until everything that a desk before had saved is confirmed; what is left, and what the desk shows."""
    await hands.fleet()
    task_store = hands.desk.store.task_store
    asking = {"conflict", "dead", "blocked"}
    settled = lambda: all(op.state in asking for op in task_store.waiting.values())  # noqa: E731
    await hands.until(settled, "the outbox is not emptied", 40)
    left = [f"{op.label}: {op.reason}" for op in task_store.waiting.values()]
    return {"left": left, "refs": [task.order_ref for task in hands.desk.store.tasks.values() if not task.pending]}


async def streets_that_cannot_be(hands):
    """Streets that cannot be shown are said at the start."""
    await hands.fleet()
    said = lambda: [each.text() for each in hands.window.notices.findChildren(QLabel)]  # noqa: E731
    shown = lambda: [each for each in said() if "streets cannot be shown" in each]  # noqa: E731
    await hands.until(shown, "nothing was said")
    return {"said": shown()}


def tell(word):
    """For the test that waits to go on."""
    sys.stderr.write(word + "\n")
    sys.stderr.flush()


async def raised(hands):
    """Minimised, until a second start brings it to the front."""
    await hands.fleet()
    hands.window.showMinimized()
    tell("ready")
    await hands.until(lambda: not hands.window.isMinimized(), "nobody raised the window")
    return {"raised": True}


async def imported(hands):
    """A command imports a task while the desk runs: the desk sends it and shows it."""
    await hands.fleet()
    tell("ready")
    store = hands.desk.store
    made = lambda: [task for task in store.tasks.values() if task.order_ref == "WHILE-1" and task.id]  # noqa: E731
    await hands.until(
        lambda: made() and not store.task_store.waiting, "the desk did not send what the command had kept"
    )
    return {"id": made()[0].id}


async def task_by_keyboard(hands):
    """A new task through the fixed names, then saved; the desk is closed when the server has confirmed it."""
    await hands.fleet()
    await hands.until(lambda: hands.desk.store.tasks, "no task came")
    plate = hands.find("Vehicles", QAccessible.Role.Table).model().index(0, 1).data()
    hands.find("New task").click()
    for name, text in (
        ("Vehicle", plate),
        ("Order reference", "BY-NAME-1"),
        ("Start", "26.11.2030 08:00"),
        ("Stop", "26.11.2030 12:00"),
        ("Latitude", "59.437"),
        ("Longitude", "24.754"),
        ("Address", "Tamme 1"),
        ("Description", "2 pallets"),
        ("Details", "Acme OÜ"),
        ("Notes", "ring first"),
        ("Planned km", "12.5"),
    ):
        field = hands.find(name)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
    hands.find("Save task").click()
    store = hands.desk.store
    made = lambda: [task for task in store.tasks.values() if task.order_ref == "BY-NAME-1"]  # noqa: E731
    await hands.until(made, f"not saved: {hands.find('Task answer').text()}")
    await hands.until(lambda: not store.task_store.waiting, "not confirmed")
    return {"task": jsonable(made()[0]), "status": hands.find("Outbox status").text(), "plate": plate}


def never(*_):
    """A keyring that never answers."""
    threading.Event().wait()


def there(within_s=0.0):
    """A keyring that says that it is there."""
    return True


def die(*_):
    """A keyring that ends the thread that asks it."""
    raise SystemExit(1)


def quit_beside_a_dead_keyring():
    """As a person uses it: no script, so that Quit is what ends it. Says when the other account is live."""
    secrets.keyring_available = never
    return quit_when_live()


def quit_beside_a_dying_keyring():
    """The same, with keyrings that end threads; the pool must still have its own then."""
    secrets.keyring_available = there
    keyring.get_password = die

    async def whole(desk):
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.01) for _ in range(40)))
        assert [each.status for each in desk.store.links.values()].count("signin") == 12
        structlog.get_logger("fleetdesk.drive").info("threads answer")

    return quit_when_live(whole)


def quit_beside_a_dead_disk():
    """The same, with a thread of the pool that never comes back."""

    async def stuck(desk):
        desk.background.start(asyncio.to_thread(never), "stuck")

    return quit_when_live(stuck)


async def nothing(desk):
    """What is done between live and Quit, where a scenario wants nothing."""


def quit_when_live(meanwhile=nothing):
    """Run the desk until its account "m" is live, do what the scenario wants, and quit."""

    async def watched(desk):
        while desk.store.links.get("m") is None or desk.store.links["m"].status != "live":  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        await meanwhile(desk)
        tell("ready")
        await asyncio.sleep(0.2)
        desk.window.close()

    return unscripted.run(open_profile(), watched)


def main():
    if sys.argv[2].startswith("quit_beside"):
        return globals()[sys.argv[2]]()
    home, scenario = Path(sys.argv[1]), sys.argv[2]
    seen = {}

    async def script(desk):
        seen.update(await globals()[scenario](Hands(desk)))
        return 0

    code = program.run(open_profile(), script, partial(program.App, settle_s=SETTLE_S))
    json.dump({"home": str(home), **seen}, sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
