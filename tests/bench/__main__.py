"""Prints the benchmark table."""

import os
import platform
import sys

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
from tests.bench.measure import HEAD


def main() -> int:
    """Runs everything; takes eight minutes on two cores."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {os.environ['QT_QPA_PLATFORM']} platform")
    print(HEAD)
    application = QApplication([])
    for part in (
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
    ):
        for line in part.rows():
            print(line, flush=True)
    application.processEvents()
    for part in (window, streets, scale, live):
        for line in part.rows():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
