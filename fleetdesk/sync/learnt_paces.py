"""What the store's finished tasks tell of how long ways take; kept in memory, learnt anew some time after a change."""

import asyncio
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.domain.learnt_pace import LearntPace, learn
from fleetdesk.domain.roads import FindWay, straight_way
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store

AFTER_MS = 5_000


class LearntPaces(QObject):
    """The paces of the accounts. What was learnt stays when finished tasks leave the desk; `changed`: other paces."""

    changed = Signal()

    def __init__(self, store: Store, background: Background) -> None:
        super().__init__()
        self._store, self._background = store, background
        self._paces: dict[str, LearntPace] = {}
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self.learn)
        store.tasks_changed.connect(self._tasks_changed)

    def way_of(self, account: str) -> FindWay:
        """Return what estimates ways of an account: as learnt, else by the fixed factor."""
        pace = self._paces.get(account)
        return pace.way if pace else straight_way

    def _tasks_changed(self, delta: Delta) -> None:
        tasks = self._store.tasks
        if not self._soon.isActive() and any(key in tasks and tasks[key].finished for key in delta.changed):
            self._soon.start()

    def learn(self) -> None:
        """Learn from the finished tasks of now, in a thread."""
        finished = [task for task in self._store.tasks.values() if task.finished]
        self._background.start(self._learn(finished), "learn how long ways take")

    async def _learn(self, finished: list[Task]) -> None:
        found: Mapping[str, LearntPace] = await asyncio.to_thread(learn, finished)
        before = dict(self._paces)
        for account, pace in found.items():
            known = self._paces.get(account)
            if known is None or pace.count >= known.count:
                self._paces[account] = pace
        if self._paces != before:
            self.changed.emit()
