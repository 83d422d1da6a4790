"""The tasks on the map: pins go in, signals of what the user did with them come out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal

from fleetdesk.mapview.bridge import Bridge
from fleetdesk.mapview.deltas import MapState
from fleetdesk.mapview.pins import CLUSTER_ZOOM, CLUSTERED, HEAD_PX, DayRoad, MapPin, OpenTask, Routes
from fleetdesk.mapview.projection import View


class TaskLayer(QObject):
    """Part of a MapWidget. clicked: key, Ctrl. menu_wanted: key and a point of the widget.

    cluster_clicked comes with Ctrl held; without it the page comes nearer by itself.
    """

    clicked = Signal(str, bool)
    activated = Signal(str)
    menu_wanted = Signal(str, QPoint)
    cluster_clicked = Signal(object)
    changed = Signal()  # what is on the map
    picked_moved = Signal(str, float, float)  # which place of the form, latitude and longitude
    lifted = Signal(str)  # from inside a mouse event, for a drag to begin in

    def __init__(self, state: MapState, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._bridge = state, bridge
        self._answers: dict[str, Callable[..., None]] = {
            "task": lambda task, ctrl: self.clicked.emit(task, ctrl),
            "task_open": lambda task: self.activated.emit(task),
            "task_menu": lambda task, x, y: self.menu_wanted.emit(task, QPoint(round(x), round(y))),
            "picked": lambda name, lat, lon: self.picked_moved.emit(name, lat, lon),
            "task_cluster": lambda tasks: self.cluster_clicked.emit(tasks),
        }

    # -- what is shown

    @property
    def selection(self) -> tuple[str, ...]:
        """Return the keys of the tasks that are marked as selected."""
        return tuple(self._state.value("task_selection") or ())

    @property
    def keys(self) -> Iterable[str]:
        """Return the keys of the tasks that are on the map."""
        return self._state.pins.keys()

    def at(self, view: View, position: QPoint) -> str | None:
        """Return the key of the task whose pin is under a point of the map; of a cluster none is meant."""
        found = view.near(self._state.pins.values(), position.x(), position.y() + HEAD_PX)
        layers = self._state.value("layers") or {}
        can_cluster = layers.get("clusters", True) and view.zoom < CLUSTER_ZOOM + 1
        return found[0] if found and not (can_cluster and len(found) >= CLUSTERED) else None

    def update_pins(self, changed: Iterable[MapPin], gone: Iterable[str] = ()) -> None:
        """Bring in changed and new pins and take away the keys that are gone."""
        self._state.update_pins(changed, gone)
        if self._state.pending:
            self._bridge.say()
        self.changed.emit()

    def set_selection(self, keys: Iterable[str]) -> None:
        """Mark these tasks as selected and no others."""
        self._put("task_selection", list(keys))

    def show_open(self, task: OpenTask | None) -> None:
        """Mark the open task, where it starts, and the way to it from its vehicle; None marks none."""
        self._put("open_task", None if task is None else asdict(task))

    def show_road(self, points: Iterable[tuple[float, float]]) -> None:
        """Draw the way to the open task along these points (lon, lat) in place of a straight line; none draws that."""
        self._put("open_road", _told(points))

    def show_routes(self, routes: Routes) -> None:
        """Draw a thin line from each of these vehicles through its tasks."""
        self._put("routes", [[unit, list(tasks)] for unit, tasks in routes])

    def show_day_roads(self, roads: Mapping[str, DayRoad]) -> None:
        """Draw the lines of these vehicles along the roads, as far as these are known."""
        self._put("day_roads", [[unit, _told(road.first), _told(road.rest)] for unit, road in roads.items()])

    def show_picked(self, places: Mapping[str, tuple[float, float]]) -> None:
        """Show places of the form that are not saved yet, "place" and "start", as pins that can be moved."""
        self._put("picked", [{"name": name, "lat": lat, "lon": lon} for name, (lat, lon) in places.items()])

    def _put(self, name: str, value: Any) -> None:
        if value != self._state.value(name):
            self._state.put(name, value)
            self._bridge.say()

    # -- what the page says

    def hear(self, name: str, fields: dict[str, Any]) -> bool:
        """Emit what a checked message says of tasks that are on the map; return whether it is about tasks at all."""
        if name not in self._answers:
            return False
        named = (*fields.get("tasks", ()), *([fields["task"]] if "task" in fields else []))
        if all(key in self._state.pins for key in named):
            self._answers[name](**fields)
        return True


def _told(points: Iterable[tuple[float, float]]) -> list[list[float]]:
    """Return points (lon, lat) as the page reads them."""
    return [[round(lat, 5), round(lon, 5)] for lon, lat in points]
