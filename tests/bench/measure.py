"""Times a call several times and keeps median and range."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QTimer

RUNS = 9


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds over several runs."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.runs)

    def __str__(self) -> str:
        return f"{self.median:9.1f}  ({min(self.runs):.1f}–{max(self.runs):.1f}, n={len(self.runs)})"


def timed(work: Callable[[], object], runs: int = RUNS) -> Figure:
    """Runs the work once to warm up, then `runs` times."""
    work()
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return Figure(tuple(found))


async def longest_gap(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds for which the window's thread was away at most while some work went on."""
    beats = [time.perf_counter()]
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    await work()
    timer.stop()
    return max(after - before for before, after in pairwise([*beats, time.perf_counter()])) * 1000


def row(name: str, ours: Figure, plain: Figure | None, plain_is: str) -> str:
    """One line of the table."""
    if plain is None:
        return f"{name:<58} {ours!s:<36}"
    ratio = plain.median / ours.median if ours.median else float("inf")
    return f"{name:<58} {ours!s:<36} {plain!s:<38} {ratio:7.1f}x  {plain_is}"


HEAD = f"{'what (milliseconds)':<58} {'FleetDesk median (range)':<36} {'plain way median (range)':<38} {'ratio':>8}"
