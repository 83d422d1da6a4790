"""What all tests share: no display needed, loopback only, a real simulator as a process of its own."""

import asyncio
import gc
import json
import os
import subprocess
import urllib.request
from pathlib import Path

import pytest
import stamina
from pytestqt.qtbot import QtBot

from fleetdesk.base import log
from fleetdesk.reader import worker_process
from tests.day_seed import day_seed as seed_of_the_day
from tests.day_seed import hold_day_seed, repeat_words
from tests.forked import start_module
from tests.forked_readers import CAN, ReaderServer

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
        reader, writer = os.pipe()
        self._said = os.fdopen(reader, encoding="utf-8")
        with os.fdopen(writer, "wb") as said:
            self.process = start_module("fleetdesk", ["simulator", *words], os.environ, out=said)
        self.told = json.loads(self._said.readline())

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
        """End it, and return its exit code."""
        self.process.terminate()
        self._said.close()
        return self.process.wait(20)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Hypothesis too takes the seed of the day where it is given none."""
    hold_day_seed()
    if config.getoption("hypothesis_seed", None) is None:
        config.option.hypothesis_seed = str(seed_of_the_day())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Say how to repeat a failed test that the date has a part in."""
    report = yield
    seeded = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    if report.failed and (seeded or "day_seed" in getattr(item, "fixturenames", ())):
        report.sections.append(("seed of the day", repeat_words()))
    return report


@pytest.fixture(scope="session")
def day_seed():
    """The seed of the day; a test that fails says it."""
    return seed_of_the_day()


@pytest.fixture(scope="session", autouse=True)
def no_wait_before_another_try():
    """A read that failed is tried again at once: how often is what counts, and no server here wants to rest."""
    with stamina.set_testing(True, attempts=99, cap=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def forked_readers():
    """The processes that read files of strangers are forked from one that has the imports done."""
    with pytest.MonkeyPatch.context() as patched:
        if CAN:
            patched.setattr(worker_process, "start_process", ReaderServer().popen)
        yield


@pytest.fixture
def fresh_readers(monkeypatch):
    """They are started as the program starts them."""
    monkeypatch.setattr(worker_process, "start_process", subprocess.Popen)


@pytest.fixture(autouse=True)
def garbage(request):
    """Collects between tests, where no worker thread can: before each, because pytest holds what the last one used."""
    gc.collect(1)
    yield
    if "qapp" in request.fixturenames:
        delete_what_has_no_parent()


def delete_what_has_no_parent():
    """Delete the objects of the test that no parent deletes.

    Qt's connections hold the functions that they call, where Python's collector does not see it: without this each
    whole window of a test would stay to the end, and the windows of later tests would take ever longer.
    """
    from PySide6.QtCore import QCoreApplication, QEvent, QObject
    from PySide6.QtWidgets import QWidget
    from shiboken6 import delete, isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop runs that would
    made = (*gc.get_objects(generation=0), *gc.get_objects(generation=1))  # since the collection before the test
    ours = (o for o in made if isinstance(o, QObject) and type(o).__module__.startswith("fleetdesk"))
    for each in sorted(ours, key=lambda each: not isinstance(each, QWidget)):  # views before their models
        if isValid(each) and each.parent() is None:
            delete(each)


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


@pytest.fixture
async def metrotec(simulator):
    """A client of the simulated Metrotec account, not signed in yet."""
    from fleetdesk.api.metrotec.client import Metrotec

    made = Metrotec("m", simulator.metrotec_url, simulator.username, simulator.password)
    yield made
    await made.close()


@pytest.fixture
async def vezma(simulator):
    """A client of the simulated VEZMA account, whose requests nobody counts."""
    from fleetdesk.api.budget import NoBudget
    from fleetdesk.api.vezma.client import Vezma

    made = Vezma("v", simulator.vezma_url, simulator.token, NoBudget())
    yield made
    await made.close()


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
