"""What the user wants of documents, handed to the desk of documents; its refusals are said as notices."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from fleetdesk.base.errors import FleetError
from fleetdesk.base.files import copy_whole
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.outbox import Op, OpState
from fleetdesk.domain.steps import new_gesture
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_service import DocumentService
from fleetdesk.sync.store import Store
from fleetdesk.ui.documents.pane import DocumentsPane
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.document_formatting import file_name, type_words
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices, done_or_said

REST_MS = 400
DOUBT = _("{document} may have reached the server, which deletes no file. Giving it up leaves it there if it did.")
LOST = _("The copy of this document on this computer is gone.")


class DocumentsController:
    """Starts what the pane asks for, off the window's way. `rest` runs while a user may go on to another task."""

    def __init__(
        self,
        pane: DocumentsPane,
        service: DocumentService,
        store: Store,
        background: Background,
        long_work: LongWork,
        notices: Notices,
        say_done: Callable[[str, str], None],
    ) -> None:
        self.pane, self._service, self._store, self._background = pane, service, store, background
        self._long_work, self._notices, self._say_done = long_work, notices, say_done
        self._asked: set[str] = set()
        self.rest = QTimer(pane, singleShot=True, interval=REST_MS)
        self.rest.timeout.connect(self._look_at_open)
        self._wire()

    def _wire(self) -> None:
        pane, queue, service = self.pane, self.pane.queue, self._service
        service.moved.connect(pane.set_progress)
        pane.turned.connect(lambda _: self.rest.start())
        pane.look_wanted.connect(self.look_in_sight)
        pane.retype_wanted.connect(self._retype)
        pane.edit_wanted.connect(lambda op, changes: self.do(service.edit(op, changes), "edit a document"))
        pane.save_wanted.connect(self._save)
        queue.pause_wanted.connect(lambda op: self.do(service.pause(op), "pause an upload"))
        queue.resume_wanted.connect(lambda op: self.do(service.go_on(op), "resume an upload"))
        queue.retry_wanted.connect(lambda op: self.do(service.go_on(op), "retry an upload"))
        queue.cancel_wanted.connect(self.cancel)
        queue.identify_wanted.connect(lambda op, found: self.do(service.identify(op, found), "identify a document"))

    # -- asking

    def _look_at_open(self) -> None:
        """Ask once for the documents of the open task, where they are not known yet."""
        key = self.pane.task_key
        task = self._store.tasks.get(key)
        if task and task.id is not None and key not in self._asked and not self._service.document_store.is_known(key):
            self.look(key)

    def look(self, key: str) -> None:
        """Ask the server for the documents of a task."""
        self._background.start(self._look(key), "documents")

    def look_in_sight(self, key: str) -> None:
        """Ask as look() does, because the user wants it; without a key, every server for all documents."""
        task = self._store.tasks.get(key)
        of = readable(task.name, NAME) if task else _("all tasks")
        sentence = _("The documents of {tasks} are being asked for …").format(tasks=of)
        self._long_work.start(self._look(key), "documents", sentence)

    async def _look(self, key: str) -> None:
        self._asked.add(key)
        self.pane.say_asking(key, True)
        works = [self._service.refresh(key)] if key else [self._service.refresh_all(each) for each in self._store.links]
        troubles: list[str] = []
        try:
            for answer in await asyncio.gather(*works, return_exceptions=True):
                if isinstance(answer, FleetError):
                    troubles.append(str(answer))
                elif answer is not None:
                    raise answer
        finally:
            self.pane.say_asking(key, False, " ".join(troubles))

    # -- writing

    def _retype(self, document: Document, kind: DocumentType) -> None:
        self.do(self._retyped(document, kind), "change the type of a document")

    async def _retyped(self, document: Document, kind: DocumentType) -> None:
        gesture = new_gesture()
        await self._service.retype(document, kind, gesture)
        name = readable(document.name or document.file_name or "", NAME)
        told = _("“{name}” is now: {type}. Saved on this computer.").format(name=name, type=type_words(kind.value))
        self._say_done(told, gesture)

    def cancel(self, op: Op) -> None:
        """Cancel the write of a document, after a question where it may have arrived; no other write."""
        if not op.of_document:
            return
        if op.state is not OpState.UNCERTAIN:
            self.do(self._service.cancel(op), "cancel an upload")
            return
        name = str(op.fields.get("name") or type_words(str(op.fields.get("type") or "")))
        self._notices.say(
            DOUBT.format(document=name),
            trouble=True,
            action=_("Give it up"),
            do=lambda: self.do(self._service.cancel(op), "give up an upload"),
        )

    # -- a copy of the copy

    def _save(self, document: Document) -> None:
        filed, copy = self._service.document_store.filed(document), self._service.document_store.copy_of(document)
        if filed is None or copy is None:
            self._notices.say(LOST, trouble=True)
            return
        name = file_name(filed.name, copy.suffix)
        pick_file(
            self.pane,
            _("Save a copy"),
            f"{copy.suffix[1:].upper()} (*{copy.suffix})",
            lambda path: self.do(self._write(copy, Path(path)), "save a copy"),
            save=name,
        )

    async def _write(self, copy: Path, path: Path) -> None:
        try:
            await asyncio.to_thread(copy_whole, copy, path)
        except FileNotFoundError as error:
            raise FleetError(
                LOST if error.filename == str(copy) else _("{parent} is no folder.").format(parent=path.parent)
            ) from error
        except OSError as error:
            raise FleetError(
                _("{name} could not be written: {reason}.").format(name=path.name, reason=error.strerror)
            ) from error
        self._notices.say(_("{name} is saved.").format(name=path.name))

    def do(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Run a write in the background; show the sentence where it was refused."""
        self._background.start(done_or_said(work, self._notices), name)
