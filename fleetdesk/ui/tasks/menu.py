"""What a right click on tasks offers, in the list and on the board; several at once where that makes sense."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.statuses import SETTABLE, TASKS
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.controller import TaskController
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.widgets.foreign_text import add_entry, entry_text, set_tip


class TaskMenu(QObject):
    """Menus on tasks; the day board asks for them by popup()."""

    def __init__(self, tasks: TasksPane, pane: TaskPane, store: Store, controller: TaskController) -> None:
        super().__init__(tasks)
        self._tasks, self._pane, self._store, self._controller = tasks, pane, store, controller
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

    def _one(self, menu: QMenu, task: Task) -> None:
        show_place = self._pane.show_place
        for text, key, do in (
            (_("Edit"), "E", self._controller.edit),
            (_("Nearest vehicles"), "Ctrl+N", self._controller.nearest),
            (_("Copy of the task"), "Ctrl+D", self._controller.copy),
            (_("Show on map"), "", show_place),
        ):
            self._add(menu, text, partial(self._with, task, do), key)
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


def _set_words(count: int) -> str:
    return (
        _("Set to")
        if count == 1
        else ngettext("Set {count} task to", "Set {count} tasks to", count).format(count=count)
    )
