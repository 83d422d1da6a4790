"""Prints the benchmark table, and keeps it beside a chart: python -m tests.bench [FOLDER]."""

import os
import platform
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.bench import (
    addresses,
    back_in_time,
    board,
    charts,
    desk,
    documents,
    history,
    large_files,
    large_lists,
    live,
    outbox,
    replay,
    roads,
    scale,
    sheets,
    streets,
    tasks,
    visits,
    window,
)
from tests.bench.kept import FOLDER, before, keep, with_before
from tests.bench.measure import HEAD, Row, yardstick

PARTS = (
    desk,
    board,
    charts,
    tasks,
    outbox,
    sheets,
    documents,
    addresses,
    roads,
    history,
    replay,
    visits,
    back_in_time,
    large_lists,
    large_files,
    window,
    streets,
    scale,
    live,
)


def main() -> int:
    """Runs everything; takes half an hour on two cores."""
    loop = yardstick()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {os.environ['QT_QPA_PLATFORM']} platform")
    print(f"a plain loop, the yardstick of this machine: {loop}")
    print(HEAD)
    application = QApplication([])
    earlier, kept = before(), list[Row]()
    for part in PARTS:
        for each in part.rows():
            kept.append(with_before(each, earlier, loop))
            print(kept[-1], flush=True)
        application.processEvents()
    keep(Path(sys.argv[1]) if sys.argv[1:] else FOLDER, kept, loop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
