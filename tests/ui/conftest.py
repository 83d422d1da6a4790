"""A real window over a store that the test fills; no server."""

import asyncio
import os

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.storage.named_json import NamedJson
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.ui.tasks.commands import TaskCommands
from fleetdesk.ui.tasks.controller import TaskEditing
from fleetdesk.ui.tasks.menu import TaskMenu
from fleetdesk.ui.tasks.undo import Undoing
from fleetdesk.ui.widgets.theme import LIGHT, dress
from fleetdesk.ui.window.main_window import MainWindow
from tests.sync.fakes import NOW, FakeProvider, position, unit

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


class Desk:
    """The window and all that stands behind it."""

    def __init__(self, folder, zone):
        self.store, self.said = Store(lambda: NOW), []
        self.background = Loopless(lambda name, error: self.said.append(error))
        self.area = AreaQuery(self.store, {}, self.background)  # asking servers is tested without a window
        self.areas = NamedJson(folder / "areas.json", lambda path, text: path.write_text(text))
        layout = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.store, self.area, lambda: LIGHT, zone, layout)
        # The outbox is on a real disk and its server in memory (tests/sync/fakes.py).
        self.provider = FakeProvider()
        self.outbox_thread = OutboxThread(Outbox(folder / "outbox.db"))
        self.sender = Sender(
            self.outbox_thread,
            {"m": self.provider},
            self.background,
            self.store.apply_op,
            self.store.apply_task,
            lambda: NOW.timestamp(),
        )
        self.task_service = TaskService(self.store, self.outbox_thread, self.sender)
        self.editing = TaskEditing(
            self.window, self.store, self.task_service, {"m": self.provider}, self.background, zone
        )
        self.task_menu = TaskMenu(self.window, self.store, self.editing)
        self.undoing = Undoing(self.task_service, self.store, self.background, self.window.notices)
        templates = NamedJson(folder / "templates.json", lambda path, text: path.write_text(text))
        self.commands = TaskCommands(self.window, self.store, self.editing, self.undoing, templates, self.background)

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
        self.outbox_thread.outbox.close()
        self.window.map.map.shutdown()
        self.window.may_close = True
        self.window.close()
        self.window.deleteLater()


@pytest.fixture(autouse=True)
def no_key_is_held(qapp):
    """Qt believes the modifiers of the last key or click that a test made up, another test's too: rows would be added
    to the selection. It believes only such made-up events and the platform's, none that are merely sent.
    """
    QTest.keyClick(QWidget(), Qt.Key.Key_Shift)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def no_menu_is_open(qapp):
    """An open menu takes the wheel and the keys of the next test's window."""
    yield
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()


@pytest.fixture
def desk(qapp, tmp_path):
    from zoneinfo import ZoneInfo

    dress(QApplication.instance(), LIGHT)
    made = Desk(tmp_path, ZoneInfo("Europe/Tallinn"))
    made.window.show()
    yield made
    made.close()
