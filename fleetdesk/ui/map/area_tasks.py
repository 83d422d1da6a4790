"""The tasks in the area and in a box: those that have a pin on the map."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Area
from fleetdesk.domain.located import place_of
from fleetdesk.domain.tasks import Task
from fleetdesk.mapview.task_layer import TaskLayer
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.area_panel import AreaPanel

FIRST_A_VEHICLE = _("Select the one vehicle that gets them, then press Give.")


class AreaTasks(QObject):
    """Keeps the panel's list of tasks as map and area are. give_wanted: keys of tasks and the vehicle's key."""

    give_wanted = Signal(object, str)
    select_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, layer: TaskLayer, query: AreaQuery, store: Store, panel: AreaPanel) -> None:
        super().__init__(panel)
        self._layer, self._query, self._store, self._panel = layer, query, store, panel
        query.changed.connect(lambda _: self._judge())
        layer.changed.connect(self._judge)
        panel.give_wanted.connect(self._give)
        panel.select_tasks_wanted.connect(lambda: self.select_wanted.emit(tuple(self.inside())))

    def inside(self) -> dict[str, Task]:
        """Return the tasks in the area by their keys; none without an area."""
        area = self._query.area
        return {} if area is None else self._within(area)

    def _within(self, area: Area) -> dict[str, Task]:
        tasks = self._placed()
        points = [(lon, lat) for lat, lon in filter(None, map(place_of, tasks))]
        return {task.key: task for task, is_in in zip(tasks, area.contains(points), strict=True) if is_in}

    def in_box(self, south: float, west: float, north: float, east: float) -> list[str]:
        """Return the keys of the tasks between these degrees."""
        places = ((task.key, place_of(task) or (0.0, 0.0)) for task in self._placed())
        return [key for key, (lat, lon) in places if south <= lat <= north and west <= lon <= east]

    def _placed(self) -> Sequence[Task]:
        tasks = map(self._store.tasks.get, self._layer.keys)
        return [task for task in tasks if task is not None and place_of(task)]

    def _judge(self) -> None:
        if self._query.area is not None:
            self._panel.show_tasks(self.inside())

    def _give(self, *_rest: Any) -> None:
        """Ask to give all tasks in the area to the vehicle that is selected."""
        selected = self._store.selection
        if len(selected) == 1:
            self.give_wanted.emit(tuple(self.inside()), selected[0])
        else:
            self.refused.emit(FIRST_A_VEHICLE)
