"""The five states of a task as buttons, each saying what it means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.statuses import SETTABLE, TASKS
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import set_description
from fleetdesk.ui.widgets.labels import button


class StatusButtons(QWidget):
    """Buttons "Set created", "Set in progress", and so on; the state that holds is pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = FlowRow(self, fill=True)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: dict[TaskStatus, QPushButton] = {}
        for status in SETTABLE:
            shown = TASKS[status]
            made = self._buttons[status] = button(
                shown.label, _("Set {status}").format(status=shown.word), hint=shown.meaning
            )
            set_description(made, shown.meaning)
            made.setCheckable(True)
            made.setProperty("segment", True)
            self._group.addButton(made)
            row.addWidget(made)
        self._group.buttonClicked.connect(self._pressed)

    def show_status(self, status: TaskStatus) -> None:
        """Press the button of the status; none for an unknown one."""
        self._group.setExclusive(False)
        for each, made in self._buttons.items():
            made.setChecked(each is status)
        self._group.setExclusive(True)

    @property
    def status(self) -> TaskStatus | None:
        """Return the status of the pressed button, or None."""
        return next((status for status, made in self._buttons.items() if made.isChecked()), None)

    def _pressed(self, pressed: QPushButton) -> None:
        self.chosen.emit(next(status for status, made in self._buttons.items() if made is pressed))
