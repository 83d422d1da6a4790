"""A real window over a store that the test fills; no server."""

import asyncio
import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fleetdesk.app import hooks
from fleetdesk.app.main import App
from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.profile.outbox_opening import has_outbox, open_outbox_thread
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.secrets import Secrets
from fleetdesk.profile.settings import Folders, Settings
from fleetdesk.storage.cache import CACHE_DB, Cache
from fleetdesk.sync.background import Background
from fleetdesk.ui.widgets.foreign_text import leave_clipboard
from fleetdesk.ui.widgets.panel import Panel
from tests.conftest import application
from tests.sync.fakes import NOW, FakeProvider, position, unit
from tests.sync.history.fakes import Vehicles

if hasattr(os, "geteuid") and os.geteuid() == 0:
    # QtWebEngine does not start as root with its sandbox on.
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
prepare_engine()


class Loopless(Background):
    """Behind tests that are no coroutines no loop runs: what would go on later is let go."""

    def start(self, work, name):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            inner = [each for each in work.cr_frame.f_locals.values() if asyncio.iscoroutine(each)]
            for each in (work, *inner):
                each.close()
            return None
        return super().start(work, name)


@cache
def empty_files():
    """What a first start leaves in its folder, made by the program once: each test's desk goes on from there."""
    with TemporaryDirectory() as place:
        folders = folders_in(Path(place))
        thread, _ = open_outbox_thread(folders)
        thread.outbox.close()
        Cache(folders.cache / CACHE_DB).close()
        made = (each for each in Path(place).rglob("*") if each.is_file())
        return {each.relative_to(place): each.read_bytes() for each in made}


def folders_in(folder):
    """The folders of a desk that has them all in one."""
    made = Folders(folder, folder, folder / "cache", folder / "logs")
    made.make()
    return made


class Desk:
    """The program's own composition root: its folder, its clock and one account's server are the test's."""

    def __init__(self, folder, zone):
        self.said = []
        folders = folders_in(folder)
        if not has_outbox(folders):
            for name, content in empty_files().items():
                (folder / name).write_bytes(content)
        settings = Settings(zone=zone.key, theme="light")
        self.profile = Profile(folders, settings, Secrets(folders.settings))
        self.app = App(self.profile, application(), lambda: NOW, self._background)
        self.view, self.window, self.services = self.app.view, self.app.window, self.app.services
        self.store, self.background, self.area = self.app.store, self.app.background, self.services.area_query
        self.areas, self.outbox_thread, self.sender = (
            self.services.areas,
            self.services.outbox_thread,
            self.services.sender,
        )
        self.task_service, self.editing = self.services.task_service, self.view.tasks.controller
        self.task_menu, self.undoing, self.commands = (
            self.view.tasks.menu,
            self.view.tasks.undo,
            self.view.tasks.commands,
        )
        # The outbox is on a real disk and its server in memory (tests/sync/fakes.py).
        self.provider = FakeProvider()
        self.services.providers.update({"m": self.provider})

    def _background(self, report):
        return Loopless(lambda name, error: self.said.append(error))

    def build_every_dock(self):
        """Build the insides of all docks, which each wait for somebody to see them."""
        for each in self.window.findChildren(Panel):
            each.built()

    def fill(self):
        self.store.apply_units("m", [unit("242KDN", name="Tartu 4"), unit("820BHT"), unit("966AJJ"), unit("001LST")])
        self.store.apply_positions(
            [
                position("242KDN", speed_kmh=52.0, heading_deg=71),
                position("820BHT", lat=59.0, speed_kmh=0.0, ignition=False),
                position("966AJJ", lat=58.2, speed_kmh=0.0, ignition=True),
                position("001LST", lat=None),
            ]
        )

    def close(self):
        hooks.tell(None)
        self.outbox_thread.outbox.close()
        self.services.cache.close()
        self.view.map.pane.map.shutdown()
        leave_clipboard()
        self.window.may_close = True
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)  # no loop runs that would


@pytest.fixture(autouse=True)
def no_key_is_held(qapp):
    """Qt believes the modifiers of the last key or click that a test made up, another test's too: rows would be added
    to the selection. It believes only such made-up events and the platform's, none that are merely sent.
    """
    QTest.keyClick(QWidget(), Qt.Key.Key_Shift)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def the_pointer_is_elsewhere(qapp):
    """Where the last test left the pointer, the next test's list would keep its rows, and a notice would keep off.

    A window that a test has left on the screen would take the pointer from the next test's, and of a double click that
    a test makes up Qt hears no release.
    """
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        if QApplication.mouseButtons() & button:
            QTest.mouseRelease(QWidget(), button)
    QCursor.setPos(5000, 5000)
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.hide()


@pytest.fixture(autouse=True)
def no_menu_is_open(qapp):
    """An open menu takes the wheel and the keys of the next test's window."""
    yield
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()


@pytest.fixture
def desk(request, qapp, tmp_path):
    """A window on the screen; the map's page is loaded for the tests that are marked with "map" only."""
    from zoneinfo import ZoneInfo

    made = Desk(tmp_path, ZoneInfo("Europe/Tallinn"))
    made.window.show()
    if request.node.get_closest_marker("map"):
        made.view.map.pane.map.load()
    yield made
    made.close()


@pytest.fixture
async def telling(desk):
    """A desk whose account tells of the past: its vehicles stood at 58.5 N, 25 E, with a point each hour."""
    desk.fill()
    desk.vendor = Vehicles()
    desk.provider.history = desk.vendor.history
    yield desk
    await desk.services.history.close()
