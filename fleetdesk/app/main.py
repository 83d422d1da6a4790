"""Composition root: builds everything by constructor arguments, runs the loop, and shuts down in order."""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Qt, QTimer, QTimeZone
from PySide6.QtWidgets import QApplication

from fleetdesk.app import hooks, loop
from fleetdesk.app.documents import DocumentsFeature
from fleetdesk.app.ending import end_within
from fleetdesk.app.garbage_collection import GarbageCollector
from fleetdesk.app.instance_listener import InstanceListener
from fleetdesk.base.console import complain
from fleetdesk.base.errors import FleetError
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.domain.outbox import Op
from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.profile import accounts
from fleetdesk.profile.instance import OUTBOX, RAISE, Instance
from fleetdesk.profile.outbox_opening import close as close_outbox_thread
from fleetdesk.profile.outbox_opening import documents_folder, keep_copies, open_outbox_thread
from fleetdesk.profile.profile import Profile, open_profile
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Settings, write_whole
from fleetdesk.storage.cache import Cache
from fleetdesk.storage.named_json import NamedJson, is_area
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_service import DocumentService
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.holds import HoldService
from fleetdesk.sync.missing_documents import MissingDocuments
from fleetdesk.sync.outbox_thread import NoOutbox
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.sync.uploads import Uploads
from fleetdesk.ui.accounts.address_learning import AddressLearning
from fleetdesk.ui.documents.thumbnails import DocumentTools, Thumbnails
from fleetdesk.ui.importing.controller import Importing
from fleetdesk.ui.tasks.commands import TaskCommands
from fleetdesk.ui.tasks.controller import TaskEditing
from fleetdesk.ui.tasks.menu import TaskMenu
from fleetdesk.ui.tasks.undo import Undoing
from fleetdesk.ui.widgets import theme
from fleetdesk.ui.window.layout_file import LayoutFile
from fleetdesk.ui.window.main_window import MainWindow
from fleetdesk.ui.window.window_commands import WindowCommands

TICK_MS = 1000
Script = Callable[["App"], Awaitable[int]]


class App:
    """A running desk. `script`, where there is one, uses the window instead of a person."""

    def __init__(self, desk: Profile, qt: QApplication) -> None:
        self.desk, self._qt = desk, qt
        self._done = asyncio.Event()
        self._tokens = theme.wanted(desk.settings.theme)
        self.background = Background(self._report)
        self.store = Store()
        self.cache = Cache(desk.folders.cache / "cache.db")
        self.areas = NamedJson(
            desk.folders.data / "areas.json", lambda path, text: write_whole(path, text, 0o600), is_area
        )
        self.outbox_thread, self._outbox_notices = open_outbox_thread(desk.folders)
        holds = HoldService(self.store, self.outbox_thread, self._say, time.time)
        self.session = Session(desk, self.store, self.cache, self.background, self._say, holds)
        self.viewer = Viewer()
        self.document_store = DocumentStore(self.store, documents_folder(desk.folders))
        self.sender = Sender(
            self.outbox_thread,
            self.session.providers,
            self.background,
            self.store.apply_op,
            self.store.apply_task,
            listed=self.document_store.set_documents,
        )
        self.uploads = Uploads(
            self.outbox_thread,
            self.session.providers,
            self.background,
            self._heard_of_document,
            self.document_store.set_documents,
            self._say,
            self.document_store.folder,
        )
        self.session.send_with(self.sender, self.uploads)
        self.document_service = DocumentService(
            self.store, self.document_store, self.outbox_thread, self.sender, self.uploads, self.session.providers
        )
        self.task_service = TaskService(self.store, self.outbox_thread, self.sender, self.uploads)
        self.area = AreaQuery(self.store, self.session.providers, self.background)
        theme.dress(qt, self._tokens)
        self.layout = LayoutFile(desk.folders.settings / "window.ini")
        tools = DocumentTools(self.document_store, Thumbnails(self.viewer, self.background))
        self.window = MainWindow(
            self.store, self.area, lambda: self._tokens, zone_of(desk.settings), self.layout.settings, tools
        )
        self.addresses = AddressLearning(self.window, self.session, self.store, self.background)
        self.intents = WindowCommands(
            self.window,
            self.session,
            self.store,
            self.area,
            self.areas,
            self.background,
            self.dress,
            self.addresses.open,
        )
        self._add_tasks(desk)
        self.actions = self.window.take_commands(self.intents.commands(), desk.settings.single_keys)
        self.window.close_wanted.connect(self._done.set)
        hooks.tell(lambda kind: self._say(f"FleetDesk met a fault of its own ({kind}). It is in the log."))
        qt.styleHints().colorSchemeChanged.connect(lambda _: self._follow_system())

    def _add_tasks(self, desk: Profile) -> None:
        """What can be done with tasks."""
        self.editing = TaskEditing(
            self.window, self.store, self.task_service, self.session.providers, self.background, zone_of(desk.settings)
        )
        self.task_menu = TaskMenu(self.window, self.store, self.editing)
        undoing = Undoing(self.task_service, self.store, self.background, self.window.notices)
        self.templates = NamedJson(
            desk.folders.data / "templates.json", lambda path, text: write_whole(path, text, 0o600)
        )
        self.task_commands = TaskCommands(
            self.window, self.store, self.editing, undoing, self.templates, self.background
        )
        self.importing = Importing(
            self.window,
            self.store,
            self.task_service,
            self.session.providers,
            self.background,
            zone_of(desk.settings),
            self.window.layout_file,
        )
        missing_documents = MissingDocuments(
            self.store, self.document_store, self.session.providers, desk.settings.documents
        )
        self.documents = DocumentsFeature(
            desk,
            self.window,
            self.store,
            self.document_service,
            self.viewer,
            missing_documents,
            self.editing,
            self.background,
            zone_of(desk.settings),
        )
        self.intents.more = [
            *self.task_commands.commands(),
            *self.importing.commands(),
            *self.documents.commands(),
            *self.addresses.commands(),
        ]
        self.window.tasks.filters.finished_wanted.connect(self.session.show_finished)

    async def run(self, script: Script | None = None) -> int:
        """Shows the desk and waits until it is closed."""
        sweeper = GarbageCollector()
        self.window.show()
        self.intents.show_tiles(self.desk.settings.tiles)
        for notice in (
            self.desk.notice,
            self.cache.notice,
            *self._outbox_notices,
            *self.layout.notices,
            *await self._books_read(),
        ):
            if notice:
                self._say(notice)
        timer = QTimer(self.window)
        timer.timeout.connect(self.store.tick)
        timer.start(TICK_MS)
        await self._begin_outbox()
        starting = self.background.start(self.session.start(), "accounts")
        try:
            if script:
                await starting
                return await script(self)
            await self._done.wait()  # an account that waits for its keyring holds nothing up
            end_within()
            return 0
        finally:
            starting.cancel()
            timer.stop()
            await self._close()
            sweeper.close()

    async def _books_read(self) -> list[str]:
        """Areas and templates, read once at the start, so that what is wrong with their files is said then."""
        books = self.areas, self.templates
        await asyncio.to_thread(lambda: [each.all() for each in books])
        return [notice for each in books for notice in each.take_notices()]

    async def _begin_outbox(self) -> None:
        """What waits on this computer is on the screen before any server answers."""
        if isinstance(self.outbox_thread, NoOutbox):
            return
        await self.task_service.begin(account.name for account in self.desk.settings.accounts)
        await self.documents.begin(swept=self.outbox_thread.whole)
        self.background.start(keep_copies(self.outbox_thread), "copies of the outbox")

    async def _close(self) -> None:
        """Pollers end, then the page before its profile, then files; the window goes last."""
        hooks.tell(None)
        self.window.keep_layout()
        await asyncio.gather(self.sender.close(), self.uploads.close())
        await self.session.close()
        await self.background.close()
        self.window.map.map.shutdown()
        await close_outbox_thread(self.outbox_thread)
        self.cache.close()
        self.layout.close()
        self.window.may_close = True
        self.window.close()

    def _heard_of_document(self, op: Op) -> None:
        self.document_store.apply_op(op)
        self.store.apply_op(op)

    def heard(self, word: str) -> None:
        """Another start of FleetDesk says something: come to the front, or look into the outbox."""
        if word == RAISE:
            self.window.come_forward()
        elif word == OUTBOX:
            self.background.start(self.task_service.reload(), "outbox")
            self.background.start(self.document_service.begin(), "documents filed by another program")

    def close(self) -> None:
        """Asks the desk to end, from anywhere."""
        self._done.set()

    def dress(self, setting: str) -> None:
        """Takes a scheme on: light, dark or system; and remembers it."""
        settings = replace(self.desk.settings, theme=setting)
        self.background.start(asyncio.to_thread(self.desk.keep, settings), "keep settings")
        self._dress(setting)

    def _follow_system(self) -> None:
        if self.desk.settings.theme == "system":
            self._dress("system")

    def _dress(self, setting: str) -> None:
        self._tokens = theme.wanted(setting)
        theme.dress(self._qt, self._tokens)
        self.window.counters.dress()
        self.window.map.map.set_theme(self._tokens.name)
        self.window.card.refresh()

    def _say(self, sentence: str) -> None:
        self.window.notices.say(sentence, trouble=True)

    def _report(self, task: str, error: BaseException) -> None:
        """The door for what went wrong unseen: a sentence of ours, or a bug that says where it is written down."""
        if isinstance(error, FleetError):
            self._say(str(error))
        elif isinstance(error, OSError):
            self._say(f"{error.filename or 'A file'} could not be written: {error.strerror}. Check the disk.")
        else:
            self._say(f"FleetDesk met a fault of its own in “{task}” ({type(error).__name__}). It is in the log.")


def zone_of(settings: Settings) -> ZoneInfo:
    """The company's zone: as set, else the first account's, else this computer's."""
    named = settings.zone or (settings.accounts[0].zone if settings.accounts else "")
    try:
        return ZoneInfo(named or bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def prepare_root(desk: Profile) -> None:
    """As root QtWebEngine starts only without its sandbox: allowed with the simulator, refused beyond loopback."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    for account in desk.settings.accounts:
        accounts.refuse_root(account.url)
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    complain("running as root: the map's sandbox is off, so only accounts on this computer are allowed.")


def run(desk: Profile | None = None, script: Script | None = None) -> int:
    """Starts the desk and returns its exit code."""
    desk = desk or open_profile()
    instance = Instance(desk.folders.data)
    if not instance.claim():
        return _raise_the_other(instance)
    prepare_root(desk)
    prepare_engine()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("FleetDesk")
    qt.setQuitOnLastWindowClosed(False)
    hooks.install(desk.folders.logs)
    return loop.run(qt, _main(desk, qt, script, instance))


async def _main(desk: Profile, qt: QApplication, script: Script | None, instance: Instance) -> int:
    app = App(desk, qt)
    hooks.on_signal(app.close)
    listener = InstanceListener(instance)
    listener.heard.connect(app.heard)
    listener.start()
    try:
        return await app.run(script)
    finally:
        listener.stop()
        instance.release()


def _raise_the_other(instance: Instance) -> int:
    """A desk with the same files runs already: it comes to the front, and this start ends."""
    if instance.tell(RAISE):
        complain("FleetDesk runs already; its window was brought to the front.")
        return 0
    raise FleetError("FleetDesk runs already and does not answer. Wait a moment, or end it and start again.")
