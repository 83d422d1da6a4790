"""The task list: every account's tasks with search and sort."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import unit_key
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui import words
from fleetdesk.ui.dragging import TASKS, UNITS
from fleetdesk.ui.panel import Empty, Panel
from fleetdesk.ui.rows import Column, RowsModel
from fleetdesk.ui.signs import task_icon
from fleetdesk.ui.table import Table
from fleetdesk.ui.theme import Tokens

Role = Qt.ItemDataRole
STATUS_COLUMN = 5
STATUS_WORDS = {
    "created": "created", "in_progress": "in progress", "completed": "completed", "rejected": "rejected",
    "cancelled": "cancelled", "unknown": "unknown",
}  # fmt: skip


def status_of(task: Task, store: Store) -> str:
    """The status in words, and whether it is late or has nobody."""
    status = STATUS_WORDS[task.status] if task.status != "unknown" else f"unknown ({task.status_code})"
    if task.late(store.now()):
        return f"{status}, late"
    return status if task.unit else f"{status}, unassigned"


def unit_of(task: Task, store: Store) -> str:
    """The plate of the task's unit."""
    if not task.unit:
        return "unassigned"
    seen = store.fleet.get(unit_key(task.account, task.unit))
    return seen.label if seen else task.unit


class _Look:
    """What the columns answer for colours, fonts and pictures."""

    def __init__(self, store: Store, tokens: Callable[[], Tokens]) -> None:
        self._store, self._tokens = store, tokens
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    def sign(self, task: Task, role: int) -> Any:
        """The dot of the status."""
        if role != Role.DecorationRole:
            return words.hover(status_of(task, self._store)) if role == Role.ToolTipRole else None
        return task_icon(task, task.late(self._store.now()), self._tokens())

    def bold(self, task: Task, role: int) -> Any:
        """The reference."""
        return self._bold if role == Role.FontRole else None

    def dim(self, task: Task, role: int) -> Any:
        """Text of second rank."""
        return QColor(self._tokens().dim) if role == Role.ForegroundRole else None


def _moment(value: Any) -> float:
    return value.timestamp() if value else 0.0


def columns(store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> list[Column[Task]]:
    """Status, reference, where, window, vehicle, status in words."""
    look = _Look(store, tokens)
    return [
        Column("", lambda task: status_of(task, store), lambda task: task.status.value, 26, roles=look.sign,
               hint="Status: purple assigned, blue in progress, green done, red rejected, gold late"),
        Column("Reference", lambda task: task.order_ref or f"#{task.id}", lambda task: task.order_ref or "", 138,
               roles=look.bold),
        Column("Where", lambda task: words.place(task.address), lambda task: words.place(task.address).casefold(), 120,
               roles=look.dim),
        Column("Window", lambda task: words.window(task.start_at, task.stop_at, zone),
               lambda task: _moment(task.start_at), 100, number=True),
        Column("Vehicle", lambda task: unit_of(task, store), lambda task: unit_of(task, store), 74),
        Column("Status", lambda task: status_of(task, store), lambda task: task.status.value, 108, roles=look.dim),
    ]  # fmt: skip


class TasksPane(Panel):
    """Dock "Tasks"."""

    picked = Signal(object)  # Task or None

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__("Tasks")
        self._store = store
        self._wanted: Callable[[Task], bool] | None = None
        self.model: RowsModel[Task] = RowsModel(columns(store, tokens, zone))
        self.search = QLineEdit()
        self.table = Table(self.model, "Tasks", 2)
        self.table.offer_drag(TASKS)
        self.drops = self.table.accept_drop(UNITS)
        self._build()
        store.tasks_changed.connect(self._changed)
        self.table.chosen.connect(self._chosen)
        self.model.show_items(store.tasks)
        self._say()

    def _build(self) -> None:
        self.search.setPlaceholderText("Search tasks — reference, address, vehicle")
        self.search.setAccessibleName("Search tasks")
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("search", True)
        self.search.textChanged.connect(lambda _: self._narrow())
        field = QWidget()
        inside = QVBoxLayout(field)
        inside.setContentsMargins(10, 8, 10, 6)
        inside.addWidget(self.search)
        self.box.addWidget(field)
        self._empty = Empty("No tasks", "The accounts on this desk have no active tasks.")
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.box.addWidget(holder, 1)
        self.table.setColumnHidden(STATUS_COLUMN, True)
        self.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)

    def keep(self, wanted: Callable[[Task], bool] | None) -> None:
        """Shows only what the counters want; None shows all."""
        self._wanted = wanted
        self._narrow()

    def _narrow(self) -> None:
        parts, wanted = self.search.text().casefold().split(), self._wanted
        self.model.filter(lambda task: (wanted is None or wanted(task)) and self._found(task, parts))
        self._say()

    def _found(self, task: Task, parts: list[str]) -> bool:
        if not parts:
            return True
        told = (task.order_ref, task.address, task.description, task.details, task.notes,
                unit_of(task, self._store), task.status.value)  # fmt: skip
        hay = " ".join(each for each in told if each).casefold()
        return all(part in hay for part in parts)

    def _changed(self, delta: Delta) -> None:
        self.model.touch(delta.changed, delta.gone)
        self._say()

    def _chosen(self, keys: tuple[str, ...]) -> None:
        self.picked.emit(self._store.tasks.get(keys[0]) if len(keys) == 1 else None)

    def _say(self) -> None:
        shown, everything = self.model.rowCount(), len(self._store.tasks)
        self.say_count(f"{everything} active" if shown == everything else f"{shown} of {everything}")
        self._stack.setCurrentIndex(0 if shown else 1)
