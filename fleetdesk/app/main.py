"""Build the running desk, run the loop, and shut down in order."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fleetdesk.app import hooks, loop
from fleetdesk.app.ending import end_within
from fleetdesk.app.garbage_collection import GarbageCollector
from fleetdesk.app.instance_listener import InstanceListener
from fleetdesk.app.look import Look, zone_of
from fleetdesk.app.qt_language import use_qt_language
from fleetdesk.app.services import Services
from fleetdesk.app.theme_choice import Appearance
from fleetdesk.app.ticking import Ticking
from fleetdesk.app.window import DeskWindow
from fleetdesk.base.console import complain
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.mapview.engine import prepare_engine
from fleetdesk.profile import accounts
from fleetdesk.profile.instance import OUTBOX, RAISE, Instance
from fleetdesk.profile.outbox_opening import close as close_outbox_thread
from fleetdesk.profile.outbox_opening import keep_copies
from fleetdesk.profile.profile import Profile, open_profile
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import NoOutbox
from fleetdesk.sync.transitions import SETTLE_S
from fleetdesk.ui.widgets.foreign_text import leave_clipboard
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.window.layout_file import LayoutFile

KNOWN_S = 0.5
"""So long a start waits for the last known fleet, which is in the window when it opens; a slow disk keeps none away."""
Script = Callable[["App"], Awaitable[int]]
MakeBackground = Callable[[Callable[[str, BaseException], None]], Background]


class App:
    """A running desk. Tests put another clock or another Background in; everything else is the real thing.

    `settle_s` is how many seconds a server may still be busy with a request that nobody waits for any more.
    """

    def __init__(
        self,
        profile: Profile,
        qt: QApplication,
        now: Callable[[], datetime] | None = None,
        make_background: MakeBackground = Background,
        settle_s: float = SETTLE_S,
    ) -> None:
        self.profile = profile
        self._done = asyncio.Event()
        self.notices = Notices()
        self.background = make_background(self._report)
        zone = zone_of(profile.settings)
        self.services = Services(profile, self.background, self._say, now, settle_s, zone)
        self.store = self.services.store
        self.services.session.read_known()
        self.layout_file = LayoutFile(profile.folders.settings / "window.ini")
        self.appearance = Appearance(qt, profile, self.background)
        look = Look(
            self.appearance.tokens,
            zone,
            self.notices,
            self.layout_file.settings,
            LongWork(self.background, self.notices),
        )
        self.view = DeskWindow(self.services, look, self.appearance)
        self.appearance.style()
        self.window = self.view.window
        self.window.close_wanted.connect(self._done.set)
        hooks.tell(
            lambda kind: self._say(_("FleetDesk met a fault of its own ({kind}). It is in the log.").format(kind=kind))
        )

    async def run(self, script: Script | None = None) -> int:
        """Show the window and wait until it is closed; `script`, where there is one, uses it instead of a person."""
        collector = GarbageCollector()
        self.view.map.pane.map.load()  # first: the page's own processes start while the rest goes on
        known = self.background.start(self.services.session.show_known(), "last known fleet")
        await asyncio.wait([known], timeout=KNOWN_S)
        self.window.show()
        await asyncio.wait([known])
        self.view.map.streets.show_tiles(self.profile.settings.tiles)
        self.view.map.addresses.ask_chosen(self.profile.settings.addresses)
        self.view.map.roads.show_roads(self.profile.settings.roads)
        await self._say_notices()
        ticking = Ticking(self.store, self.services.recorder)
        for each in (ticking, collector):
            self.window.timers.paused.connect(each.rest)
        self.background.start(self._load_activity(), "activity")
        self.background.start(self._load_recording(), "recording")
        self.background.start(self.services.whereabouts.load(), "towns")
        self.background.start(self._load_gazetteer(), "known addresses")
        await self.view.tasks.unsaved_input.load()
        await self._begin_outbox()
        starting = self.background.start(self.services.session.start(), "accounts")
        try:
            if script:
                await starting
                return await script(self)
            await self._done.wait()  # an account that waits for its keyring holds nothing up
            end_within()
            return 0
        finally:
            starting.cancel()
            ticking.stop()
            await self._close()
            collector.close()

    async def _say_notices(self) -> None:
        """Say what is wrong with FleetDesk's files; saved areas and templates are read now for that."""
        services = self.services
        saved = services.areas, services.templates
        for each in saved:
            await each.all()
        told = (notice for each in saved for notice in each.pop_notices())
        for notice in (
            self.profile.notice,
            services.cache.notice,
            *services.outbox_notices,
            *self.layout_file.notices,
            *told,
        ):
            if notice:
                self._say(notice)

    async def _load_activity(self) -> None:
        """Load what happened in the last 30 days beside the start, which does not wait for it."""
        if notice := await self.services.activity.load():
            self._say(notice)

    async def _load_recording(self) -> None:
        """Open the recording beside the start; from then on each minute is recorded."""
        if notice := await self.services.recorder.load():
            self._say(notice)

    async def _load_gazetteer(self) -> None:
        """Open the known addresses beside the start, and read each account's places once a day."""
        if notice := await self.services.gazetteer.load():
            self._say(notice)
        await self.services.gazetteer.run_for_ever()

    async def _begin_outbox(self) -> None:
        """Show what waits on this computer before any server answers."""
        services = self.services
        if isinstance(services.outbox_thread, NoOutbox):
            return
        await services.task_service.load(account.name for account in self.profile.settings.accounts)
        await self._begin_documents(swept=services.outbox_thread.whole)
        self.background.start(keep_copies(services.outbox_thread), "copies of the outbox")

    async def _begin_documents(self, *, swept: bool) -> None:
        """Load what was filed from here and what waits to be filed; remove copies that nobody needs.

        Copies are `swept` only where the outbox and the pending files could be read whole: else nobody knows what
        needs them.
        """
        services, filing = self.services, self.view.filing.controller
        await services.document_service.load()
        await filing.begin()
        await asyncio.to_thread(self.view.documents.drag_out.clean_up)
        self.background.start(services.missing_documents.run_for_ever(), "missing documents")
        if swept and await asyncio.to_thread(lambda: services.pending_files.whole):
            days = self.profile.settings.copies_days
            self.background.start(services.document_service.sweep(filing.kept, days), "sweep of documents")

    async def _close(self) -> None:
        """Close pollers, then the map's page before its profile, then files; the window last."""
        services = self.services
        hooks.tell(None)
        self.window.save_layout()
        await self.view.tasks.unsaved_input.close()
        await asyncio.gather(services.sender.close(), services.uploads.close())
        await services.session.close()
        await services.roads.close()
        await self.background.close()
        self.view.map.pane.map.shutdown()
        await close_outbox_thread(services.outbox_thread)
        services.cache.close()
        await services.activity.close()
        await services.address_service.close()
        await services.whereabouts.close()
        await services.gazetteer.close()
        await services.history.close()
        await services.reports.close()
        await services.recorder.close()
        self.layout_file.close()
        leave_clipboard()
        self.window.may_close = True
        self.window.close()

    def on_other_start(self, word: str) -> None:
        """Handle the word of another start of FleetDesk: come to the front, or read the outbox again."""
        if word == RAISE:
            self.window.come_forward()
        elif word == OUTBOX:
            self.background.start(self.services.task_service.reload(), "outbox")
            self.background.start(self.services.document_service.load(), "documents filed by another program")

    def close(self) -> None:
        """Ask the program to end, from anywhere."""
        self._done.set()

    def _say(self, sentence: str) -> None:
        self.notices.say(sentence, trouble=True)

    def _report(self, task: str, error: BaseException) -> None:
        """Show an error that nobody saw: our own sentence, or that it is a bug and where it is logged."""
        if isinstance(error, FleetError):
            self._say(str(error))
        elif isinstance(error, OSError):
            self._say(_unwritten(error))
        else:
            self._say(
                _("FleetDesk met a fault of its own in “{task}” ({kind}). It is in the log.").format(
                    task=task, kind=type(error).__name__
                )
            )


def _unwritten(error: OSError) -> str:
    if error.filename:
        told = _("{file} could not be written: {reason}. Check the disk.")
        return told.format(file=error.filename, reason=error.strerror)
    return _("A file could not be written: {reason}. Check the disk.").format(reason=error.strerror)


MakeApp = Callable[[Profile, QApplication], App]


def prepare_root(desk: Profile) -> None:
    """Turn off QtWebEngine's sandbox, as root needs; refuse accounts beyond this computer then."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    for account in desk.settings.accounts:
        accounts.refuse_root(account.url)
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    complain(_("running as root: the map's sandbox is off, so only accounts on this computer are allowed."))


def run(desk: Profile | None = None, script: Script | None = None, make_app: MakeApp = App) -> int:
    """Start the program, which `make_app` builds, and return its exit code."""
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
    use_qt_language(qt)
    qt.setQuitOnLastWindowClosed(False)
    hooks.install(desk.folders.logs)
    return loop.run(qt, _main(lambda: make_app(desk, qt), script, instance))


async def _main(make_app: Callable[[], App], script: Script | None, instance: Instance) -> int:
    app = make_app()
    hooks.on_signal(app.close)
    listener = InstanceListener(instance)
    listener.heard.connect(app.on_other_start)
    app.window.timers.paused.connect(listener.rest)
    listener.start()
    try:
        return await app.run(script)
    finally:
        listener.stop()
        instance.release()


def _raise_the_other(instance: Instance) -> int:
    """Bring the FleetDesk that already uses the same files to the front, and return the exit code."""
    if instance.tell(RAISE):
        complain(_("FleetDesk runs already; its window was brought to the front."))
        return 0
    raise FleetError(_("FleetDesk runs already and does not answer. Wait a moment, or end it and start again."))
