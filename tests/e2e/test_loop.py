"""asyncio on Qt's loop: it can end more than once after a web page has lived, and closes what was left."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.process, pytest.mark.map]

PROGRAM = """
import asyncio, os
os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1" if os.geteuid() == 0 else "0"
from PySide6.QtWidgets import QApplication
from fleetdesk.app import loop
from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.widgets.theme import LIGHT

prepare_engine()
app = QApplication([])
app.setQuitOnLastWindowClosed(False)

async def page():
    view, ready = MapWidget(map_theme(LIGHT)), asyncio.Event()
    view.ready.connect(ready.set)
    view.show()
    view.load()
    await ready.wait()
    view.shutdown()

async def nothing():
    await asyncio.sleep(0)

for work in (page, nothing, nothing):
    loop.run(app, work())
print("ended in order")
"""


LEFT = """
import asyncio
from PySide6.QtWidgets import QApplication
from fleetdesk.app import loop

app = QApplication([])

async def main():
    closed = asyncio.Event()

    async def pieces():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            closed.set()

    async for piece in pieces():
        break
    await asyncio.wait_for(closed.wait(), 20)
    print("closed")

loop.run(app, main())
"""


def test_a_generator_that_was_left_before_its_end_is_closed():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", LEFT], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "closed\n", "")


def test_the_loop_ends_as_often_as_it_likes():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "ended in order\n")
