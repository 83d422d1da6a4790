"""The loop can end more than once after a web page has lived: QtWebEngine crashes at the second aboutToQuit."""

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
from fleetdesk import loop
from fleetdesk.mapview.widget import MapWidget, register_scheme

register_scheme()
app = QApplication([])
app.setQuitOnLastWindowClosed(False)

async def page():
    view, ready = MapWidget(), asyncio.Event()
    view.ready.connect(ready.set)
    view.show()
    await ready.wait()
    view.shutdown()

async def nothing():
    await asyncio.sleep(0)

for work in (page, nothing, nothing):
    loop.run(app, work())
print("ended in order")
"""


def test_the_loop_ends_as_often_as_it_likes():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "ended in order\n")
