"""A real window over a store that the test fills; no server."""

import os

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from fleetdesk.mapview.widget import register_scheme
from fleetdesk.storage.areas import AreaBook
from fleetdesk.sync.area import AreaDesk
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.ui.main_window import MainWindow
from fleetdesk.ui.theme import LIGHT, dress
from tests.sync.fakes import NOW, position, unit

if hasattr(os, "geteuid") and os.geteuid() == 0:
    # QtWebEngine does not start as root with its sandbox on.
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
register_scheme()


class Desk:
    """The window and all that stands behind it."""

    def __init__(self, folder, zone):
        self.store, self.said = Store(lambda: NOW), []
        self.background = Background(lambda name, error: self.said.append(error))
        self.area = AreaDesk(self.store, {}, self.background)  # asking servers is tested without a window
        self.areas = AreaBook(folder / "areas.json", lambda path, text: path.write_text(text))
        layout = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.store, self.area, lambda: LIGHT, zone, layout)

    def fill(self):
        self.store.apply_units("m", [unit("242KDN", name="Tartu 4"), unit("820BHT"), unit("966AJJ"), unit("001LST")])
        self.store.apply_positions([
            position("242KDN", speed_kmh=52.0, heading_deg=71),
            position("820BHT", lat=59.0, speed_kmh=0.0, ignition=False),
            position("966AJJ", lat=58.2, speed_kmh=0.0, ignition=True), position("001LST", lat=None),
        ])  # fmt: skip

    def close(self):
        self.window.map.map.shutdown()
        self.window.may_close = True
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def desk(qapp, tmp_path):
    from zoneinfo import ZoneInfo

    dress(QApplication.instance(), LIGHT)
    made = Desk(tmp_path, ZoneInfo("Europe/Tallinn"))
    made.window.show()
    yield made
    made.close()
