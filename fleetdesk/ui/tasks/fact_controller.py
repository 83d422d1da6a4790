"""Binds the open task to what tracks tell of it: those kept on this computer at once, the vendor when it is asked."""

from functools import partial

from PySide6.QtCore import QObject

from fleetdesk.domain.tasks import Task
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.history.task_facts import TaskFacts
from fleetdesk.sync.newest import Newest
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.widgets.notices import Notices


class FactController(QObject):
    """Shows the facts of the task that is open, and anew when it changes."""

    def __init__(
        self, pane: TaskPane, facts: TaskFacts, store: Store, background: Background, notices: Notices
    ) -> None:
        super().__init__(pane)
        self._pane, self._facts, self._notices = pane, facts, notices
        self._newest = Newest(background, "promise and fact")
        pane.task_shown.connect(self._show)
        pane.track_wanted.connect(self._ask)
        store.tasks_changed.connect(self._changed)

    def _changed(self, delta: Delta) -> None:
        if self._pane.task_key in delta.changed:
            self._newest.start(partial(self._look, self._pane.task))

    def _show(self, task: Task | None) -> None:
        self._pane.show_fact(task, None)
        if task is not None:
            self._newest.start(partial(self._look, task))

    async def _look(self, task: Task | None) -> None:
        fact = await self._facts.kept(task) if task is not None else None
        if task is not None and task is self._pane.task:
            self._pane.show_fact(task, fact)

    def _ask(self) -> None:
        task = self._pane.task
        if task is not None:
            self._newest.start(partial(self._fetch, task))

    async def _fetch(self, task: Task) -> None:
        fact, troubles = await self._facts.fetch(task)
        for sentence in troubles:
            self._notices.say(sentence, trouble=True)
        if self._pane.task_key == task.key:
            self._pane.show_fact(task, fact)
