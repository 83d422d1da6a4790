"""The documents of the desk's tasks as their servers list them, and which of them were filed from here."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.slices import slices
from fleetdesk.domain.keys import account_of, task_key
from fleetdesk.domain.outbox import Op
from fleetdesk.domain.tasks import Document
from fleetdesk.storage.outbox.documents import Filed, filed_of
from fleetdesk.sync.read_marks import ReadMarks
from fleetdesk.sync.store import Store
from fleetdesk.sync.weighing import Weighing

TASKS_AT_ONCE, COMPARED_AT_ONCE = 200, 2000
DOCUMENTS = "documents"


class DocumentStore(QObject):
    """What is known of documents. `changed` carries the keys of the tasks whose documents are others now."""

    changed = Signal(object)

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__()
        self._store, self.folder = store, folder
        self._documents: dict[str, tuple[Document, ...]] = {}
        self._filed: dict[tuple[str, int], Filed] = {}
        self._here: dict[str, set[str]] = {}
        self._marks = ReadMarks()
        self._whole: set[str] = set()
        self._weighing = Weighing(store.notice.emit)

    # -- reading

    def of(self, key: str) -> tuple[Document, ...]:
        """Return the documents of a task that its server has, the oldest first."""
        return self._documents.get(key, ())

    def all(self) -> Iterable[tuple[str, Document]]:
        """Return every document with the key of its task."""
        return ((key, each) for key, documents in self._documents.items() for each in documents)

    def is_known(self, key: str) -> bool:
        """Return whether a server has said which documents the task has."""
        return self._marks.was_read(key) or account_of(key) in self._whole

    def doubts(self, account: str) -> bool:
        """Return whether the account's last list of all documents was too short to be believed."""
        return self._weighing.doubts(account, DOCUMENTS)

    def _believes(self, account: str, documents: Sequence[Document], since: int, unread: int) -> bool:
        old = (key for key in self._documents if account_of(key) == account and not self._marks.read_since(key, since))
        known, listed = {each.id for key in old for each in self._documents[key]}, {each.id for each in documents}
        return self._weighing.believes(account, DOCUMENTS, known, listed, unread=unread > 0)

    def filed(self, document: Document) -> Filed | None:
        """Return what is known of a document that was filed from here; None for any other."""
        return self._filed.get((document.account, document.id))

    def copy_of(self, document: Document) -> Path | None:
        """Return where our copy of it should be; servers give no file back (docs/vendors/metrotec.md#files)."""
        filed = self.filed(document)
        return None if filed is None else self.folder / filed.blob

    def is_filed(self, key: str, sha256: str) -> bool:
        """Return whether these bytes were filed on the task from here, or wait to be."""
        waiting = any(op.fields.get("sha256") == sha256 for op in self._store.task_store.documents(key))
        return waiting or sha256 in self._here.get(key, set())

    # -- changing

    def apply_op(self, op: Op) -> None:
        """Take note of a write as it stands now: one that is done may have filed something."""
        filed = filed_of(op)
        if filed is not None:
            self.add_filed([filed])

    def add_filed(self, filed: Iterable[Filed]) -> None:
        """Add what was filed from here."""
        changed = set()
        for each in filed:
            key = task_key(each.account, each.task)
            self._filed[each.account, each.file] = each
            self._here.setdefault(key, set()).add(each.sha256)
            changed.add(key)
        if changed:
            self.changed.emit(changed)

    def set_documents(self, account: str, number: int, documents: Sequence[Document]) -> None:
        """Set the documents of one task, as its server lists them."""
        key = self._store.task_store.key_of(account, number)
        self._marks.set_read(key)
        if self._documents.get(key, ()) != (placed := _in_order(documents)):
            self._documents[key] = placed
        self.changed.emit({key})

    def mark(self) -> int:
        """Return a moment; what is read of single tasks after it is newer than a list that was asked for at it."""
        return self._marks.now()

    async def set_all_documents(self, account: str, documents: Sequence[Document], since: int, unread: int = 0) -> None:
        """Set all documents of an account, some tasks at a time: ten thousand at once would stop the window.

        `since` is the mark of when it was asked for. One that lost much, or any where `unread` rows could not be read,
        takes nothing away until a second says so too.
        """
        if not self._believes(account, documents, since, unread):
            return
        placed = await self._by_task(account, documents)
        old = [key for key in self._documents if account_of(key) == account]
        changed = await self._differing(placed, list(dict.fromkeys([*placed, *old])))
        if account not in self._whole:  # of a task without documents that, too, is news
            self._whole.add(account)
            changed += [key for key, task in self._store.tasks.items() if task.account == account]
        keys = list(dict.fromkeys(changed))
        for some in slices(keys, TASKS_AT_ONCE):
            part = [key for key in some if not self._marks.read_since(key, since)]
            for key in part:
                self._put(key, placed.get(key, ()))
            if part:
                self.changed.emit(set(part))
            await asyncio.sleep(0)

    async def _by_task(self, account: str, documents: Sequence[Document]) -> dict[str, tuple[Document, ...]]:
        by_key: dict[str, list[Document]] = {}
        for part in slices(documents, COMPARED_AT_ONCE):
            for each in part:
                if each.task is not None:
                    by_key.setdefault(self._store.task_store.key_of(account, each.task), []).append(each)
            await asyncio.sleep(0)
        placed: dict[str, tuple[Document, ...]] = {}
        for keys in slices(list(by_key), COMPARED_AT_ONCE):
            placed.update((key, _in_order(by_key[key])) for key in keys)
            await asyncio.sleep(0)
        return placed

    async def _differing(self, placed: Mapping[str, tuple[Document, ...]], keys: Sequence[str]) -> list[str]:
        """Return the keys of the tasks whose documents are others than before."""
        found = list[str]()
        for part in slices(keys, COMPARED_AT_ONCE):
            found += [key for key in part if placed.get(key, ()) != self._documents.get(key, ())]
            await asyncio.sleep(0)
        return found

    def _put(self, key: str, documents: tuple[Document, ...]) -> None:
        if documents:
            self._documents[key] = documents
        else:
            self._documents.pop(key, None)


def _in_order(documents: Sequence[Document]) -> tuple[Document, ...]:
    return tuple(sorted(documents, key=lambda each: each.id))
