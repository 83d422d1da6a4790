"""Tasks that lack documents: their counter and filter, and the warning before one is completed."""

from PySide6.QtCore import QObject

from fleetdesk.base.readable import readable
from fleetdesk.domain.document_rules import need_words
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.missing_documents import MissingDocuments
from fleetdesk.ui.tasks.controller import TaskEditing
from fleetdesk.ui.window.main_window import MainWindow

NAME = "Documents missing"


class MissingDocumentsFilter(QObject):
    """Binds what the tasks lack to the window."""

    def __init__(self, window: MainWindow, missing_documents: MissingDocuments, editing: TaskEditing) -> None:
        super().__init__(window)
        self._window, self._missing_documents = window, missing_documents
        self._on = False
        editing.lacking = self.lacking
        missing_documents.changed.connect(self._changed)
        window.counters.task_filter.connect(self._narrow)

    def lacking(self, task: Task) -> str:
        """A sentence on what the task would lack if it were completed now, or empty."""
        needs = self._missing_documents.would_lack(task)
        words = ", ".join(map(need_words, needs))
        return f"{readable(task.name, 60)} has no {words} yet." if needs else ""

    def _changed(self) -> None:
        self._window.counters.say_lacking(len(self._missing_documents.lacking))
        if self._on:
            self._narrow(NAME)

    def _narrow(self, name: str) -> None:
        """The list shows the finished tasks that lack something; they are asked for where they are not on the desk."""
        self._on = name == NAME
        if self._on:
            self._window.tasks.filters.finished.setChecked(True)
            self._window.tasks.keep(lambda task: task.key in self._missing_documents.lacking)
