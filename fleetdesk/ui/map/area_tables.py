"""Who and what is in the area, as two lists, one of which is shown."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.statuses import VEHICLES
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.drag_data import TASKS
from fleetdesk.ui.widgets.foreign_text import set_entry
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.status_icons import task_icon, unit_icon
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.task_exports import exports
from fleetdesk.ui.widgets.task_formatting import status_of, unit_of
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.unit_exports import unit_exports

TABLE_PX = 170
VEHICLES_SHOWN, TASKS_SHOWN = 0, 1


class AreaTables(QWidget):
    """Tables "Vehicles in area" and "Tasks in area", and the buttons that show one of them."""

    turned = Signal()  # the other list is shown
    vehicles_chosen = Signal(object)
    tasks_chosen = Signal(object)
    task_menu_wanted = Signal(object, QPoint)

    def __init__(self, store: Store, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self._store, self._tokens = store, tokens
        self._witness: Mapping[str, str] = {}
        self.vehicles: RowsModel[Seen] = RowsModel(self._vehicle_columns(), unit_exports())
        self.tasks: RowsModel[Task] = RowsModel(self._task_columns(), exports(store))
        self.vehicle_table = Table(self.vehicles, _("Vehicles in area"), "vehicle")
        self.task_table = Table(self.tasks, _("Tasks in area"), "reference")
        self.task_table.offer_drag(TASKS)
        self._stack, self._switch = QStackedWidget(), QButtonGroup(self)
        self._build()
        self.vehicle_table.chosen.connect(self.vehicles_chosen)
        self.task_table.chosen.connect(self.tasks_chosen)
        menu_wanted = lambda at: self.task_menu_wanted.emit(self.task_table.selected_keys(), at)  # noqa: E731
        self.task_table.menu_wanted.connect(menu_wanted)

    def _build(self) -> None:
        box, row = QVBoxLayout(self), QHBoxLayout()
        for part in (box, row):
            part.setContentsMargins(0, 0, 0, 0)
        row.setContentsMargins(10, 2, 10, 0)
        row.setSpacing(6)
        box.setSpacing(4)
        box.addLayout(row)
        box.addWidget(self._stack)
        for number, (name, table) in enumerate(
            ((_("Show vehicles in area"), self.vehicle_table), (_("Show tasks in area"), self.task_table))
        ):
            row.addWidget(self._part(number, name))
            table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            self._stack.addWidget(table)
        self._stack.setFixedHeight(TABLE_PX)
        self._switch.idClicked.connect(self.turn_to)

    def _part(self, number: int, name: str) -> QPushButton:
        made = button("", name)
        made.setProperty("segment", True)
        made.setCheckable(True)
        made.setChecked(number == VEHICLES_SHOWN)
        self._switch.addButton(made, number)
        return made

    @property
    def shows_tasks(self) -> bool:
        """Return whether the tasks are the list that is shown."""
        return self._stack.currentIndex() == TASKS_SHOWN

    def turn_to(self, number: int) -> None:
        """Show the vehicles or the tasks."""
        self._stack.setCurrentIndex(number)
        self.turned.emit()

    def show_vehicles(self, keys: Sequence[str], witness: Mapping[str, str]) -> None:
        """Show these vehicles, and who says of each that it is inside."""
        self._witness, fleet = witness, self._store.fleet
        self.vehicles.show_items({key: fleet[key] for key in keys if key in fleet})
        self.vehicles.touch(self.vehicles.keys())
        count = pgettext("vehicles", "Vehicles {count}").format(count=grouped(len(keys)))
        set_entry(self._switch.button(VEHICLES_SHOWN), count)

    def show_tasks(self, tasks: Mapping[str, Task]) -> None:
        """Show these tasks."""
        self.tasks.show_items(tasks)
        self.tasks.touch(self.tasks.keys())
        count = pgettext("tasks", "Tasks {count}").format(count=grouped(len(tasks)))
        set_entry(self._switch.button(TASKS_SHOWN), count)

    def _vehicle_columns(self) -> list[Column[Seen]]:
        by = lambda seen: self._witness.get(seen.key, "")  # noqa: E731
        state = lambda seen: VEHICLES[seen.motion.state].word  # noqa: E731
        return [
            Column("state", "", state, lambda seen: seen.motion.state.value, 26, roles=self._unit_sign),
            Column(
                "vehicle",
                pgettext("column", "Vehicle"),
                lambda seen: seen.label,
                lambda seen: seen.label.casefold(),
                90,
            ),
            Column("by", pgettext("column", "By"), by, by, 92),
        ]

    def _task_columns(self) -> list[Column[Task]]:
        state, vehicle = (lambda task: status_of(task, self._store)), (lambda task: unit_of(task, self._store))
        return [
            Column("icon", "", state, state, 26, roles=self._task_sign),
            Column("reference", pgettext("column", "Reference"), lambda task: task.name, lambda task: task.name, 110),
            Column("vehicle", pgettext("column", "Vehicle"), vehicle, vehicle, 82),
        ]

    def _unit_sign(self, seen: Seen, role: int) -> object:
        if role != Qt.ItemDataRole.DecorationRole:
            return None
        heading = seen.position.heading_deg if seen.position else None
        return unit_icon(seen.motion.state, heading, seen.motion.fade, self._tokens())

    def _task_sign(self, task: Task, role: int) -> object:
        if role != Qt.ItemDataRole.DecorationRole:
            return None
        return task_icon(task, task.late(self._store.now()), self._tokens())
