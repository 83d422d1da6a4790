"""Prints the benchmark table."""

import os
import platform
import sys
from itertools import chain

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.bench import desk, sheets, window
from tests.bench.measure import HEAD


def main() -> int:
    """Runs everything; takes two minutes on two cores."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {os.environ['QT_QPA_PLATFORM']} platform")
    print(HEAD)
    application = QApplication([])
    for line in chain(desk.rows(), sheets.rows()):
        print(line, flush=True)
    application.processEvents()
    for line in window.rows():
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
