"""What can be done with the activity: open what a line is about, and write the lines into a file."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from fleetdesk.domain.activity import Activity, ActivityKind, about
from fleetdesk.domain.outbox import DOCUMENT_KINDS
from fleetdesk.sync.store import Store
from fleetdesk.ui.activity.pane import ActivityPane
from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.table_export import Exporter


@dataclass(frozen=True, slots=True)
class Openers:
    """How other features show what a line is about: a task by its key, its documents, the vehicles of an account."""

    task: Callable[[str], object]
    documents: Callable[[], object]
    account: Callable[[str], object]


class ActivityController(QObject):
    """Binds the dock to the features that its lines are about."""

    def __init__(
        self, pane: ActivityPane, store: Store, openers: Openers, exporter: Exporter, notices: Notices
    ) -> None:
        super().__init__(pane)
        self._pane, self._store, self._openers, self._exporter = pane, store, openers, exporter
        self._notices = notices
        exporter.done.connect(lambda sentence: notices.say(sentence))
        exporter.failed.connect(lambda sentence: notices.say(sentence, trouble=True))
        pane.opened.connect(self.open)

    def commands(self) -> list[Command]:
        """Return what the menu offers."""
        return [
            Command("Tasks", "Show the activity", "", self._pane.bring_up),
            Command("Tasks", "Export the activity", "", lambda: self._exporter.ask(self._pane.table, "Activity")),
        ]

    def open(self, activity: Activity) -> None:
        """Show the task, its documents, the vehicle that it was given to, or the account's vehicles."""
        if activity.write is None:
            self._openers.account(activity.account)
            return
        if activity.kind is ActivityKind.GIVEN:
            self._store.select([activity.unit])
        if activity.key not in self._store.tasks:
            self._notices.say(f"“{about(activity)}” is about a task that is not on this desk any more.")
            return
        self._openers.task(activity.key)
        if activity.write in DOCUMENT_KINDS:
            self._openers.documents()
