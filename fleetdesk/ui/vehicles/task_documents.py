"""The documents of a vehicle's task on one line of the card: the kinds that are there, and what is still needed."""

from collections import Counter

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.document_rules import need_words
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.missing_documents import MissingDocuments
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.document_formatting import type_words


class TaskDocuments:
    """Says "CMR, Image ×2 · still needed: delivery note" of a task, with what waits here to be filed."""

    def __init__(self, store: Store, documents: DocumentStore, missing: MissingDocuments) -> None:
        self._store, self._documents, self._missing = store, documents, missing

    def words(self, task: Task) -> str:
        """Return which documents the task has and which it lacks; that nobody knows where no server has said."""
        if task.id is not None and not self._documents.is_known(task.key):
            return _("not known yet")
        there = joined(map(_counted, Counter(self._kinds(task)).items())) or _("none yet")
        needs = joined(map(need_words, self._missing.would_lack(task)))
        return joined((there, _("still needed: {documents}").format(documents=needs) if needs else ""), " · ")

    def _kinds(self, task: Task) -> list[str]:
        filed = [type_words(document.type) for document in self._documents.of(task.key)]
        waiting = (op for op in self._store.task_store.documents(task.key) if op.kind is OpKind.UPLOAD)
        return [*filed, *(type_words(str(op.fields.get("type") or "")) for op in waiting)]


def _counted(kind: tuple[str, int]) -> str:
    words, count = kind
    return words if count == 1 else f"{words} ×{count}"
