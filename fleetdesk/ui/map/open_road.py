"""The way by road from the vehicle of the open task to its place, drawn where the router knows it."""

from PySide6.QtCore import QObject, QTimer

from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import Point
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.tasks import Task
from fleetdesk.mapview.task_layer import TaskLayer
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.followed_road import FollowedRoad

AGAIN_MS = 30_000
PURPOSE = "open task"


class OpenRoad(QObject):
    """Keeps the line of the open task. It is asked for when the task is opened or changed, or its vehicle strays."""

    def __init__(self, layer: TaskLayer, store: Store, roads: RoadService, parent: QObject) -> None:
        super().__init__(parent)
        self._layer, self._store, self._roads = layer, store, roads
        self._open, self._road = "", FollowedRoad(roads, PURPOSE)
        self._clock = QTimer(self, interval=AGAIN_MS)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        roads.changed.connect(self.refresh)
        store.tasks_changed.connect(self._tasks_changed)

    def show_open(self, task: Task | None) -> None:
        """Draw the way of this task, as soon as it is known; None draws none."""
        self._open = str(task.key) if task else ""
        self._road.forget()
        self.refresh()

    def _tasks_changed(self, delta: Delta) -> None:
        if self._open in delta.changed or self._open in delta.gone:
            self.refresh()

    def refresh(self) -> None:
        """Draw what is known of the way, and ask for it where it is not known or the vehicle has left it."""
        self._layer.show_road(self._road.line(self._stops()))

    def _stops(self) -> tuple[Point, ...]:
        """Return where the vehicle is, where the task starts if it has such a place, and its place; else none."""
        task = self._store.tasks.get(self._open)
        seen = self._store.fleet.get(unit_key(task.account, task.unit)) if task and task.unit else None
        here, goal = point(seen.position) if seen else None, point(task)
        if task is None or here is None or goal is None or self._roads.router is None:
            return ()
        start = point(task.start)
        return (here, start, goal) if start else (here, goal)
