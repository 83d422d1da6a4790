"""What is there when the window opens."""

from contextlib import closing

from PySide6.QtCore import QEvent, QObject

from fleetdesk.app.main import App
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Account, Settings
from fleetdesk.storage.cache import CACHE_DB, Cache
from tests.conftest import application
from tests.sync.fakes import position, unit
from tests.ui.conftest import folders_in

AWAY = Account("m", "metrotec", "http://127.0.0.1:9/", "mari", "session")


class FirstSight(QObject):
    """Notes what a list holds when its window is shown first."""

    def __init__(self, window, rows):
        super().__init__(window)
        self.rows, self.seen = rows, None
        window.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and self.seen is None:
            self.seen = self.rows()
        return False


async def test_the_last_known_fleet_is_in_the_window_when_it_opens(tmp_path):
    folders = folders_in(tmp_path)
    with closing(Cache(folders.cache / CACHE_DB)) as cache:
        cache.keep_units("m", [unit("242KDN"), unit("820BHT")])
        cache.keep_positions([position("242KDN"), position("820BHT")])
    profile = Profile(folders, Settings(accounts=(AWAY,)), Secrets(folders.settings))
    profile.secrets.set(AWAY, "secret")
    app = App(profile, application())
    sight = FirstSight(app.window, app.view.vehicles.pane.model.rowCount)

    async def look(_app):
        return 0

    assert await app.run(look) == 0
    assert sight.seen == 2
