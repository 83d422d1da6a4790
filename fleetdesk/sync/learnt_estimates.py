"""What the store's finished tasks tell of how long and how far ways are: learnt anew some time after a change, kept."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence

import structlog
from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.domain.learnt_ways import LearntWays, learn_ways, read, written
from fleetdesk.domain.roads import FindWay, straight_way
from fleetdesk.domain.tasks import Task
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store

AFTER_MS = 5_000
log = structlog.get_logger(__name__)


class LearntEstimates(QObject):
    """What was learnt of the accounts. It stays when finished tasks leave the desk; `changed`: other estimates.

    It is kept in `cache`, because finished tasks are on the desk only while somebody wants to see them.
    """

    changed = Signal()

    def __init__(self, store: Store, cache: Cache, background: Background) -> None:
        super().__init__()
        self._store, self._cache, self._background = store, cache, background
        self._learnt: dict[str, LearntWays] = {}
        self._accounts: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self.learn)
        store.tasks_changed.connect(self._tasks_changed)
        store.links_changed.connect(self._links_changed)

    def _links_changed(self) -> None:
        """Read what was learnt of accounts that have come, and forget those that were removed."""
        come, gone = self._store.links.keys() - self._accounts, self._accounts - self._store.links.keys()
        self._accounts = set(self._store.links)
        for account in gone:
            self._learnt.pop(account, None)
        if come:
            self._background.start(self._load(sorted(come)), "learnt ways")

    async def _load(self, accounts: Sequence[str]) -> None:
        try:
            kept = await asyncio.to_thread(self._cache.learnt, accounts)
        except sqlite3.Error as error:
            log.warning("learnt ways not read", reason=str(error))
            return
        found = {account: learnt for account, text in kept.items() if (learnt := read(text)) is not None}
        self._take({**found, **self._learnt})

    def way_of(self, account: str) -> FindWay:
        """Return what estimates ways of an account: as learnt, else by the fixed factor."""
        learnt = self._learnt.get(account)
        return learnt.way if learnt else straight_way

    def _tasks_changed(self, delta: Delta) -> None:
        tasks = self._store.tasks
        if not self._soon.isActive() and any(key in tasks and tasks[key].finished for key in delta.changed):
            self._soon.start()

    def learn(self) -> None:
        """Learn from the finished tasks of now, in a thread."""
        finished = [task for task in self._store.tasks.values() if task.finished]
        self._background.start(self._learn(finished), "learn how long ways take")

    async def _learn(self, finished: list[Task]) -> None:
        found: Mapping[str, LearntWays] = await asyncio.to_thread(learn_ways, finished)
        before = dict(self._learnt)
        self._take({name: self._learnt.get(name, newer).renewed(newer) for name, newer in found.items()})
        for name, learnt in self._learnt.items():
            if before.get(name) != learnt:
                await self._keep(name, learnt)

    def _take(self, learnt: Mapping[str, LearntWays]) -> None:
        before = dict(self._learnt)
        self._learnt.update(learnt)
        if self._learnt != before:
            self.changed.emit()

    async def _keep(self, account: str, learnt: LearntWays) -> None:
        try:
            await asyncio.to_thread(self._cache.keep_learnt, account, written(learnt))
        except sqlite3.Error as error:
            log.warning("learnt ways not kept", reason=str(error))
