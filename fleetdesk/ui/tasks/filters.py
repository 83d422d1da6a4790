"""The row of filters above the task list: state, day, the selected vehicles, and whether finished ones are shown."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board import on_day
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.statuses import LATE, TASKS, UNASSIGNED
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import add_choices, set_name
from fleetdesk.ui.widgets.labels import button

Keep = Callable[[Task], bool]
DAYS = {
    _("Any day"): None,
    pgettext("choice", "Yesterday"): -1,
    pgettext("choice", "Today"): 0,
    pgettext("choice", "Tomorrow"): 1,
}


class TaskFilters(QWidget):
    """Combos "Task state" and "Task day", buttons "Of selected vehicles" and "Finished tasks"."""

    changed = Signal()
    finished_wanted = Signal(bool)

    def __init__(self, store: Store, zone: ZoneInfo) -> None:
        super().__init__()
        self._store, self._zone = store, zone
        self.state, self.day = QComboBox(), QComboBox()
        self.mine = _toggle(
            _("Of selected"), _("Of selected vehicles"), _("Only tasks of the vehicles selected in the list")
        )
        self.finished = _toggle(_("Finished"), _("Finished tasks"), _("Completed, rejected and cancelled ones too"))
        self._build()

    def _build(self) -> None:
        row = FlowRow(self)
        row.setContentsMargins(10, 0, 10, 6)
        row.setSpacing(6)
        for combo, name, texts in (
            (self.state, _("Task state"), _states(self._store)),
            (self.day, _("Task day"), DAYS),
        ):
            set_name(combo, name)
            add_choices(combo, texts)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.currentTextChanged.connect(lambda _: self.changed.emit())
            row.addWidget(combo)
        for made in (self.mine, self.finished):
            made.toggled.connect(lambda _: self.changed.emit())
            row.addWidget(made)
        self.finished.toggled.connect(self.finished_wanted)
        self._store.selection_changed.connect(lambda _: self.changed.emit() if self.mine.isChecked() else None)

    def predicate(self) -> Keep:
        """Return the function that tells whether a task is to be shown."""
        checks = [check for check in (self._by_state(), self._by_day(), self._by_unit()) if check]
        return lambda task: all(check(task) for check in checks)

    def _by_state(self) -> Keep | None:
        return _states(self._store)[self.state.currentText()]

    def _by_day(self) -> Keep | None:
        offset = DAYS[self.day.currentText()]
        if offset is None:
            return None
        today = self._store.now().astimezone(self._zone).date()
        return on_day(today + timedelta(days=offset), self._zone)

    def _by_unit(self) -> Keep | None:
        if not self.mine.isChecked():
            return None
        wanted = set(self._store.selection)
        return lambda task: unit_key(task.account, task.unit or "") in wanted

    @property
    def narrow(self) -> bool:
        """Return whether the filters leave any task out."""
        return bool(self.state.currentIndex() or self.day.currentIndex() or self.mine.isChecked())

    def show_unassigned(self) -> None:
        """Leave only the tasks without a vehicle."""
        self.clear()
        self.state.setCurrentText(UNASSIGNED.label)

    def clear(self) -> None:
        """Show all tasks again."""
        self.state.setCurrentIndex(0)
        self.day.setCurrentIndex(0)
        self.mine.setChecked(False)


def _states(store: Store) -> dict[str, Keep | None]:
    by_status = {row.label: _is(status) for status, row in TASKS.items()}
    return {
        _("Any state"): None,
        LATE.label: lambda task: task.late(store.now()),
        UNASSIGNED.label: lambda task: task.unassigned,
        _("Not confirmed"): lambda task: bool(store.task_store.ops(task.key)),
        pgettext("choice", "Changed"): lambda task: task.key in store.task_store.unseen,
        **by_status,
    }


def _is(status: TaskStatus) -> Keep:
    return lambda task: task.status is status


def _toggle(text: str, name: str, hint: str) -> QPushButton:
    made = button(text, name, hint=hint)
    made.setCheckable(True)
    return made
