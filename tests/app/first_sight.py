"""Starts the desk on a folder, writes into it how many vehicles its list shows when the window opens, and ends.

python -m tests.app.first_sight FOLDER
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject

from fleetdesk.app import main as program
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Account, Folders, Settings

AWAY = Account("m", "metrotec", "http://127.0.0.1:9/", "mari", "session")


class FirstSight(QObject):
    """Writes what a list holds when its window is shown first."""

    def __init__(self, app):
        super().__init__(app.window)
        self._answer = app.profile.folders.data / "seen"
        self._rows = app.view.vehicles.pane.model.rowCount
        app.window.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show:
            self._answer.write_text(str(self._rows()))
            watched.removeEventFilter(self)
        return False


class Watched(program.App):
    def __init__(self, *words):
        super().__init__(*words)
        self.sight = FirstSight(self)


async def at_once(_app):
    return 0


def main():
    program.KNOWN_S = 60.0  # where much else runs, half a second may be too little for any disk
    place = Path(sys.argv[1])
    folders = Folders(place, place, place / "cache", place / "logs")
    profile = Profile(folders, Settings(accounts=(AWAY,)), Secrets(folders.settings))
    profile.secrets.set(AWAY, "secret")
    return program.run(profile, at_once, Watched)


if __name__ == "__main__":
    sys.exit(main())
