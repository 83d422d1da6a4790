"""Compares tasks with the tracks of their vehicles: those on this computer, or asked for where the user wants that."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from fleetdesk.domain.history.chunks import ChunkKind
from fleetdesk.domain.history.task_fact import TaskFact, fact_of, fact_period
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.history.service import FetchedHistory, HistoryService


class TaskFacts:
    """`now` is the clock."""

    def __init__(self, history: HistoryService, now: Callable[[], datetime]) -> None:
        self._history, self._now = history, now

    async def kept(self, task: Task) -> TaskFact | None:
        """Return what the tracks on this computer tell; None of a task without vehicle, place or past."""
        return (await self._look(task, ask=False))[0]

    async def fetch(self, task: Task) -> tuple[TaskFact | None, tuple[str, ...]]:
        """Return the same once the vendor was asked for what is missing, and sentences on what failed."""
        return await self._look(task, ask=True)

    async def _look(self, task: Task, *, ask: bool) -> tuple[TaskFact | None, tuple[str, ...]]:
        period = fact_period(task, self._now())
        if period is None:
            return None, ()
        keys, kinds = [unit_key(task.account, task.unit or "")], [ChunkKind.TRACK]
        history: FetchedHistory = (
            await self._history.fetch(keys, period, kinds=kinds)
            if ask
            else await self._history.kept(keys, period, kinds=kinds)
        )
        track = history.views[0].track
        return await asyncio.to_thread(fact_of, task, track, period), history.troubles
