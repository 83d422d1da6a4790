"""What a right click on tasks offers, in the list and on the board; several at once where that makes sense."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.statuses import SETTABLE, TASKS
from fleetdesk.domain.tasks import Task, begins
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.controller import TaskController
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.foreign_text import add_entry, entry_text, set_tip

MOST_OFFERED = 12


class TaskMenu(QObject):
    """Menus on tasks, which the day board asks for by popup(), and what the menu of a vehicle offers of tasks.

    opening_for_one: the menu of a single task, to which others may add, and the task.
    """

    opening_for_one = Signal(QMenu, object)

    def __init__(
        self, tasks: TasksPane, pane: TaskPane, store: Store, controller: TaskController, zone: ZoneInfo
    ) -> None:
        super().__init__(tasks)
        self._tasks, self._pane, self._store, self._controller, self._zone = tasks, pane, store, controller, zone
        tasks.table.menu_wanted.connect(lambda place: self.popup(tasks.table.selected_keys(), place))

    def popup(self, keys: Sequence[str], place: QPoint) -> QMenu | None:
        """Offer what can be done with these tasks; nothing where there are none."""
        tasks = [task for task in map(self._store.tasks.get, keys) if task is not None]
        if not tasks:
            return None
        menu = QMenu(self._tasks.window())
        if len(tasks) == 1:
            self._one(menu, tasks[0])
        self._give(menu, tasks)
        self._states(menu, tasks)
        menu.popup(place)
        return menu

    def offer_tasks(self, menu: QMenu, unit_key: str) -> None:
        """Add to the menu of a vehicle the tasks that it can be given: the open one, the selected, the unassigned."""
        seen = self._store.fleet.get(unit_key)
        if seen is None or seen.unit.kind is not UnitKind.VEHICLE:
            return
        menu.addSeparator()
        chosen = self._can_be_given((self._pane.task_key, *self._tasks.table.selected_keys()), seen)
        if chosen:
            self._add(menu, _give_words(chosen), partial(self._controller.give, _keys(chosen), unit_key))
        self._unassigned(menu.addMenu(entry_text(_("Give it a task"))), seen)

    def _can_be_given(self, keys: Iterable[str], seen: Seen) -> list[Task]:
        """Return those of the tasks that a vehicle can be given and has not yet."""
        tasks = (self._store.tasks.get(key) for key in dict.fromkeys(keys))
        return [task for task in tasks if task is not None and _fits(task, seen)]

    def _unassigned(self, menu: QMenu, seen: Seen) -> None:
        """Fill a menu with the unassigned tasks, the first to begin first."""
        free = [task for task in self._store.task_store.unfinished.values() if task.unassigned and _fits(task, seen)]
        for task in sorted(free, key=begins)[:MOST_OFFERED]:
            window = formatting.window(task.start_at, task.stop_at, self._zone)
            words = " · ".join((readable(task.name, NAME), window, formatting.place(task.address)))
            self._add(menu, words, partial(self._controller.give, (task.key,), seen.key))
        more = len(free) - MOST_OFFERED
        if more > 0:
            words = ngettext("{count} more in the list", "{count} more in the list", more).format(count=more)
            self._add(menu, words, self._tasks.show_unassigned)
        if not free:
            add_entry(menu, _("No task of this account is unassigned")).setEnabled(False)

    def _one(self, menu: QMenu, task: Task) -> None:
        show_place = self._pane.show_place
        for text, key, do in (
            (_("Edit"), "E", self._controller.edit),
            (_("Nearest vehicles"), "Ctrl+N", self._controller.nearest),
            (_("Copy of the task"), "Ctrl+D", self._controller.copy),
            (_("Show on map"), "", show_place),
        ):
            self._add(menu, text, partial(self._with, task, do), key)
        self.opening_for_one.emit(menu, task)
        menu.addSeparator()

    def _with(self, task: Task, do: Callable[[], object]) -> None:
        """Open the task first, because the action works on the open task."""
        self._controller.open(task)
        do()

    def _give(self, menu: QMenu, tasks: Sequence[Task]) -> None:
        """Add the entry that gives the tasks to the vehicle selected in the list."""
        chosen = self._store.fleet.get(self._store.selection[0]) if len(self._store.selection) == 1 else None
        if chosen is not None and all(task.account == chosen.unit.account for task in tasks):
            keys = tuple(task.key for task in tasks)
            self._add(
                menu,
                _("Give to {vehicle}").format(vehicle=chosen.label),
                lambda: self._controller.give(keys, chosen.key),
            )

    def _states(self, menu: QMenu, tasks: Sequence[Task]) -> None:
        states = menu.addMenu(entry_text(_set_words(len(tasks))))
        for status in SETTABLE:
            others = [task for task in tasks if task.status is not status]
            action = add_entry(states, TASKS[status].label)
            set_tip(action, TASKS[status].meaning)
            action.setEnabled(bool(others))
            action.triggered.connect(partial(self._controller.set_states, others, status))
        states.setToolTipsVisible(True)

    def _add(self, menu: QMenu, text: str, do: Callable[[], object], key: str = "") -> None:
        add_entry(menu, text, key).triggered.connect(lambda _=False: do())


def _fits(task: Task, seen: Seen) -> bool:
    return task.account == seen.unit.account and task.unit != seen.unit.id and not task.finished


def _keys(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(task.key for task in tasks)


def _give_words(tasks: Sequence[Task]) -> str:
    if len(tasks) == 1:
        return _("Give it {task}").format(task=readable(tasks[0].name, NAME))
    return ngettext("Give it {count} selected task", "Give it {count} selected tasks", len(tasks)).format(
        count=len(tasks)
    )


def _set_words(count: int) -> str:
    return (
        _("Set to")
        if count == 1
        else ngettext("Set {count} task to", "Set {count} tasks to", count).format(count=count)
    )
