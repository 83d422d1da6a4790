"""python -m tests.pseudo_language.walk: the window's states in the language of the environment, faults as JSON."""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

from PySide6.QtWidgets import QApplication

from fleetdesk.ui.widgets.theme import LIGHT, dress
from tests.hostile_text.states import World
from tests.pseudo_language.looking import cut, english
from tests.ui.conftest import Desk
from tests.ui.desk import ZONE

PLAIN = "123 456"
"""What stands for all words of strangers: no letters, so that every letter is ours."""


def walk(desk, folder):
    """The faults of all states, each said once."""
    world, found = World(desk, folder), {}
    world.fill(PLAIN)
    for state, opened in world.states(PLAIN).items():
        windows = opened()
        for _turn in range(3):  # what grows is laid out anew, and then what it is in
            QApplication.processEvents()
        for each in windows:
            found.update(dict.fromkeys((*english(each, state), *cut(each, state))))
        world.close()
        QApplication.processEvents()
    return list(found)


def main():
    """Walk in a window of its own."""
    application = QApplication([])
    dress(application, LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), ZONE)
        desk.window.resize(1920, 1080)
        desk.window.show()
        desk.build_every_dock()
        application.processEvents()
        try:
            found = walk(desk, Path(folder))
        finally:
            desk.close()
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    main()
