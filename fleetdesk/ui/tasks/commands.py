"""The commands of the Tasks menu, and templates."""

import json
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from itertools import islice
from typing import Any

from fleetdesk.base.translation import _
from fleetdesk.domain.task_fields import fields_of, from_plain, to_plain
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.background import Background
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.columns import haystack
from fleetdesk.ui.tasks.controller import TaskController
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.tasks.undo import Undo
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.task_formatting import unit_of

NOT_IN_TEMPLATES = ("order_ref", "status", "start_at", "stop_at", "not_own")


class TaskCommands:
    """The commands about tasks, and templates."""

    def __init__(
        self,
        tasks: TasksPane,
        pane: TaskPane,
        controller: TaskController,
        undo: Undo,
        store: Store,
        templates: SavedValues,
        background: Background,
        notices: Notices,
    ) -> None:
        self._tasks, self._pane, self._controller, self._undo = tasks, pane, controller, undo
        self._store = store
        self._templates, self._background, self._notices = templates, background, notices
        tasks.opened.connect(lambda _: controller.edit())
        pane.templates_wanted.connect(self.pick_template)

    def commands(self) -> list[Command]:
        """Return every command about tasks with its key."""
        controller, is_open = self._controller, lambda: self._pane.task is not None
        return [
            Command(Menu.TASKS, _("Find a task"), "Ctrl+Shift+F", lambda: bring_focus(self._tasks.search)),
            Command(Menu.TASKS, _("New task"), "T", controller.new, begins=True),
            Command(Menu.TASKS, _("Edit the task"), "E", controller.edit, possible=is_open),
            Command(
                Menu.TASKS, _("Save the task"), "Ctrl+S", controller.save, possible=lambda: self._pane.save.isEnabled()
            ),
            Command(Menu.TASKS, _("Copy of the task"), "Ctrl+D", controller.copy, possible=is_open),
            Command(Menu.TASKS, _("Nearest vehicles for the task"), "Ctrl+N", controller.nearest, asks=True),
            Command(Menu.TASKS, _("Take back"), "Ctrl+Z", self._undo.undo, begins=True),
            Command(Menu.TASKS, _("Do again"), "Ctrl+Shift+Z or Ctrl+Y", self._undo.redo),
            Command(Menu.TASKS, _("Show what can be taken back"), "", self._undo.open_steps),
            Command(Menu.TASKS, _("Mark all as seen"), "", self.mark_all_seen, possible=lambda: bool(self._unseen)),
            Command(Menu.TASKS, _("From a template"), "", self.pick_template, begins=True, asks=True),
            Command(Menu.TASKS, _("Save as template"), "", self.save_template, asks=True, possible=is_open),
        ]

    @property
    def _unseen(self) -> set[str]:
        return self._store.task_store.unseen

    def mark_all_seen(self) -> None:
        """Note that the user knows of everything that others have made or changed: no row is bold any more."""
        self._store.mark_seen(tuple(self._unseen))

    def find(self, text: str, most: int) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return at most so many tasks that contain every word of a text; Enter opens one."""
        words = text.casefold().split()
        store = self._store
        found = (task for task in store.tasks.values() if all(word in haystack(task, store) for word in words))
        return [(self._found_words(task), partial(self._show, task.key)) for task in islice(found, most)]

    def _found_words(self, task: Task) -> str:
        parts = (task.name, task.address or "", unit_of(task, self._store))
        return _("Task: {task}").format(task=" · ".join(filter(None, parts)))

    def _show(self, key: str) -> None:
        """Open a task, and give the keyboard to the list, where it is selected."""
        self._controller.show_key(key)
        self._tasks.select((key,))
        bring_focus(self._tasks.table)

    # -- templates

    def save_template(self) -> None:
        """Save the open task as a template under a name, without its reference and times."""
        task = self._pane.task
        if task is None:
            self._notices.say(_("Open the task that the template is to be made of first."))
            return
        values = {name: value for name, value in fields_of(task).items() if value and name not in NOT_IN_TEMPLATES}
        text = json.dumps(to_plain(values))
        ask.ask_name(
            self._pane.window(),
            _("Save the template as"),
            task.address or "",
            lambda name: self._start(self._templates.save(name, text)),
        )

    def pick_template(self) -> None:
        """Offer the templates."""
        self._start(self._offer())

    async def _offer(self) -> None:
        known = await self._templates.all()
        if not known:
            self._notices.say(
                _("There is no template yet. Open a task, then: Tasks, Save as template."),
                action=_("Save as template"),
                do=self.save_template,
            )
            return
        ask.pick_named(
            self._pane.window(),
            _("Templates"),
            _("New task"),
            known,
            lambda name: self._use(known[name]),
            lambda name: self._start(self._templates.forget(name)),
        )

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._background.start(work, "templates")

    def _use(self, text: str) -> None:
        try:
            values = from_plain(json.loads(text))
        except (ValueError, TypeError):
            self._notices.say(_("The template cannot be read. Forget it and save it again."))
            return
        self._controller.new(values=values)
