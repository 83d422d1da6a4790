"""Which finished tasks still lack a document: the servers' lists of files and tasks against the company's rules."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.slices import slices
from fleetdesk.domain.document_rules import Need, missing
from fleetdesk.domain.keys import account_of
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.sliced import Sliced
from fleetdesk.sync.store import Store
from fleetdesk.sync.weighing import CONFIRM_S

EVERY_S = 600.0
FIRST_S = 3.0
AT_ONCE = 500
"""So many tasks are judged at once."""
LOOK_BACK = timedelta(days=14)
"""Older tasks are not asked for: their documents have come by now, or never will."""


class MissingDocuments(QObject):
    """The tasks that lack documents. `changed` when there are others now."""

    changed = Signal()

    def __init__(
        self, store: Store, document_store: DocumentStore, providers: Mapping[str, Provider], rules: DocumentRules
    ) -> None:
        super().__init__()
        self._store, self._document_store, self._providers, self.rules = store, document_store, providers, rules
        self._finished: dict[str, Task] = {}
        self.lacking: dict[str, tuple[Need, ...]] = {}
        self._unjudged: dict[str, None] = {}
        self._sliced = Sliced(self)
        rules.changed.connect(lambda: self._judge({*store.tasks, *self._finished}))
        document_store.changed.connect(self._judge)
        store.ops_changed.connect(lambda ops: self._judge([op.key for op in ops if op.of_document]))
        store.tasks_changed.connect(lambda delta: self._judge((*delta.changed, *delta.gone)))

    def would_lack(self, task: Task) -> tuple[Need, ...]:
        """Return what the task would lack if it were completed now; nothing where its documents are not known."""
        return self._lacks(replace(task, status=TaskStatus.COMPLETED))

    async def run_for_ever(self) -> None:
        """Ask every account for its documents and its finished tasks, now and then."""
        await asyncio.sleep(FIRST_S)
        while True:
            for account in tuple(self._providers):
                await self.look(account)
            doubted = any(map(self._document_store.doubts, self._providers))
            await asyncio.sleep(CONFIRM_S if doubted else EVERY_S)

    async def look(self, account: str) -> None:
        """Ask one account; where it cannot answer, what was known stays."""
        provider = self._providers[account]
        if provider.tasks is None or provider.documents is None:
            return
        try:
            listing = await provider.tasks.listing(everything=True)
            mark = self._document_store.mark()
            documents = await provider.documents.everywhere()
        except FleetError:
            return
        since = self._store.now() - LOOK_BACK
        kept: dict[str, Task] = {}
        for part in slices(listing.tasks, AT_ONCE):
            done = (task for task in part if task.status is TaskStatus.COMPLETED)
            kept.update((task.key, task) for task in done if _after(task, since))
            await asyncio.sleep(0)
        old = [key for key in self._finished if account_of(key) == account]
        for key in old:
            del self._finished[key]
        self._finished.update(kept)
        self._judge([*old, *kept])
        await self._document_store.set_all_documents(account, documents, mark, documents.unread)
        self._judge(kept)

    def _judge(self, keys: Iterable[str]) -> None:
        """Judge these tasks anew; very many of them some milliseconds at a time."""
        self._unjudged.update(dict.fromkeys(keys))
        if self._unjudged and not self._sliced.busy:
            self._sliced.start(self._judging(), now=len(self._unjudged) <= AT_ONCE)

    def _judging(self) -> Iterator[None]:
        changed = False
        while self._unjudged:
            keys, self._unjudged = list(self._unjudged), {}
            for key in keys:
                changed |= self._judge_one(key)
                yield None
        if changed:
            self.changed.emit()

    def _judge_one(self, key: str) -> bool:
        """Return whether the task lacks other documents than before."""
        task = self._store.tasks.get(key) or self._finished.get(key)
        before, lacks = self.lacking.get(key, ()), self._lacks(task) if task else ()
        if lacks:
            self.lacking[key] = lacks
        else:
            self.lacking.pop(key, None)
        return lacks != before

    def _lacks(self, task: Task) -> tuple[Need, ...]:
        if task.status is not TaskStatus.COMPLETED or not self._document_store.is_known(task.key):
            return ()
        filed = [document.type or "" for document in self._document_store.of(task.key)]
        ops = self._store.task_store.documents(task.key)
        waiting = [str(op.fields.get("type")) for op in ops if op.kind is OpKind.UPLOAD]
        return missing(task, filed, waiting, self.rules.rules)


def _after(task: Task, since: datetime) -> bool:
    moment = task.work_finished_at or task.stop_at or task.updated_at
    return moment is not None and moment >= since
