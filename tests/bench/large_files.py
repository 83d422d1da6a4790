"""Gaps of the window's thread while it holds an import of 200,000 rows, a track of 100,000 points, 20,000 documents.

python -m tests.bench.large_files import|track|documents measures one of them in a process of its own and tells it as
JSON: what tests.bench.gaps tells of each step.
"""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from fleetdesk.app import loop
from fleetdesk.app.garbage_collection import GarbageCollector
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.bench import scale, window
from tests.bench.gaps import Watch, rows_of
from tests.bench.measure import Row

STEPS, REST_S = 150, 1.5
"""How many times a list is scrolled, and what a step leaves behind, Python's garbage too, falls into it for so long."""
SCENARIOS = {"import": "import of 200,000 rows", "track": "track of 100,000 points", "documents": "20,000 documents"}
Told = dict[str, list[dict[str, Any]]]


def rows() -> Iterator[Row]:
    """The lines of this part of the table; each scenario runs in a process of its own."""
    for scenario, name in SCENARIOS.items():
        yield from rows_of(name, window.process("tests.bench.large_files", scenario))


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

    watch, collector = Watch(REST_S), GarbageCollector()  # as in the desk
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk", ZoneInfo("Europe/Tallinn"))
        desk.window.resize(scale.WIDE, scale.TALL)
        desk.window.show()
        await asyncio.sleep(REST_S)
        await getattr(large_files_steps, f"{scenario}_steps")(desk, watch, Path(folder))
        collector.close()
        await desk.background.close()
        desk.close()
    return {each["step"]: [each] for each in watch.taken()}


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
