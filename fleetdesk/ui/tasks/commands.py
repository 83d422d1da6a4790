"""The commands of the Tasks menu, and what the outbox dock and the task list ask for."""

import asyncio
import json
from collections.abc import Callable

from fleetdesk.base.readable import NAME, readable
from fleetdesk.domain.outbox import ASKING, Op
from fleetdesk.domain.task_fields import fields_of, from_plain, to_plain
from fleetdesk.storage.named_json import NamedJson
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.controller import TaskEditing
from fleetdesk.ui.tasks.undo import Undoing
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.window.main_window import MainWindow

NOT_IN_TEMPLATES = ("order_ref", "status", "start_at", "stop_at", "not_own")


class TaskCommands:
    """Binds the menu, the outbox dock and the templates."""

    def __init__(
        self,
        window: MainWindow,
        store: Store,
        editing: TaskEditing,
        undoing: Undoing,
        templates: NamedJson,
        background: Background,
    ) -> None:
        self._window, self._store, self._editing, self._undoing = window, store, editing, undoing
        self._templates, self._background = templates, background
        desk, outbox = editing.desk, window.outbox
        outbox.paused = desk.paused
        outbox.retry_wanted.connect(lambda op: editing.do(desk.retry(op), "send now"))
        outbox.discard_wanted.connect(self._discard)
        outbox.edit_wanted.connect(self._open)
        window.tasks.opened.connect(lambda _: editing.edit())
        window.task.templates_wanted.connect(self.pick_template)

    def commands(self) -> list[Command]:
        """Every command about tasks with its key."""
        editing, window = self._editing, self._window
        return [
            Command("Tasks", "New task", "T", editing.new),
            Command("Tasks", "Edit the task", "E", editing.edit),
            Command("Tasks", "Save the task", "Ctrl+S", editing.save),
            Command("Tasks", "Copy of the task", "Ctrl+D", editing.copy),
            Command("Tasks", "Nearest vehicles for the task", "Ctrl+N", editing.nearest),
            Command("Tasks", "Take back", "Ctrl+Z", self._undoing.undo),
            Command("Tasks", "From a template", "", self.pick_template),
            Command("Tasks", "Save as template", "", self.save_template),
            Command("Tasks", "Show the outbox", "", window.show_outbox),
        ]

    def _open(self, op: Op) -> None:
        if op.of_document:
            self._window.show_documents()
        task = self._store.tasks.get(op.key)
        if task is not None:
            self._editing.open(task)
            self._window.task.show()
            self._window.task.raise_()

    def _discard(self, op: Op) -> None:
        """What may have arrived is not given up without a word; documents are documents_desk's."""
        if op.of_document:
            return
        if not op.attempts or op.state in ASKING:
            self._editing.do(self._editing.desk.discard(op), "discard")
            return
        name = readable(op.label, NAME)
        sentence = f"{name} may have reached the server. Discarding stops looking for it; it may still be there."
        self._window.notices.say(sentence, trouble=True, action="Discard it", do=lambda: self._sure(sentence, op))

    def _sure(self, sentence: str, op: Op) -> None:
        self._window.notices.drop(sentence)
        self._editing.do(self._editing.desk.discard(op), "discard")

    # -- templates

    def save_template(self) -> None:
        """Keeps the open task under a name, without its reference and times."""
        task = self._window.task.task
        if task is None:
            self._window.notices.say("Open the task that the template is to be made of first.")
            return
        values = {name: value for name, value in fields_of(task).items() if value and name not in NOT_IN_TEMPLATES}
        text = json.dumps(to_plain(values))
        ask.ask_name(
            self._window,
            "Save the template as",
            task.address or "",
            lambda name: self._later(self._templates.save, name, text),
        )

    def pick_template(self) -> None:
        """Offers the templates."""
        self._background.start(self._offer(), "templates")

    async def _offer(self) -> None:
        known = await asyncio.to_thread(self._templates.all)
        if not known:
            self._window.notices.say(
                "There is no template yet. Open a task, then: Tasks, Save as template.",
                action="Save as template",
                do=self.save_template,
            )
            return
        ask.pick_named(
            self._window,
            "Templates",
            "New task",
            known,
            lambda name: self._use(known[name]),
            lambda name: self._later(self._templates.drop, name),
        )

    def _later(self, call: Callable[..., None], *args: str) -> None:
        self._background.start(asyncio.to_thread(call, *args), "templates")

    def _use(self, text: str) -> None:
        try:
            values = from_plain(json.loads(text))
        except (ValueError, TypeError):
            self._window.notices.say("The template cannot be read. Forget it and save it again.")
            return
        self._editing.new(values=values)
