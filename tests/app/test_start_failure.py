"""A start that failed is told in a window, for those who see no terminal."""

import asyncio
import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from fleetdesk.app.start_failure import shown
from fleetdesk.ui.widgets.dialogs import Small


async def test_the_sentence_is_shown_until_the_window_is_closed(qapp):
    waiting = asyncio.ensure_future(shown("FleetDesk cannot keep its files in /nowhere."))
    await asyncio.sleep(0)
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Small) and each.isVisible()]
    assert any("cannot keep its files" in each.text() for each in dialog.findChildren(QLabel))
    buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
    buttons["Copy"].click()
    assert "cannot keep" in QGuiApplication.clipboard().text()
    assert not waiting.done()
    buttons["Close"].click()
    await waiting


@pytest.mark.process
def test_a_home_that_is_no_folder_is_a_sentence_and_no_traceback(tmp_path):
    home = tmp_path / "home"
    home.write_text("a file", encoding="utf-8")
    environment = {
        "FLEETDESK_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "DISPLAY": ":77",
        "PATH": "/usr/bin:/bin",
    }
    told = subprocess.run([sys.executable, "-m", "fleetdesk"], env=environment, capture_output=True, text=True)
    assert told.returncode == 1
    assert "cannot keep its files" in told.stderr
    assert "Traceback" not in told.stderr
