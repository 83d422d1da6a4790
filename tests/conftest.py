"""What all tests share: no display needed, loopback only, a real simulator as a process of its own."""

import asyncio
import gc
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fleetdesk.base import log

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

log.start(None)
# A condition is waited for, never a time; on a loaded machine five seconds are not enough for a page to answer.
for wait in (QtBot.waitUntil, QtBot.waitSignal):
    wait.__kwdefaults__["timeout"] = 30_000

# As in the program: cyclic garbage dies on the main thread only, or timers of dead QObjects fire.
gc.disable()

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"


class Simulator:
    """A running simulator: its addresses, and its control endpoint for faults, edits and the truth."""

    def __init__(self, *words):
        command = [sys.executable, "-m", "fleetdesk", "simulator", *words]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.told = json.loads(self.process.stdout.readline())

    def __getattr__(self, name):
        return self.told[name]

    def control(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        method = method or ("GET" if body is None else "POST")
        request = urllib.request.Request(self.told["control_url"] + path, data, {"Content-Type": "application/json"})
        request.method = method
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def calm(self):
        """No faults, and VEZMA's count begins anew."""
        self.control("faults", method="DELETE")
        self.control("reset_limit", {})

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture(autouse=True)
def garbage():
    """Collects between tests, where no worker thread can."""
    yield
    gc.collect(1)


@pytest.fixture(scope="session")
def simulator_process():
    simulator = Simulator("--vehicles", "150", "--seed", "7")
    yield simulator
    simulator.close()


@pytest.fixture
def simulator(simulator_process):
    simulator_process.calm()
    yield simulator_process
    simulator_process.calm()


def example(vendor, name):
    """One example of the reference texts."""
    return json.loads((DATA / vendor / f"{name}.json").read_text(encoding="utf-8"))


def pytest_asyncio_loop_factories(config, item):
    """Tests of the use cases and the window run on the loop that the desk runs on."""
    if "qapp" in getattr(item, "fixturenames", ()):
        return {"qasync": _qasync_loop}
    return {"asyncio": asyncio.new_event_loop}


def _qasync_loop():
    from fleetdesk.app.loop import new_loop

    return new_loop(application())


def application():
    """Qt's application, made where there is none yet."""
    from PySide6.QtWidgets import QApplication

    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    return made
