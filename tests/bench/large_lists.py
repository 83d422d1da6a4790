"""100,000 tasks, a day board of 5,000 lanes, an outbox of 10,000 unsent, in the whole window: gaps of its thread.

python -m tests.bench.large_lists tasks|board|outbox measures one of them in a process of its own and tells it as JSON.
"""

import asyncio
import json
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox

from fleetdesk.api.parts import Listing
from fleetdesk.domain.outbox import Draft, OpKind
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position, Unit, UnitKind
from fleetdesk.sync.poller import Pace, Poller
from tests.bench import window
from tests.bench.fleet import NOW
from tests.bench.gaps import Watch, in_window, rows_of
from tests.bench.measure import Row

TASKS, VEHICLES, LANES, BARS, UNSENT = 100_000, 1_000, 5_000, 10_000, 10_000
KEYS, STEPS = 50, 100
SPREAD_MIN = 5 * 24 * 60
STATUSES = (*(TaskStatus.CREATED,) * 5, *(TaskStatus.IN_PROGRESS,) * 2, TaskStatus.COMPLETED)
WORDS = ("order-0005", "tamme 12")
NAMES = {
    "tasks": f"{TASKS} tasks",
    "board": f"day board of {LANES} lanes, {BARS} bars",
    "outbox": f"outbox of {UNSENT} unsent",
}


def rows() -> Iterator[Row]:
    """The lines of this part of the table; each list comes from a process of its own."""
    for kind, name in NAMES.items():
        yield from rows_of(name, window.process("tests.bench.large_lists", kind))


class Lists:
    """The whole window, its lists, and what a person does with them."""

    def __init__(self, desk: Any) -> None:
        self.desk, self.watch = desk, Watch()
        self.tasks, self.outbox = desk.view.tasks.pane, desk.view.outbox
        self.board = desk.view.board

    async def ready(self, vehicles: int) -> None:
        """Put a fleet on the desk and wait for the page."""
        made = [Unit("m", str(each), plate=f"{each:05d} KDN", name="Volvo FH") for each in range(vehicles)]
        self.desk.store.apply_units("m", made)
        await self.desk.store.live.apply_fleet([_position(each) for each in range(vehicles)])
        await asyncio.sleep(5)

    async def poll(self) -> None:
        """Ask for the list of tasks as the poller does, and wait until the list shows it."""
        poller = Poller(
            self.desk.provider, self.desk.store.live, self.desk.services.cache, self.desk.background, Pace()
        )
        await poller.kinds()["tasks"]()

    def settled(self) -> bool:
        """Return whether all rows are as wanted."""
        return not self.tasks.model.arranging

    async def scroll(self, area: QAbstractScrollArea, name: str) -> None:
        """Go through a list by keys, by the wheel, and by its bar from the top to the bottom, each step painted."""
        bar = area.verticalScrollBar()
        area.setFocus()
        for words, keys in (("Page Down", [Qt.Key.Key_PageDown] * KEYS), ("Down", [Qt.Key.Key_Down] * KEYS)):
            await self.watch.over(f"{name}, {words}", partial(self._press, area, keys))
        await self.watch.over(f"{name}, wheel", partial(self._turn, area))
        await self.watch.over(f"{name}, bar", partial(self.drag, bar))
        for words, key in (("Ctrl+End", Qt.Key.Key_End), ("Ctrl+Home", Qt.Key.Key_Home)):
            pressed = partial(QTest.keyClick, area, key, Qt.KeyboardModifier.ControlModifier)
            await self.watch.over(f"{name}, {words}", pressed)

    async def _press(self, area: QAbstractScrollArea, keys: list[Qt.Key]) -> None:
        for key in keys:
            QTest.keyClick(area, key)
            await asyncio.sleep(0.01)

    async def _turn(self, area: QAbstractScrollArea) -> None:
        port = area.viewport()
        at = QPointF(port.rect().center())
        for _ in range(STEPS):
            turned = QWheelEvent(
                at, QPointF(port.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(port, turned)
            await asyncio.sleep(0.01)

    async def drag(self, bar: Any) -> None:
        """Move a scroll bar from its beginning to its end."""
        for step in range(STEPS + 1):
            bar.setValue(bar.maximum() * step // STEPS)
            await asyncio.sleep(0.01)

    async def search(self) -> None:
        """Type words letter by letter and take them back, waiting for the rows after each, and then without waiting."""
        field = self.tasks.search
        for word in WORDS:
            texts = [word[:end] for end in (*range(1, len(word) + 1), *range(len(word) - 1, -1, -1))]
            for text in texts:
                await self.watch.over(f"“{text}”", partial(field.setText, text), self.settled)
            await self.watch.over(f"“{word}” in a hurry", partial(self._type, texts), self.settled)

    async def _type(self, texts: list[str]) -> None:
        for text in texts:
            self.tasks.search.setText(text)
            await asyncio.sleep(0.06)

    async def filter_tasks(self) -> None:
        """Choose each filter above the list, each counter, and take it back."""
        filters = self.tasks.filters
        for combo in (filters.state, filters.day):
            for place in (*range(1, combo.count()), 0):
                await self.choose(combo, place)
        for toggle in (filters.mine, filters.finished):
            for _ in range(2):
                await self.watch.over(f"{toggle.accessibleName()}", toggle.click, self.settled)
        counters = self.desk.window.counters
        for name in ("Late", "Unassigned", "Documents missing", "All"):
            await self.watch.over(name, partial(counters.choose, name), self.settled)

    async def choose(self, combo: QComboBox, place: int) -> None:
        """Choose an entry and wait for the rows."""
        await self.watch.over(combo.itemText(place), partial(combo.setCurrentIndex, place), self.settled)

    async def sort(self, table: Any) -> None:
        """Sort by each column, either way."""
        for place, column in enumerate(table.rows.columns):
            for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
                done = lambda: not table.rows.arranging  # noqa: E731
                await self.watch.over(f"by {column.key}", partial(table.sortByColumn, place, order), done)


async def tasks(desk: Any) -> dict[str, Any]:
    """100,000 tasks: they come, come again as they are and with changes, are scrolled, filtered, searched, sorted."""
    lists, told = Lists(desk), dict[str, Any]()
    await lists.ready(VEHICLES)
    made = [_task(each) for each in range(TASKS)]
    desk.provider.answers["tasks"] = Listing(made, complete=True)
    watch = lists.watch
    await watch.over("they come", lists.poll, lists.settled)
    await watch.over("and are on the map", partial(asyncio.sleep, 10))
    await watch.over("they come again", lists.poll, lists.settled)
    await watch.over("documents that are missing are looked for", partial(desk.services.missing_documents.look, "m"))
    await watch.over("a minute's collection", _collect)
    told["opened"] = watch.taken()
    await lists.scroll(lists.tasks.table, "list")
    told["scrolled"] = watch.taken()
    desk.store.select(["m/1"])
    await lists.filter_tasks()
    told["filtered"] = watch.taken()
    await lists.search()
    told["searched"] = watch.taken()
    await lists.sort(lists.tasks.table)
    told["sorted"] = watch.taken()
    return told


async def board(desk: Any) -> dict[str, Any]:
    """A board of 5,000 lanes: its tasks come, all vehicles get lanes, it is scrolled, and other days are shown."""
    lists, told = Lists(desk), dict[str, Any]()
    await lists.ready(LANES)
    dice = random.Random(1)
    made = [_bar(each, dice) for each in range(BARS)]
    desk.provider.answers["tasks"] = Listing(made, complete=True)
    watch, pane = lists.watch, lists.board
    await watch.over("they come", lists.poll, lists.settled)
    await watch.over("brought up", pane.bring_up)
    told["opened"] = watch.taken()
    for _ in range(2):
        await watch.over("All vehicles", pane.everyone.click)
    await watch.over("All vehicles", pane.everyone.click)
    for made_button in pane.header.findChildren(type(pane.everyone)):
        if made_button is not pane.everyone and made_button.isVisible():
            await watch.over(made_button.accessibleName(), made_button.click)
    await watch.over("Today", pane.show_now)
    told["filtered"] = watch.taken()
    await lists.scroll(pane.view, "lanes")
    await watch.over("along the hours", partial(lists.drag, pane.view.horizontalScrollBar()))
    pane.show_now()
    for factor in (1.25,) * 8 + (0.8,) * 12:
        await watch.over("zoom", partial(pane.view.zoom, factor))
    told["scrolled"] = watch.taken()
    for text in ("00", "000", "0001"):
        await watch.over(f"vehicle “{text}”", partial(desk.view.vehicles.pane.search.setText, text))
    await watch.over("a bar far down", partial(_find_bar, pane))
    told["searched"] = watch.taken()
    await watch.over("a task to another vehicle", partial(desk.store.apply_task, _bar(1, dice)))
    await watch.over(
        "a vehicle renamed", partial(desk.store.apply_units, "m", [Unit("m", "7", plate="Z 7")], whole=False)
    )
    told["changed"] = watch.taken()
    return told


async def outbox(desk: Any) -> dict[str, Any]:
    """10,000 unsent: they are read at a start, their dock is opened, scrolled and sorted, and one more is saved."""
    lists, told = Lists(desk), dict[str, Any]()
    await lists.ready(VEHICLES)
    desk.provider.answers["tasks"] = Listing([_task(each) for each in range(UNSENT)], complete=True)
    await lists.poll()
    service, thread, watch = desk.services.task_service, desk.outbox_thread, lists.watch
    await thread.do(thread.outbox.insert.add, [_draft(each) for each in range(UNSENT)], NOW.timestamp())
    await asyncio.sleep(1)
    await watch.over("read at a start", partial(service.load, ["m"]), lists.settled)
    await watch.over("read again", service.reload, lists.settled)
    await watch.over("dock brought up", lists.outbox.bring_up)
    table = lists.outbox.table
    await watch.over("one more saved", lambda: service.save([_draft(UNSENT)]))
    await watch.over("a minute's collection", _collect)
    told["opened"] = watch.taken()
    await lists.scroll(table, "outbox")
    await watch.over("all selected", table.selectAll)
    await watch.over("none selected", table.clearSelection)
    told["scrolled"] = watch.taken()
    await lists.choose(lists.tasks.filters.state, lists.tasks.filters.state.findText("Not confirmed"))
    await lists.choose(lists.tasks.filters.state, 0)
    told["filtered"] = watch.taken()
    await lists.search()
    told["searched"] = watch.taken()
    await lists.sort(table)
    told["sorted"] = watch.taken()
    return told


def _collect() -> None:
    from fleetdesk.app.garbage_collection import settle

    settle()


def _find_bar(pane: Any) -> None:
    pane.view.make_current(next(iter(pane.view.board.lanes[-1].bars or pane.view.board.lanes[0].bars)).key)


def _position(number: int) -> Position:
    dice = random.Random(number)
    lat, lon = 57.6 + dice.random() * 2, 22 + dice.random() * 6
    return Position("m", str(number), UnitKind.VEHICLE, lat, lon, speed_kmh=50.0, fixed_at=NOW)


def _task(number: int) -> Task:
    dice = random.Random(number)
    start = NOW + timedelta(minutes=dice.randrange(-SPREAD_MIN, SPREAD_MIN))
    return Task(
        "m", number, unit=str(number % VEHICLES) if number % 10 else None, order_ref=f"ORDER-{number:06d}",
        status=STATUSES[number % len(STATUSES)], lat=57.6 + dice.random() * 2, lon=22 + dice.random() * 6,
        start_at=start, stop_at=start + timedelta(hours=1), address=f"Tamme {number % 300}, Tallinn",
        description="Two pallets, dry goods", details=f"Customer {number % 700}",
    )  # fmt: skip


def _bar(number: int, dice: random.Random) -> Task:
    start = NOW + timedelta(minutes=5 * dice.randrange(-70, 70))
    stop = start + timedelta(minutes=dice.choice([20, 45, 60, 120]))
    return Task(
        "m", number, unit=str(dice.randrange(LANES)), order_ref=f"ORDER-2026-{number}", status=TaskStatus.CREATED,
        lat=58.6, lon=25.0, start_at=start, stop_at=stop,
    )  # fmt: skip


def _draft(number: int) -> Draft:
    """Return the edit of a task, or the making of one."""
    if number % 2:
        return Draft("m", str(number), OpKind.UPDATE, {"notes": "dock 3"}, {"notes": None}, f"ORDER-{number:06d}")
    ref = f"NEW-{number:06d}"
    fields: Fields = {
        "unit": str(number % VEHICLES), "order_ref": ref, "start_at": NOW, "stop_at": NOW + timedelta(hours=2),
        "lat": 58.6, "lon": 25.0, "address": "Tamme 1, Tallinn",
    }  # fmt: skip
    return Draft("m", f"n{number}", OpKind.CREATE, fields, label=ref, proposed=True)


def main() -> None:
    """Measure one of them and tell it on the last line."""
    scenario = {"tasks": tasks, "board": board, "outbox": outbox}[sys.argv[1]]
    print(json.dumps(in_window(scenario)))


if __name__ == "__main__":
    main()
