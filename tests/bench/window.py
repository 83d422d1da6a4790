"""Figures of the running window: the map, the start, and the longest gap of its thread."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.measure import Figure, Row, row
from tests.conftest import ROOT, Simulator

RUNS = 5
GAP_S = 20


def rows() -> Iterator[Row]:
    """The lines of this part of the table; each figure comes from a process of its own."""
    for count in (1_000, 10_000):
        told = _process("map", str(count))
        yield row(
            f"{count} units sent to the map and drawn, all moved",
            Figure(tuple(told["ours"])),
            Figure(tuple(told["plain"])),
            "folium.Map with a marker each, rebuilt and reloaded",
        )
    simulator = Simulator("--vehicles", "1000")
    try:
        yield from _starts(simulator)
        yield from _gap(simulator)
    finally:
        simulator.close()


def _gap(simulator: Simulator) -> Iterator[Row]:
    told = _process("gap", json.dumps(simulator.told))
    yield row(
        f"longest gap of the GUI thread, 1000 units a second, {GAP_S} s",
        Figure(tuple(told["ours"])),
        Figure(tuple(told["plain"])),
        "one update of the list alone behind QSortFilterProxyModel",
    )
    yield Row("  of these gaps over 50 ms", Figure((told["over"],)), unit="gaps")
    yield Row("  positions that changed meanwhile", Figure((told["changed"],)), unit="positions")


def _process(*words: str, home: str | None = None) -> dict:
    return process("tests.bench.probe", *words, home=home)


def process(module: str, *words: str, home: str | None = None) -> Any:
    """What a measurement in a process of its own tells, as JSON on its last line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    if home:
        environment["FLEETDESK_HOME"] = home
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def _starts(simulator: Simulator) -> Iterator[Row]:
    """From the start of the process until the list and the map show 1000 units: from cache, and from the network."""
    with tempfile.TemporaryDirectory() as folder:
        warm = [_start(simulator, folder) for _ in range(RUNS + 1)][1:]
        cold = [_start(simulator, str(Path(folder) / str(turn))) for turn in range(RUNS)]
    for name in ("list", "map"):
        yield row(
            f"start to 1000 units on the {name}, from cache",
            Figure(tuple(each[name] for each in warm)),
            Figure(tuple(each[name] for each in cold)),
            "the same without a cache, loopback network",
        )


def _start(simulator: Simulator, home: str) -> dict:
    told = json.dumps(simulator.told)
    return _process("start", told, str(time.time()), home=home)
