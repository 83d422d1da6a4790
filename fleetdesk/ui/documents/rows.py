"""Every document of the desk as one row: on a server, waiting here, or on its way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from fleetdesk.documents.file_names import plain_name
from fleetdesk.domain.outbox import Op, OpKind
from fleetdesk.domain.tasks import Document
from fleetdesk.sync.document_service import Progress
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the task with that key: the server's `document`, the upload that waits (`op`), or both while the
    upload is being confirmed; `retype` is a change of its type that waits.
    """

    key: str
    task: str
    document: Document | None = None
    op: Op | None = None
    retype: Op | None = None
    name: str = ""

    @property
    def type(self) -> str:
        """Return the type as it is now, in the vendor's word; empty where there is none."""
        return (self.document.type or "") if self.document else str(self.op.fields.get("type") or "") if self.op else ""

    @property
    def at(self) -> datetime | None:
        """Return when the document was filed, or for an upload when it was saved here; None if unknown."""
        if self.document is not None:
            return self.document.uploaded_at
        return datetime.fromtimestamp(self.op.created_at, UTC) if self.op and self.op.created_at else None

    @property
    def size(self) -> int:
        """Return the size of an upload in bytes; 0 where it is unknown."""
        size = self.op.fields.get("size") if self.op else 0
        return size if isinstance(size, int) else 0

    @property
    def asks(self) -> bool:
        """Return whether one of its writes needs the user."""
        return any(each is not None and each.asks for each in (self.op, self.retype))


class DocumentRows(QObject):
    """The rows by their keys. `changed` carries a Delta of these."""

    changed = Signal(object)

    def __init__(self, store: Store, document_store: DocumentStore) -> None:
        super().__init__()
        self._store, self._document_store = store, document_store
        self.rows: dict[str, DocumentRow] = {}
        self.progress: dict[int, Progress] = {}
        self._of: dict[str, tuple[str, ...]] = {}
        self._task_of: dict[str, str] = {}
        store.outbox_changed.connect(self._writes_changed)
        document_store.changed.connect(self._renew)
        self._renew(
            {key for key, _ in document_store.all()}
            | {op.key for op in store.task_store.waiting.values() if op.of_document}
        )

    def of(self, task: str) -> list[DocumentRow]:
        """Return the rows of a task's documents, those on the server first."""
        return [self.rows[key] for key in self._of.get(task, ())]

    def share(self, op: Op | None) -> float | None:
        """Return how much of an upload is sent, 0 to 1; None while it is not on its way."""
        gone = self.progress.get(op.id) if op else None
        return gone.sent / gone.size if gone and gone.size else None

    def set_progress(self, found: Sequence[Progress]) -> None:
        """Note how much of each upload is sent, and tell which rows have changed."""
        before, self.progress = self.progress, {each.number: each for each in found}
        moved = (
            number for number in before.keys() | self.progress.keys() if before.get(number) != self.progress.get(number)
        )
        keys = tuple(key for number in moved for key in self._keys_of(number))
        if keys:
            self.changed.emit(Delta(keys))

    def _keys_of(self, number: int) -> Iterable[str]:
        task = self._task_of.get(str(number), "")
        return [row.key for row in self.of(task) if row.op is not None and row.op.id == number]

    def _writes_changed(self, delta: Delta) -> None:
        waiting = self._store.task_store.waiting
        tasks = {self._task_of[number] for number in delta.changed if number in self._task_of}
        for number in delta.changed:
            op = waiting.get(number)
            if op is not None and op.of_document:
                tasks.add(op.key)
        self._renew(tasks)

    def _renew(self, tasks: Iterable[str]) -> None:
        """Make the rows of these tasks anew, and tell which have changed."""
        changed: list[str] = []
        gone: list[str] = []
        for task in tasks:
            made = {row.key: row for row in self._made(task)}
            before = self._of.pop(task, ())
            gone += [key for key in before if key not in made]
            changed += [key for key, row in made.items() if self.rows.get(key) != row]
            for key in before:
                self.rows.pop(key, None)
            self.rows.update(made)
            if made:
                self._of[task] = tuple(made)
        if changed or gone:
            self.changed.emit(Delta(tuple(changed), tuple(gone)))

    def _made(self, task: str) -> list[DocumentRow]:
        ops = self._store.task_store.documents(task)
        self._task_of.update((str(op.id), task) for op in ops)
        documents, uploads = self._document_store.of(task), [op for op in ops if op.kind is OpKind.UPLOAD]
        retypes = {op.fields.get("file"): op for op in ops if op.kind is OpKind.RETYPE}
        arriving = {op.known.get("file"): op for op in uploads if op.known.get("file") is not None}
        rows = [self._of_document(task, each, arriving.get(each.id), retypes.get(each.id)) for each in documents]
        there = {row.op.id for row in rows if row.op}
        return rows + [
            DocumentRow(f"op {op.id}", task, op=op, name=plain_name(str(op.fields.get("name") or "")))
            for op in uploads
            if op.id not in there
        ]

    def _of_document(self, task: str, document: Document, op: Op | None, retype: Op | None) -> DocumentRow:
        filed = self._document_store.filed(document)
        name = (filed.name if filed else "") or document.name or document.file_name or f"#{document.id}"
        return DocumentRow(f"{document.account}/{document.id}", task, document, op, retype, plain_name(name))
