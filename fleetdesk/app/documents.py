"""The papers' part of the composition root: all that the window does with papers, built by constructor arguments."""

import asyncio
from zoneinfo import ZoneInfo

from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.profile.profile import Desk
from fleetdesk.profile.settings import MB, write_whole
from fleetdesk.storage.pending_files import Tray
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_service import PaperDesk
from fleetdesk.sync.missing_documents import Paperwork
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.controller import DocumentsDesk
from fleetdesk.ui.documents.dossiers import Dossiers
from fleetdesk.ui.documents.drag_out import PapersOut
from fleetdesk.ui.filing.controller import Papering
from fleetdesk.ui.filing.drop_targets import FilingPlaces
from fleetdesk.ui.filing.file_stager import Intake
from fleetdesk.ui.tasks.controller import TaskEditing
from fleetdesk.ui.tasks.missing_documents import PaperGate
from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.window.main_window import MainWindow


class WindowPapers:
    """What stands between the window and the desk of papers."""

    def __init__(self, desk: Desk, window: MainWindow, store: Store, papers: PaperDesk, viewer: Viewer,
                 paperwork: Paperwork, editing: TaskEditing, background: Background,
                 zone: ZoneInfo) -> None:  # fmt: skip
        self._window, self._papers, self._paperwork, self._background = window, papers, paperwork, background
        self._tray = Tray(desk.folders.data / "tray.json", lambda path, text: write_whole(path, text, 0o600))
        limit = round(desk.settings.largest_paper_mb * MB)
        intake = Intake(store, viewer, papers.shelf.folder, limit, zone)
        self.papering = Papering(window, store, papers, intake, self._tray, background)
        self.dossiers = Dossiers(window, store, papers.shelf, viewer, background, zone)
        self.documents = DocumentsDesk(window.documents, papers, store, background, window.notices)
        self.gate = PaperGate(window, paperwork, editing)
        self.out = PapersOut(window.documents, papers.shelf, background, desk.folders.cache / "out")
        self.places = FilingPlaces(window, store)
        self._wire()

    def _wire(self) -> None:
        window, papering = self._window, self.papering
        window.documents.add_wanted.connect(papering.choose)
        window.documents.queue.paused = self._papers.paused
        window.outbox.discard_wanted.connect(self.documents.cancel)
        window.task.slots.rules = self._paperwork.rules
        window.task.slots.slot_wanted.connect(papering.choose)
        self.places.taken.connect(papering.take)
        self.places.refused.connect(window.notices.say)

    def commands(self) -> list[Command]:
        """What the menus offer."""
        return [*self.papering.commands(), *self.dossiers.commands()]

    async def begin(self, *, swept: bool = True) -> None:
        """After a start: what was filed from here, what waits in the tray, and what nobody needs any more.

        Copies are `swept` only where the outbox and the tray could be read whole: else nobody knows what needs them.
        """
        await self._papers.begin()
        await self.papering.begin()
        await asyncio.to_thread(self.out.begin)
        self._background.start(self._paperwork.look_for_ever(), "paperwork")
        if swept and await asyncio.to_thread(lambda: self._tray.whole):
            self._background.start(self._papers.sweep(self.papering.kept), "sweep of papers")
