"""What the user decides in the outbox dock, handed to the task service."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import ASKING, Op
from fleetdesk.sync.background import Background
from fleetdesk.sync.task_service import TaskService
from fleetdesk.ui.outbox.pane import OutboxPane
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices, done_or_said


class OutboxController(QObject):
    """Binds the dock to the service. `cancel_upload` gives up a write about a document."""

    opened = Signal(object)  # the Op whose task is to be shown

    def __init__(
        self,
        pane: OutboxPane,
        service: TaskService,
        background: Background,
        notices: Notices,
        cancel_upload: Callable[[Op], None],
    ) -> None:
        super().__init__(pane)
        self._pane, self._service, self._background, self._notices = pane, service, background, notices
        self._cancel_upload = cancel_upload
        pane.retry_wanted.connect(lambda op: self._do(service.retry(op), "send now"))
        pane.discard_wanted.connect(self.discard)
        pane.edit_wanted.connect(self.opened)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [Command(Menu.TASKS, _("Show the outbox"), "", self._pane.bring_up, begins=True)]

    def discard(self, op: Op) -> None:
        """Discard a write; ask first where it may have arrived."""
        if op.of_document:
            self._cancel_upload(op)
        elif not op.attempts or op.state in ASKING:
            self._do(self._service.discard(op), "discard")
        else:
            name = readable(op.label, NAME)
            sentence = _(
                "{task} may have reached the server. Discarding stops looking for it; it may still be there."
            ).format(task=name)
            self._notices.say(sentence, trouble=True, action=_("Discard it"), do=lambda: self._sure(sentence, op))

    def _sure(self, sentence: str, op: Op) -> None:
        self._notices.drop(sentence)
        self._do(self._service.discard(op), "discard")

    def _do(self, work: Coroutine[Any, Any, object], name: str) -> None:
        self._background.start(done_or_said(work, self._notices), name)
