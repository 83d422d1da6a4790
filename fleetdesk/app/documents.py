"""Build what the window does with documents, by constructor arguments."""

import asyncio
from zoneinfo import ZoneInfo

from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import MB, write_whole
from fleetdesk.storage.pending_files import PendingFiles
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_service import DocumentService
from fleetdesk.sync.missing_documents import MissingDocuments
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.controller import DocumentsController
from fleetdesk.ui.documents.dossiers import Dossiers
from fleetdesk.ui.documents.drag_out import DocumentDragOut
from fleetdesk.ui.filing.controller import FilingController
from fleetdesk.ui.filing.drop_targets import DropTargets
from fleetdesk.ui.filing.file_stager import FileStager
from fleetdesk.ui.tasks.controller import TaskEditing
from fleetdesk.ui.tasks.missing_documents import MissingDocumentsFilter
from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.window.main_window import MainWindow


class DocumentsFeature:
    """What stands between the window and the desk of documents."""

    def __init__(
        self,
        desk: Profile,
        window: MainWindow,
        store: Store,
        documents: DocumentService,
        viewer: Viewer,
        missing_documents: MissingDocuments,
        editing: TaskEditing,
        background: Background,
        zone: ZoneInfo,
    ) -> None:
        self._window, self._documents, self._missing_documents, self._background = (
            window,
            documents,
            missing_documents,
            background,
        )
        self._pending_files = PendingFiles(
            desk.folders.data / "tray.json", lambda path, text: write_whole(path, text, 0o600)
        )
        limit = round(desk.settings.largest_document_mb * MB)
        intake = FileStager(store, viewer, documents.document_store.folder, limit, zone)
        self.filing = FilingController(window, store, documents, intake, self._pending_files, background)
        self.dossiers = Dossiers(window, store, documents.document_store, viewer, background, zone)
        self.documents = DocumentsController(window.documents, documents, store, background, window.notices)
        self.missing_documents_filter = MissingDocumentsFilter(window, missing_documents, editing)
        self.out = DocumentDragOut(window.documents, documents.document_store, background, desk.folders.cache / "out")
        self.places = DropTargets(window, store)
        self._wire()

    def _wire(self) -> None:
        window, filing = self._window, self.filing
        window.documents.add_wanted.connect(filing.choose)
        window.documents.queue.paused = self._documents.paused
        window.outbox.discard_wanted.connect(self.documents.cancel)
        window.task.slots.rules = self._missing_documents.rules
        window.task.slots.slot_wanted.connect(filing.choose)
        self.places.taken.connect(filing.take)
        self.places.refused.connect(window.notices.say)

    def commands(self) -> list[Command]:
        """What the menus offer."""
        return [*self.filing.commands(), *self.dossiers.commands()]

    async def begin(self, *, swept: bool = True) -> None:
        """After a start: what was filed from here, what waits in the tray, and what nobody needs any more.

        Copies are `swept` only where the outbox and the tray could be read whole: else nobody knows what needs them.
        """
        await self._documents.begin()
        await self.filing.begin()
        await asyncio.to_thread(self.out.begin)
        self._background.start(self._missing_documents.look_for_ever(), "missing documents")
        if swept and await asyncio.to_thread(lambda: self._pending_files.whole):
            self._background.start(self._documents.sweep(self.filing.kept), "sweep of documents")
