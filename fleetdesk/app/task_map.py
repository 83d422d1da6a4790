"""Connect the pins of tasks on the map with list, form and menu of tasks."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint

from fleetdesk.ui.map.open_road import OpenRoad
from fleetdesk.ui.map.pane import MapPane, combined
from fleetdesk.ui.tasks.controller import TaskController
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.menu import TaskMenu
from fleetdesk.ui.tasks.task_pane import TaskPane

LATITUDES = {"place": "lat", "start": "start_lat"}
"""The field of the latitude of each place that can be moved on the map."""


class TaskMap:
    """What a press on a pin does, and which pins are marked. A click opens a task and leaves the map where it is."""

    def __init__(
        self,
        map_: MapPane,
        tasks: TasksPane,
        form: TaskPane,
        controller: TaskController,
        menu: TaskMenu,
        open_road: OpenRoad,
    ) -> None:
        self._map, self._tasks, self._form, self._controller, self._menu = map_, tasks, form, controller, menu
        layer = map_.map.tasks
        layer.clicked.connect(self._clicked)
        layer.activated.connect(self._edit)
        layer.menu_wanted.connect(self._popup)
        layer.cluster_clicked.connect(self._add)
        map_.tasks_boxed.connect(self._boxed)
        map_.area_tasks.select_wanted.connect(tasks.select)
        map_.area_tasks.give_wanted.connect(controller.give)
        map_.panel.tables.tasks_chosen.connect(tasks.select)
        map_.panel.tables.task_menu_wanted.connect(menu.popup)
        form.task_shown.connect(map_.pins.show_open)
        form.task_shown.connect(open_road.show_open)
        for changed in (form.task_shown, form.input_changed):
            changed.connect(lambda *_: self._show_picked())
        layer.picked_moved.connect(lambda name, lat, lon: form.form.set_place(LATITUDES[name], lat, lon))
        tasks.table.selectionModel().selectionChanged.connect(lambda *_: layer.set_selection(self._selected))

    @property
    def _selected(self) -> tuple[str, ...]:
        return self._tasks.table.selected_keys()

    def _clicked(self, key: str, ctrl: bool) -> None:
        if self._map.picking.use_task(key):
            return
        if not ctrl:
            self._tasks.select((key,))
            self._controller.open_there(key)
        elif key in self._selected:
            self._tasks.select(tuple(each for each in self._selected if each != key))
        else:
            self._add((key,))

    def _add(self, keys: Iterable[str]) -> None:
        """Add tasks to the selection of the list."""
        self._tasks.select((*self._selected, *keys))

    def _boxed(self, found: list[str], mode: str) -> None:
        self._tasks.select(tuple(combined(self._selected, found, mode)))

    def _show_picked(self) -> None:
        typed = self._form.form.typed_places() if self._form.is_open else {}
        self._map.map.tasks.show_picked({name: typed[lat] for name, lat in LATITUDES.items() if lat in typed})

    def _edit(self, key: str) -> None:
        self._controller.open_there(key)
        self._form.bring_up()
        self._controller.edit()

    def _popup(self, key: str, at: QPoint) -> None:
        if key not in self._selected:
            self._tasks.select((key,))
        keys = self._selected if key in self._selected else (key,)  # a filter may keep it out of the list
        self._menu.popup(keys, self._map.map.mapToGlobal(at))
