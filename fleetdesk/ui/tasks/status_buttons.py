"""The five states of a task as buttons, each saying what it means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.widgets.foreign_text import set_description
from fleetdesk.ui.widgets.labels import button

MEANING = {
    TaskStatus.CREATED: ("Created", "The driver has the task and has not begun."),
    TaskStatus.IN_PROGRESS: ("In progress", "The driver works on it."),
    TaskStatus.COMPLETED: ("Completed", "The work is done. The task leaves the list of active ones."),
    TaskStatus.REJECTED: ("Rejected", "The driver will not do it. The task leaves the list of active ones."),
    TaskStatus.CANCELLED: ("Cancelled", "It is not to be done any more. The server deletes no task; this ends it."),
}


class StatusButtons(QWidget):
    """Buttons "Set created", "Set in progress", and so on; the state that holds is pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: dict[TaskStatus, QPushButton] = {}
        for status, (text, meaning) in MEANING.items():
            made = self._buttons[status] = button(text, f"Set {text.lower()}", hint=meaning)
            set_description(made, meaning)
            made.setCheckable(True)
            made.setProperty("segment", True)
            self._group.addButton(made)
            row.addWidget(made, 1)
        self._group.buttonClicked.connect(self._pressed)

    def show_status(self, status: TaskStatus) -> None:
        """Presses the button of the state; none for one we do not know."""
        self._group.setExclusive(False)
        for each, made in self._buttons.items():
            made.setChecked(each is status)
        self._group.setExclusive(True)

    @property
    def status(self) -> TaskStatus | None:
        """The pressed state."""
        return next((status for status, made in self._buttons.items() if made.isChecked()), None)

    def _pressed(self, pressed: QPushButton) -> None:
        self.chosen.emit(next(status for status, made in self._buttons.items() if made is pressed))
