"""The task list: every account's tasks with search, filters and sort."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, npgettext
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.columns import columns, haystack
from fleetdesk.ui.tasks.filters import TaskFilters
from fleetdesk.ui.widgets.drag_data import TASKS, UNITS
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.focus import bring_focus, clear_list
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.panel import Empty, ListOrEmpty, Panel, Placement, Side
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.table import CutInTheMiddle, Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.task_exports import exports
from fleetdesk.ui.widgets.theme import Tokens, with_text_px

NONE_FIT = (_("None of them"), _("No task fits the search and the filters. Esc in the search clears it."))
NO_TASKS = (_("No tasks"), _("The accounts on this desk have no active tasks."))


class TasksPane(Panel):
    """Dock "Tasks"; button "New task"."""

    picked = Signal(object)  # Task or None
    place_wanted = Signal()  # of the task that was picked; a press that drags it wants none
    new_wanted = Signal()
    opened = Signal(str)

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(_("Tasks"), Placement(Side.RIGHT, wide=with_text_px(534), tall=350))
        self._store = store
        self._filter: Filter | None = None
        self._finished_by_filter = False
        self.model: RowsModel[Task] = RowsModel(columns(store, tokens, zone), exports(store))
        self.search = SearchField(_("Search tasks"), _("Search tasks — reference, address, vehicle"))
        self.filters = TaskFilters(store, zone)
        self.table = Table(self.model, _("Tasks"), "where")
        self.table.setItemDelegateForColumn(self.model.place("reference"), CutInTheMiddle(self.table))
        self.table.offer_drag(TASKS)
        self.drops = self.table.accept_drop(UNITS)
        self._rows = ListOrEmpty(self.table, Empty(*NO_TASKS))
        self._build()
        store.tasks_changed.connect(self._changed)
        store.turned.connect(self._narrow)
        self.table.chosen.connect(self._chosen)
        self.table.clicked.connect(lambda _: self._want_place(self.table.selected_keys()))
        self.table.opened.connect(self.opened)
        self.filters.changed.connect(self._narrow)
        self.filters.finished.clicked.connect(self._finished_by_hand)
        self.model.show_items(store.tasks)
        self.model.settled.connect(self._say)
        self._say()

    def _build(self) -> None:
        new = button(_("New task   T"), _("New task"))
        new.clicked.connect(self.new_wanted)
        self.header.add(new)
        self.search.textChanged.connect(lambda _: self._narrow())
        self.search.list_wanted.connect(self.table.enter)
        self.search.returnPressed.connect(lambda: self.model.then(self._to_first))
        self.box.addWidget(self.search.row())
        self.box.addWidget(self.filters)
        self.box.addWidget(self._rows, 1)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self.table.sortByColumn(self.model.place("window"), Qt.SortOrder.AscendingOrder)

    def tables(self) -> Sequence[Table]:
        """Return the table of tasks."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Clear the search, then the selection, then the filters; return whether there was one of them."""
        if clear_list(self.table, self.search):
            return True
        narrow = self.filters.narrow
        self.filters.clear()
        return narrow

    def filter(self, chosen: Filter) -> None:
        """Show only the tasks that the filter leaves, and finished ones only as long as it is about them."""
        self._filter = chosen
        toggle = self.filters.finished
        if chosen.finished and not toggle.isChecked():
            self._finished_by_filter = True
            toggle.setChecked(True)
        elif not chosen.finished and self._finished_by_filter:
            self._finished_by_filter = False
            toggle.setChecked(False)
        self._narrow()

    def filter_again(self) -> None:
        """Filter all tasks again where the filter depends on other data, which has changed."""
        if self._filter is not None and self._filter.changed is not None:
            self._narrow()

    def _finished_by_hand(self) -> None:
        """Note that the user has decided about finished tasks, so that no filter changes it back."""
        self._finished_by_filter = False

    def show_finished(self) -> None:
        """Show finished tasks as well."""
        self.filters.finished.setChecked(True)

    def show_unassigned(self) -> None:
        """Show the tasks without a vehicle alone, and give the keyboard to the list."""
        self.filters.show_unassigned()
        bring_focus(self.table)

    def select(self, keys: tuple[str, ...]) -> None:
        """Select the tasks with these keys, as far as they are shown."""
        self.table.show_selection(keys)

    def _narrow(self) -> None:
        parts, keep = self.search.text().casefold().split(), self.filters.predicate()
        wanted = self._filter.tasks if self._filter is not None else None
        self.model.filter(lambda task: (wanted is None or wanted(task)) and keep(task) and self._found(task, parts))
        self._say()

    def _found(self, task: Task, parts: list[str]) -> bool:
        if not parts:
            return True
        hay = haystack(task, self._store)
        return all(part in hay for part in parts)

    def _changed(self, delta: Delta) -> None:
        self.model.touch(delta.changed, delta.gone)
        self._say()

    def _chosen(self, keys: tuple[str, ...]) -> None:
        if len(keys) == 1:
            self.picked.emit(self._store.tasks.get(keys[0]))
            if not QApplication.mouseButtons():  # a click is over when it is let go, and may become a drag before
                self._want_place(keys)

    def _want_place(self, keys: tuple[str, ...]) -> None:
        if len(keys) == 1:
            self.place_wanted.emit()

    def _to_first(self) -> None:
        """Select the first task found and focus the table, on Enter in the search."""
        if self.model.rowCount():
            self.table.selectRow(0)
            self.table.setFocus()

    def _count_words(self, shown: int, everything: int) -> str:
        if shown != everything:
            return _("{shown} of {everything}").format(shown=grouped(shown), everything=grouped(everything))
        if self._store.task_store.keep_finished:
            return grouped(everything)
        return npgettext("tasks", "{count} active", "{count} active", everything).format(count=grouped(everything))

    def _say(self) -> None:
        shown, everything = self.model.rowCount(), len(self._store.tasks)
        self.say_count(self._count_words(shown, everything))
        if shown:
            self._rows.show_list()
        else:
            self._rows.show_empty(*(NONE_FIT if everything else NO_TASKS))
