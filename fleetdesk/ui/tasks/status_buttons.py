"""The states of a task as buttons, each saying what it means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.statuses import ENDS, SETTABLE, TASKS
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import set_description
from fleetdesk.ui.widgets.labels import button

APART_PX = 8


class StatusButtons(QWidget):
    """Buttons "Set created", "Set in progress", and so on; the state that holds is pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        rows = self._rows()
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
            rows[status in ENDS].addWidget(made)
        self._group.buttonClicked.connect(self._pressed)

    def _rows(self) -> tuple[FlowRow, FlowRow]:
        """Return two rows: what ends a task without its work done stands apart, not to be hit for the other."""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(APART_PX)
        work, ends = QWidget(), QWidget()
        rows = FlowRow(work, fill=True), FlowRow(ends, fill=True)
        for line, row in zip((work, ends), rows, strict=True):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            box.addWidget(line)
        return rows

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
