"""Gaps of the window's thread while it holds an import of 200,000 rows, a track of 100,000 points, 20,000 documents.

python -m tests.bench.large_files import|track|documents measures one of them in a process of its own and tells it as
JSON: for each step the longest gap in milliseconds, the thread's own time in it, for how long it was queued for one of
the machine's processors, how many gaps were over 50 ms, and the longest and how many without the time in the queue.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from fleetdesk.app import loop
from fleetdesk.app.garbage_collection import GarbageCollector
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.bench import scale, window

LONG_MS, STEPS, REST_S = 50.0, 150, 1.5
SCENARIOS = ("import", "track", "documents")
Told = dict[str, dict[str, float]]


def rows() -> Iterator[str]:
    """The lines of this part of the table; each scenario runs in a process of its own."""
    for scenario in SCENARIOS:
        told: Told = window.process("tests.bench.large_files", scenario)
        for step, each in told.items():
            name = f"{scenario}, {step}: longest gap"
            part = f"own time {each['own']:.1f}, queued for a processor {each['queued']:.1f}"
            rest = f"without the queue {each['unqueued']:.1f}, over 50 ms: {each['over_unqueued']:.0f}"
            yield f"{name:<58} {each['longest']:9.1f}  ({part}), over 50 ms: {each['over']:.0f}; {rest}"


def queued_s() -> float:
    """Return for how long the window's thread wanted a processor and had none; 0 where the system does not tell."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class Watch:
    """Measures the gaps of the window's thread while steps go on. `told` has the figures of each step."""

    def __init__(self) -> None:
        self.told: Told = {}
        self.beats: list[tuple[float, float, float]] = []
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._collector = GarbageCollector()  # as in the desk

    def _beat(self) -> None:
        self.beats.append((time.perf_counter(), time.thread_time(), queued_s()))

    async def step(self, name: str, work: Awaitable[object]) -> None:
        """Do some work, and let what it leaves behind, Python's garbage too, fall into the same step."""
        self.beats.clear()
        self._beat()
        self._timer.start()
        began = time.perf_counter()
        await work
        took = time.perf_counter() - began
        await asyncio.sleep(REST_S)
        self._timer.stop()
        self._beat()
        self.told[name] = _figures(self.beats) | {"took": took * 1000}

    def close(self) -> None:
        """Measure no more."""
        self._collector.close()


def _figures(beats: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    gaps = [[(after - before) * 1000 for before, after in zip(*both, strict=True)] for both in pairwise(beats)]
    longest, own, queued = max(gaps)
    unqueued = [wall - waited for wall, _own, waited in gaps]
    return {
        "longest": longest,
        "own": own,
        "queued": queued,
        "over": sum(wall > LONG_MS for wall, _own, _waited in gaps),
        "unqueued": max(unqueued),
        "over_unqueued": sum(each > LONG_MS for each in unqueued),
    }


class Painted(QObject):
    """Waits for the next paint of a table."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._event, self._viewport = asyncio.Event(), table.viewport()
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the table is painted."""
        if event.type() == QEvent.Type.Paint:
            asyncio.get_running_loop().call_soon(self._event.set)
        return False

    async def after(self, turn: Callable[[], object]) -> None:
        """Do something and wait until the table was painted."""
        self._event.clear()
        turn()
        self._viewport.update()
        await self._event.wait()


async def scrolled(table: Table) -> None:
    """Scroll from the top to the bottom, each step painted."""
    painted, bar = Painted(table), table.verticalScrollBar()
    for step in range(STEPS + 1):
        await painted.after(lambda step=step: bar.setValue(bar.maximum() * step // STEPS))  # type: ignore[misc]
    await painted.after(lambda: bar.setValue(0))


async def settled(table: Table) -> None:
    """Wait until the rows are as wanted."""
    while table.rows.arranging:
        await scale.next_of(table.rows.settled)


async def sorted_by_each(table: Table) -> None:
    """Sort by each column in sight, both ways."""
    for column in table.shown_columns():
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            table.sortByColumn(table.rows.place(column.key), order)
            await settled(table)
            await Painted(table).after(table.viewport().update)


async def measure(scenario: str) -> Told:
    """Everything of one scenario."""
    from tests.bench import large_files_steps
    from tests.ui.conftest import Desk

    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk", ZoneInfo("Europe/Tallinn"))
        desk.window.resize(scale.WIDE, scale.TALL)
        desk.window.show()
        await asyncio.sleep(REST_S)
        await getattr(large_files_steps, f"{scenario}_steps")(desk, watch, Path(folder))
        watch.close()
        await desk.background.close()
        desk.close()
    return watch.told


def main() -> None:
    """Measure one scenario and tell it on the last line."""
    from fleetdesk.mapview.engine import prepare_engine

    prepare_engine()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    dress(application, LIGHT)
    told: Told = {}

    async def run() -> int:
        told.update(await measure(sys.argv[1]))
        return 0

    loop.run(application, run())
    print(json.dumps(told))


if __name__ == "__main__":
    main()
