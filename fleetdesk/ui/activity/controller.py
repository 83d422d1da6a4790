"""What can be done with the activity: open what a line is about."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from fleetdesk.base.translation import _
from fleetdesk.domain.activity import Activity, ActivityKind, about
from fleetdesk.domain.outbox import CREATION_KINDS, DOCUMENT_KINDS
from fleetdesk.sync.store import Store
from fleetdesk.ui.activity.pane import ActivityPane
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices

NO_TASK = _("“{activity}” is about no task. Places lists what the server has, the outbox what waits.")


@dataclass(frozen=True, slots=True)
class Openers:
    """How other features show what a line is about: a task by its key, its documents, the vehicles of an account."""

    task: Callable[[str], object]
    documents: Callable[[], object]
    account: Callable[[str], object]


class ActivityController(QObject):
    """Binds the dock to the features that its lines are about."""

    def __init__(self, pane: ActivityPane, store: Store, openers: Openers, notices: Notices) -> None:
        super().__init__(pane)
        self._pane, self._store, self._openers, self._notices = pane, store, openers, notices
        pane.opened.connect(self.open)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [Command(Menu.TASKS, _("Show the activity"), "", self._pane.bring_up)]

    def open(self, activity: Activity) -> None:
        """Show the task, its documents, the vehicle that it was given to, or the account's vehicles."""
        if activity.write is None:
            self._openers.account(activity.account)
            return
        if activity.kind is ActivityKind.GIVEN:
            self._store.select([activity.unit])
        if activity.write in CREATION_KINDS:
            self._notices.say(NO_TASK.format(activity=about(activity)))
            return
        if activity.key not in self._store.tasks:
            self._notices.say(
                _("“{activity}” is about a task that is not on this desk any more.").format(activity=about(activity))
            )
            return
        self._openers.task(activity.key)
        if activity.write in DOCUMENT_KINDS:
            self._openers.documents()
