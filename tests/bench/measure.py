"""Times a call several times and keeps median and range."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QTimer

RUNS = 9
MANY = 20  # runs of which the slowest few are worth a figure of their own
LOOPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """The same measured several times."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.runs)

    def percentile(self, percent: int) -> float:
        """The one that so many percent are below."""
        return sorted(self.runs)[min(len(self.runs) - 1, len(self.runs) * percent // 100)]

    def scaled(self, factor: float) -> "Figure":
        """The same on a machine that takes so many times as long."""
        return Figure(tuple(each * factor for each in self.runs))

    def __str__(self) -> str:
        slow = f", p95 {self.percentile(95):.1f}, p99 {self.percentile(99):.1f}" if len(self.runs) >= MANY else ""
        return f"{self.median:9.1f}  ({min(self.runs):.1f}–{max(self.runs):.1f}{slow}, n={len(self.runs)})"

    def jsonable(self) -> dict[str, float]:
        """What is kept of it."""
        ends = {"median": self.median, "low": min(self.runs), "high": max(self.runs)}
        slow = {"p95": self.percentile(95), "p99": self.percentile(99)} if len(self.runs) >= MANY else {}
        return {name: round(value, 3) for name, value in (ends | slow).items()} | {"n": len(self.runs)}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `units` is the size of the fleet where the same is measured at several sizes."""

    what: str
    ours: Figure
    plain: Figure | None = None
    plain_is: str = ""
    unit: str = "ms"
    units: int | None = None

    def __str__(self) -> str:
        name = self.what if self.units is None else f"{self.units:,} units: {self.what}"
        line = f"{name + ('' if self.unit == 'ms' else f' ({self.unit})'):<70} {self.ours!s:<44}"
        if self.plain is None:
            return line
        ratio = self.plain.median / self.ours.median if self.ours.median else float("inf")
        return f"{line} {self.plain!s:<44} {ratio:7.1f}x  {self.plain_is}"

    def jsonable(self) -> dict[str, Any]:
        """What is kept of it."""
        kept: dict[str, Any] = {"what": self.what, "unit": self.unit, "ours": self.ours.jsonable()}
        size = {} if self.units is None else {"units": self.units}
        plain = {} if self.plain is None else {"plain": self.plain.jsonable(), "plain_is": self.plain_is}
        return kept | size | plain


def timed(work: Callable[[], object], runs: int = RUNS) -> Figure:
    """Runs the work once to warm up, then `runs` times."""
    work()
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return Figure(tuple(found))


def yardstick() -> Figure:
    """What this machine takes for a plain loop of a million additions, to compare figures of two machines by."""

    def loop() -> int:
        total = 0
        for number in range(LOOPS):
            total += number
        return total

    return timed(loop)


async def longest_gap(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds for which the window's thread was away at most while some work went on."""
    beats = [time.perf_counter()]
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    await work()
    timer.stop()
    return max(after - before for before, after in pairwise([*beats, time.perf_counter()])) * 1000


def row(name: str, ours: Figure, plain: Figure | None, plain_is: str) -> Row:
    """One line of the table, in milliseconds."""
    return Row(name, ours, plain, plain_is)


HEAD = f"{'what (milliseconds)':<70} {'FleetDesk median (range)':<44} {'plain way median (range)':<44} {'ratio':>8}"
