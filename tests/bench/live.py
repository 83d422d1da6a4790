"""A large fleet of which every vehicle moves each second, in the whole window with its map: what a user would feel.

python -m tests.bench.live COUNT measures one size in a process of its own and tells it as JSON.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fleetdesk.app import loop
from fleetdesk.app.garbage_collection import GarbageCollector
from fleetdesk.domain.units import Position
from fleetdesk.sync.store import Link, LinkStatus
from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.bench import scale, window
from tests.bench.measure import Figure, Row
from tests.processes import memory_of_all_mb, used_s

SIZES = (1_000, 10_000, 50_000)
LIVE_S, IDLE_S, POLL_S, EVERY_S = 20.0, 30.0, 10.0, 1.0
LONG_MS = 50.0
AT_ONCE, PAD_PX = 250, 60
KEYS = ("8", "82", "820", "82", "8", "")
RUNS = 3


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    for count in SIZES:
        told = [window.process("tests.bench.live", str(count)) for _ in range(RUNS)]
        for name in told[0]["spread"]:
            yield Row(name, Figure(tuple(ms for each in told for ms in each["spread"][name])), units=count)
        for name, (_, unit) in told[0]["single"].items():
            yield Row(name, Figure(tuple(each["single"][name][0] for each in told)), unit=unit, units=count)


class Window(QObject):
    """The whole window with a fleet, and what happens in it, in milliseconds of the steady clock."""

    def __init__(self, folder: Path, count: int) -> None:
        super().__init__()
        from tests.ui.conftest import Desk

        self.clock = scale.Clock()
        self.desk = Desk(folder, ZoneInfo("Europe/Tallinn"))
        self.collector = GarbageCollector()  # as the program has one
        self.desk.store.live.now = self.clock
        self.desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
        self.desk.window.resize(scale.WIDE, scale.TALL)
        self.desk.window.show()
        self.map = self.desk.view.map.pane.map
        self.positions = scale.fleet_of(count, self.clock.now)
        self._next: list[Position] = []
        self.ages: list[float] = []
        self.scripts: list[float] = []
        self.painted: asyncio.Event = asyncio.Event()
        self._told_at: list[float] = []
        self._heights = cycle((40, 400))
        self.map.drawn.connect(self._drawn)
        self.desk.view.vehicles.pane.table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the list was painted."""
        if event.type() == QEvent.Type.Paint:
            self.painted.set()
        return super().eventFilter(watched, event)

    def _drawn(self, _number: int, _units: int, script_ms: float) -> None:
        now = time.perf_counter()
        self.scripts.append(script_ms)
        self.ages += [(now - at) * 1000 for at in self._told_at]
        self._told_at.clear()

    async def update(self) -> None:
        """Take a poll's positions over as the poller does."""
        made = self._next or await self._made()
        self._told_at.append(time.perf_counter())
        await self.desk.store.apply_fleet(made)
        self._next = await self._made()

    async def _made(self) -> list[Position]:
        """Make the next positions a few at a time: they are no work of the desk, which gets them from a thread."""
        now, made = self.clock.go_on(), list[Position]()
        for start in range(0, len(self.positions), AT_ONCE):
            made += scale.moved(self.positions[start : start + AT_ONCE], now)
            await asyncio.sleep(0)
        return made

    async def ready(self) -> None:
        """Load the page and wait until the fleet is on it."""
        await scale.next_of(self.map.ready, self.map.load)
        await self.update()
        await scale.next_of(self.map.drawn, self.map.fit)
        await asyncio.sleep(2)

    async def typed(self, text: str) -> float:
        """Milliseconds from a search's text to the list's paint."""
        self.painted.clear()
        began = time.perf_counter()
        self.desk.view.vehicles.pane.search.setText(text)
        await self.painted.wait()
        return (time.perf_counter() - began) * 1000

    async def pressed(self) -> float:
        """Milliseconds from a key in the list to its paint."""
        table = self.desk.view.vehicles.pane.table
        self.painted.clear()
        began = time.perf_counter()
        QTest.keyClick(table, Qt.Key.Key_Down)
        await self.painted.wait()
        return (time.perf_counter() - began) * 1000

    async def clicked(self) -> float:
        """Milliseconds from a click of the mouse on another row of the list to its paint."""
        table = self.desk.view.vehicles.pane.table
        index = table.indexAt(QPoint(PAD_PX, next(self._heights)))
        self.painted.clear()
        began = time.perf_counter()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
        await self.painted.wait()
        return (time.perf_counter() - began) * 1000

    async def frames(self, seconds: float) -> float:
        """Frames a second of the page while it is panned to and fro."""
        told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        page = self.map.lifecycle.page
        page.runJavaScript(
            "window.benched = 0; window.pan = setInterval(() => map_fleet.panBy([60 * (Math.random() - 0.5), 9],"
            " {animate: true, duration: 0.2}), 220);"
            " (function on() { window.benched++; if (window.pan) requestAnimationFrame(on); })()"
        )
        await asyncio.sleep(seconds)
        page.runJavaScript("clearInterval(window.pan); window.pan = 0; window.benched", 0, told.set_result)
        return float(await told) / seconds


async def live(shown: Window) -> dict[str, list[float]]:
    """Updates each second, with keys pressed and a search typed between them."""
    beats = [time.perf_counter()]
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    shown.ages.clear()
    shown.scripts.clear()
    keys, clicks = list[float](), list[float]()
    ends = time.perf_counter() + LIVE_S
    while time.perf_counter() < ends:
        next_at = time.perf_counter() + EVERY_S
        updating = asyncio.ensure_future(shown.update())
        while time.perf_counter() < next_at:
            keys.append(await shown.pressed())
            await asyncio.sleep(0.05)
            clicks.append(await shown.clicked())
            await asyncio.sleep(0.05)
        await updating
    timer.stop()
    gaps = [(after - before) * 1000 for before, after in pairwise(beats)]
    return {
        "gaps of the window's thread": gaps,
        "age of what the map shows": shown.ages[:],
        "the page's script for a message": shown.scripts[:],
        "a key while updates run, to the list's paint": keys,
        "a click while updates run, to the list's paint": clicks,
    }


async def idle(shown: Window) -> float:
    """The processor's part (%) that all processes take while nobody touches the desk and it is polled."""
    began, used = time.perf_counter(), used_s()
    while time.perf_counter() - began < IDLE_S:
        await shown.update()
        await asyncio.sleep(POLL_S)
    return 100 * (used_s() - used) / (time.perf_counter() - began)


async def measure(count: int) -> dict[str, Any]:
    """Everything at one size."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Window(Path(folder), count)
        await shown.ready()
        spread = await live(shown)
        panning = asyncio.ensure_future(shown.frames(5))
        while not panning.done():
            await shown.update()
            await asyncio.sleep(EVERY_S)
        spread["a search's letter, to the list's paint"] = [await shown.typed(key) for key in KEYS * 4]
        gaps = spread["gaps of the window's thread"]
        single = {
            "longest gap of the window's thread in 20 s": (max(gaps), "ms"),
            "gaps over 50 ms in 20 s": (float(sum(gap > LONG_MS for gap in gaps)), "gaps"),
            "frames a second while panning and updated": (await panning, "frames"),
            "memory of all processes": (memory_of_all_mb(), "MB"),
            "processor while polled each 10 s": (await idle(shown), "% of a core"),
        }
        shown.desk.close()
        shown.collector.close()
    return {"spread": spread, "single": single}


def main() -> None:
    """Measure one size and tell it on the last line."""
    from fleetdesk.mapview.engine import prepare_engine

    prepare_engine()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    dress(application, LIGHT)
    told: dict[str, Any] = {}

    async def run() -> int:
        told.update(await measure(int(sys.argv[1])))
        return 0

    loop.run(application, run())
    print(json.dumps(told))


if __name__ == "__main__":
    main()
