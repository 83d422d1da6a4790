"""How long the window's thread does not come back to its event loop, while somebody works in the whole window."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

LONG_MS = 50.0
WIDE, TALL = 1600, 1000
QUIET_S = 0.3
"""So long after a step what it has started with a timer, such as a list's paint, still counts to it."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """A step's longest gap in ms and the thread's own time in it, how many gaps took over 50 ms, and its own length.

    `busiest` is the most own time of the thread in a gap, `over_own` how many had more than 50 ms of it: what a gap
    has beside is waited for, a lock or what else runs on the machine.
    """

    step: str
    longest: float
    own: float
    over: int
    busiest: float
    over_own: int
    took: float


class Watch:
    """Beats each millisecond in the window's event loop, and notes what lay between two beats."""

    def __init__(self) -> None:
        self.beats: list[tuple[float, float]] = []
        self.steps: list[Gaps] = []
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self.beat)

    def beat(self) -> None:
        """Note the time, and the thread's own."""
        self.beats.append((time.perf_counter(), time.thread_time()))

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
        await asyncio.sleep(QUIET_S)
        self._timer.stop()
        self.beat()
        self.steps.append(self._gaps(step, took))

    def _gaps(self, step: str, took: float) -> Gaps:
        gaps = [((after - before) * 1000, (then - own) * 1000) for (before, own), (after, then) in pairwise(self.beats)]
        longest, own = max(gaps)
        owns = [each for _, each in gaps]
        over, over_own = (sum(each > LONG_MS for each in found) for found in ([wall for wall, _ in gaps], owns))
        return Gaps(step, longest, own, over, max(owns), over_own, took * 1000)

    def taken(self) -> list[dict[str, Any]]:
        """Return the steps since the last call."""
        steps, self.steps = self.steps, []
        return [asdict(each) for each in steps]


def lines(what: str, told: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Return a line of the table for each of the things that were done, such as opened or scrolled."""
    for done, steps in told.items():
        worst, busiest = (max(steps, key=itemgetter(name)) for name in ("longest", "busiest"))
        over, over_own, took = (sum(each[name] for each in steps) for name in ("over", "over_own", "took"))
        yield (
            f"{what}, {done}: longest gap {worst['longest']:.1f} ms ({worst['step']}; own time {worst['own']:.1f}), "
            f"most own time {busiest['busiest']:.1f} ({busiest['step']}); "
            f"gaps over 50 ms: {over}, by own time {over_own}, in {took / 1000:.1f} s"
        )


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
