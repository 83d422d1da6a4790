"""One update of a fleet in the whole window, and its message in the page: what grows with what, at three sizes.

python -m tests.bench.scale KIND COUNT measures one size in a process of its own and tells it as JSON.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from fleetdesk.app import loop
from fleetdesk.domain.motion import State
from fleetdesk.domain.units import Position, UnitKind
from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.store import POSITIONS_AT_ONCE, Link, LinkStatus, Store
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.bench import fleet, window
from tests.bench.measure import Figure, Row

SIZES, RUNS = (1_000, 10_000, 50_000), 7
WIDE, TALL = 1600, 1000
BEGIN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KINDS = {
    "moved": "all moved",
    "parked": "all parked, heard of anew",
    "few": "100 moved, the others parked and heard of anew",
    "same": "nothing new",
}


def rows() -> Iterator[Row]:
    """The lines of this part of the table; each figure comes from a process of its own."""
    for count in SIZES:
        told = window.process("tests.bench.scale", "window", str(count))
        for kind, words in KINDS.items():
            yield Row(f"an update, whole window, {words}", Figure(tuple(told[kind])), units=count)
        told = window.process("tests.bench.scale", "page", str(count))
        for kind, words in {"all": "all moved", "few": "100 moved"}.items():
            yield Row(f"a message's script in the page, {words}", Figure(tuple(told[kind])), units=count)


class Clock:
    """The clock of the store, which each update moves on by ten seconds."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def go_on(self) -> datetime:
        """Let ten seconds pass."""
        self.now += timedelta(seconds=10)
        return self.now


def fleet_of(count: int, now: datetime) -> list[Position]:
    """Positions of vehicles of which every second moves, the others are parked."""
    return [
        Position(
            "m", each["objectID"], UnitKind.VEHICLE, each["Ypos"], each["Xpos"],
            speed_kmh=50.0 if number % 2 else 0.0, heading_deg=number % 360, fixed_at=now, received_at=now,
            ignition=bool(number % 2), power_v=13.8, temperatures=(2.0, 0.0, 0.0, 0.0),
        )
        for number, each in enumerate(fleet.vendor_rows(count))
    ]  # fmt: skip


def _heard(positions: Sequence[Position], now: datetime) -> list[Position]:
    return [replace(each, fixed_at=now, received_at=now) for each in positions]


def moved(positions: Sequence[Position], now: datetime) -> list[Position]:
    way = 1e-5 * (now - BEGIN).total_seconds()
    return [
        replace(each, lat=(each.lat or 0) + way, speed_kmh=40.0 + now.second, fixed_at=now, received_at=now)
        for each in positions
    ]


def updates(positions: list[Position], now: datetime) -> dict[str, Callable[[datetime], list[Position]]]:
    """What makes the next list of positions, for each kind."""
    parked = [replace(each, speed_kmh=0.0, ignition=False) for each in positions]
    return {
        "moved": lambda now: moved(positions, now),
        "parked": lambda now: _heard(parked, now),
        "few": lambda now: [*moved(parked[:100], now), *_heard(parked[100:], now)],
        "same": lambda _: parked,
    }


def apply(store: Store, positions: Sequence[Position]) -> None:
    """Take positions over as the poller does."""
    for start in range(0, len(positions), POSITIONS_AT_ONCE):
        store.apply_positions(positions[start : start + POSITIONS_AT_ONCE])
        QCoreApplication.processEvents()


def measure_window(count: int) -> dict[str, list[float]]:
    """Milliseconds of the window's thread for an update and for making the map's message; the page is not loaded.

    They are the thread's own time, in which what else runs on the machine has little part.
    """
    from tests.ui.conftest import Desk

    application, clock = QApplication([]), Clock()
    dress(application, LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), ZoneInfo("Europe/Tallinn"))
        desk.store.now = clock
        desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
        desk.window.resize(WIDE, TALL)
        desk.window.show()
        state = desk.view.map.pane.map.state
        positions = fleet_of(count, clock.now)
        apply(desk.store, positions)
        told: dict[str, list[float]] = {}
        for kind, make in updates(positions, clock.now).items():
            told[kind] = []
            for _ in range(RUNS + 1):
                made = make(clock.go_on())
                state.take()
                began = time.thread_time()
                apply(desk.store, made)
                json.dumps(state.take(), ensure_ascii=False, separators=(",", ":"))
                told[kind].append((time.thread_time() - began) * 1000)
        desk.close()
    return {kind: runs[1:] for kind, runs in told.items()}


async def measure_page(count: int) -> dict[str, list[float]]:
    """Milliseconds of the page's own script for a message, as the page tells them."""
    view = MapWidget(map_theme(LIGHT))
    view.resize(WIDE, TALL)
    view.show()
    view.load()
    await next_of(view.ready)
    units = [
        MapUnit(each["objectID"], each["Ypos"], each["Xpos"], State.MOVING, each["ID"] % 360, 0, each["objectID"])
        for each in fleet.vendor_rows(count)
    ]
    view.set_units(units)
    await next_of(view.drawn, view.fit)
    told: dict[str, list[float]] = {}
    for kind, many in {"all": count, "few": 100}.items():
        told[kind] = []
        for turn in range(1, RUNS + 2):
            changed = [MapUnit(each.key, each.lat + 1e-4 * turn, *each[2:]) for each in units[:many]]
            _, _, took = await next_of(view.drawn, partial(view.update_units, changed))
            told[kind].append(took)
            await asyncio.sleep(1)  # the signs have glided to where they are
    view.shutdown()
    shiboken6.delete(view)
    return {kind: runs[1:] for kind, runs in told.items()}


async def next_of(signal: Any, turn: Callable[[], object] = lambda: None) -> tuple[Any, ...]:
    """Wait for a signal after `turn`; return what it carries."""
    future: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def hear(*what: object) -> None:
        if not future.done():
            future.set_result(what)

    signal.connect(hear)
    turn()
    what = await future
    signal.disconnect(hear)
    return what


def _page(count: int) -> dict[str, list[float]]:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    prepare_engine()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    told: dict[str, list[float]] = {}

    async def run() -> int:
        told.update(await measure_page(count))
        return 0

    loop.run(application, run())
    return told


def main() -> None:
    """Measure one size and tell it on the last line."""
    kind, count = sys.argv[1], int(sys.argv[2])
    print(json.dumps(measure_window(count) if kind == "window" else _page(count)))


if __name__ == "__main__":
    main()
