"""What the user does with documents: kept on this computer first, sent by the queue, shown as waiting meanwhile."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.api.parts import RowList
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.documents.cleanup import sweep
from fleetdesk.domain.documents import DocumentType, Filing
from fleetdesk.domain.drafts import upload_draft
from fleetdesk.domain.outbox import PAUSED, Draft, Op, OpKind, OpState
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.document_delivery import CANCELLED
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.uploads import Uploads
from fleetdesk.sync.writes import Writes

LOOK_MS = 250
DAY_S = 86400.0
YOUNG_S = 3600.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document is: bytes gone of bytes in all, and bytes a second of late."""

    number: int
    sent: int
    size: int
    speed: float


class DocumentService(QObject):
    """The documents' one door for writes. Every coroutine ends when the write is on the disk, or raises a sentence.

    `check` raises one while nothing may be changed.
    """

    moved = Signal(object)  # a list of Progress, four times a second while anything is on its way

    def __init__(
        self,
        store: Store,
        document_store: DocumentStore,
        outbox_thread: OutboxThread,
        sender: Sender,
        uploads: Uploads,
        providers: Mapping[str, Provider],
        check: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._store, self.document_store, self._outbox_thread, self._providers = (
            store,
            document_store,
            outbox_thread,
            providers,
        )
        self._uploads, self._writes = uploads, Writes(store, outbox_thread, (uploads, sender), check)
        self._before: dict[int, int] = {}
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look_how_far)
        store.outbox_changed.connect(lambda _: self._timer.start() if not self._timer.isActive() else None)

    async def load(self) -> None:
        """Load what was filed from here, after a start."""
        self.document_store.add_filed(await self._outbox_thread.do(self._outbox_thread.outbox.documents.filed_here))

    async def sweep(self, kept: Callable[[str], bool], days: float) -> int:
        """Take away copies that nothing waits for and nobody has asked for in so many days; return how many."""
        now = self._uploads.clock()
        needed = await self._outbox_thread.do(self._outbox_thread.outbox.documents.copies_needed, now - days * DAY_S)
        held = {
            name for name in await asyncio.to_thread(_names, self.document_store.folder) if name in needed or kept(name)
        }
        return await asyncio.to_thread(sweep, self.document_store.folder, held.__contains__, now, YOUNG_S)

    async def file(self, filings: Sequence[Filing], gesture: str = "") -> list[Op]:
        """Keep these documents, all or none; their copies are on the disk already. Saved when this returns."""
        return await self._writes.add([upload_draft(each) for each in filings], gesture=gesture)

    async def retype(self, document: Document, document_type: DocumentType, gesture: str = "") -> list[Op]:
        """Call a filed document something else."""
        task = self._store.tasks.get(self._store.task_store.key_of(document.account, document.task or 0))
        if document.task is None or task is None:
            raise UsageError(_("Its task is not on this desk, so its type cannot be changed here."))
        fields = {"file": document.id, "type": document_type.value, "name": document.name or document.file_name or ""}
        draft = Draft(document.account, task.tail, OpKind.RETYPE, fields, {"type": document.type}, task.name)
        waiting = [op.id for op in self._store.task_store.documents(task.key) if op.kind is OpKind.RETYPE]
        return await self._writes.add([draft], waiting, gesture)

    async def pause(self, op: Op) -> None:
        """Stop a document until the user goes on with it; it then begins anew."""
        self._writes.check()
        if not self._uploads.halt(op.id, PAUSED):
            self._writes.show(
                [await self._outbox_thread.write(self._outbox_thread.outbox.decisions.pause_upload, op.id)]
            )

    async def go_on(self, op: Op) -> None:
        """Go on with a document that was paused or asked; one on hold goes to the account at its server, with all."""
        await self._writes.retry(op, (self._uploads,))

    async def cancel(self, op: Op) -> None:
        """Give a document up; one that has left whole cannot be taken back."""
        self._writes.check()
        if self._uploads.halt(op.id, CANCELLED):
            return
        refusal = _("It has left whole and cannot be taken back; the servers delete no files.")
        await self._writes.discard(op, doubtful=op.state is OpState.UNCERTAIN, refusal=refusal)

    async def identify(self, op: Op, document: Document) -> None:
        """Take the file on the server that the user says a document in doubt is."""
        self._writes.check()
        done = await self._outbox_thread.write(
            self._outbox_thread.outbox.decisions.identify, op.id, self._uploads.clock(), document.id
        )
        self._writes.show([done])
        await self.load()

    async def edit(self, op: Op, changes: Mapping[str, object]) -> None:
        """Change what a document is called that has not begun to go."""
        self._writes.check()
        new = await self._outbox_thread.write(
            self._outbox_thread.outbox.decisions.edit_upload, op.id, changes, self._uploads.clock()
        )
        if new is None:
            raise UsageError(_("It is on its way already. Change its type when it is filed."))
        self._writes.show([*await self._writes.existing([op.id]), new])
        self._uploads.loops.wake(op.account)

    def paused(self, account: str) -> str:
        """Return why the account sends no documents now; empty where it does."""
        return self._uploads.loops.back_off.why_not(account)

    async def refresh(self, key: str) -> None:
        """Ask the server which documents a task has."""
        task = self._store.tasks.get(key)
        provider = self._providers.get(task.account) if task else None
        if task and task.id is not None and provider and provider.documents:
            self.document_store.set_documents(task.account, task.id, await provider.documents.of_task(task.id))

    async def refresh_all(self, account: str) -> None:
        """Ask the server for the documents of all tasks."""
        provider = self._providers.get(account)
        if provider:
            mark = self.document_store.mark()
            documents = await provider.documents.everywhere() if provider.documents else RowList()
            await self.document_store.set_all_documents(account, documents, mark, documents.unread)

    def _look_how_far(self) -> None:
        """Tell how many bytes are gone; they are counted in another thread, so they are polled."""
        going = dict(self._uploads.going)
        found = [
            Progress(number, min(each.sent, each.size), each.size, self._speed(number, each.sent))
            for number, each in going.items()
        ]
        self._before = {each.number: each.sent for each in found}
        self.moved.emit(found)
        if not going:
            self._timer.stop()

    def _speed(self, number: int, sent: int) -> float:
        return max(sent - self._before.get(number, sent), 0) * 1000 / LOOK_MS


def _names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()] if folder.is_dir() else []
