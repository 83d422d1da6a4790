"""How long the window's thread does not come back to its event loop, while somebody works in the whole window."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.measure import Figure, Row

LONG_MS = 50.0
WIDE, TALL = 1600, 1000
QUIET_S = 0.3
"""So long after a step what it has started with a timer, such as a list's paint, still counts to it."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """A step's longest gap in ms, of that the thread's own time and for how long it had no processor.

    What a gap has beside these is waited for: a lock, the interpreter, a disk. `over` counts gaps over 50 ms,
    `over_ours` those that have that much without the time for which there was no processor; the longest is `ours`.
    """

    step: str
    longest: float
    own: float
    queued: float
    over: int
    ours: float
    over_ours: int
    took: float


class Watch:
    """Beats each millisecond in the window's event loop, and notes what lay between two beats."""

    def __init__(self, quiet_s: float = QUIET_S) -> None:
        self._quiet_s = quiet_s
        self.beats: list[tuple[float, float, float]] = []
        self.steps: list[Gaps] = []
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self.beat)

    def beat(self) -> None:
        """Note the time, the thread's own, and for how long it was ready and had no processor, in seconds."""
        self.beats.append((time.perf_counter(), time.thread_time(), _queued_s()))

    async def step(self, name: str, work: Awaitable[object]) -> None:
        """Do the work of a step, with what it leaves for later."""
        await self.over(name, lambda: work)

    async def over(self, step: str, work: Callable[[], object], done: Callable[[], bool] = lambda: True) -> None:
        """Do some work and wait until it is done, with what it leaves for later."""
        self.beats.clear()
        self._timer.start()
        await asyncio.sleep(0)
        self.beat()
        made = work()
        if isinstance(made, Awaitable):
            await made
        while not done():
            await asyncio.sleep(0.005)
        took = time.perf_counter() - self.beats[0][0]
        await asyncio.sleep(self._quiet_s)
        self._timer.stop()
        self.beat()
        self.steps.append(self._gaps(step, took))

    def _gaps(self, step: str, took: float) -> Gaps:
        gaps = [tuple((now - then) * 1000 for then, now in zip(*pair, strict=True)) for pair in pairwise(self.beats)]
        longest, own, queued = max(gaps)
        ours = [gap - waited for gap, _own, waited in gaps]
        over, over_ours = sum(gap[0] > LONG_MS for gap in gaps), sum(each > LONG_MS for each in ours)
        return Gaps(step, longest, own, queued, over, max(ours), over_ours, took * 1000)

    def taken(self) -> list[dict[str, Any]]:
        """Return the steps since the last call."""
        steps, self.steps = self.steps, []
        return [asdict(each) for each in steps]


def rows_of(what: str, told: dict[str, list[dict[str, Any]]]) -> Iterator[Row]:
    """Return two lines of the table for each of the things that were done, such as opened or scrolled.

    The first has the longest gap of each step, without the time for which there was no processor.
    """
    for done, steps in told.items():
        yield Row(f"{what}, {done}: longest gap of each step", Figure(tuple(each["ours"] for each in steps)))
        yield Row("  of its gaps over 50 ms", Figure((float(sum(each["over_ours"] for each in steps)),)), unit="gaps")


def _queued_s() -> float:
    """Return for how long this thread has waited for a processor, in seconds; 0 where the system does not say."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def in_window(scenario: Callable[[Any], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    """Run the whole program with a folder of its own, and a scenario in it; return what that tells."""
    from fleetdesk.app import loop
    from fleetdesk.mapview.engine import prepare_engine
    from fleetdesk.ui.widgets.theme import LIGHT, dress

    prepare_engine()
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    dress(application, LIGHT)
    told: dict[str, Any] = {}

    async def run(folder: Path) -> int:
        from tests.ui.conftest import Desk

        desk = Desk(folder, ZoneInfo("Europe/Tallinn"))
        desk.window.resize(WIDE, TALL)

        async def script(_app: object) -> int:
            told.update(await scenario(desk))
            return 0

        return await desk.app.run(script)

    with tempfile.TemporaryDirectory() as folder:
        loop.run(application, run(Path(folder)))
    return told
