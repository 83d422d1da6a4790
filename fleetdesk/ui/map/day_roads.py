"""The ways by road through the days of selected vehicles, drawn where the router knows them."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QObject, QTimer

from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import Point
from fleetdesk.mapview.pins import DayRoad
from fleetdesk.mapview.task_layer import TaskLayer
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.followed_road import FollowedRoad
from fleetdesk.ui.map.task_pins import MOST_VEHICLES, TaskPins

SOON_MS, AGAIN_MS = 300, 30_000
"""Nothing is asked while somebody walks through the list; strayed vehicles are looked for twice a minute."""


class DayRoads(QObject):
    """Keeps the lines of the days that `pins` numbers. The way to the first task follows its vehicle, the rest stays.

    Both are asked apart, so that a vehicle on the road asks for two points and not for its day.
    """

    def __init__(self, layer: TaskLayer, store: Store, roads: RoadService, pins: TaskPins, parent: QObject) -> None:
        super().__init__(parent)
        self._layer, self._store, self._roads, self._pins = layer, store, roads, pins
        self._first = [FollowedRoad(roads, f"day {number}, first way") for number in range(MOST_VEHICLES)]
        self._soon, self._again = QTimer(self, interval=SOON_MS, singleShot=True), QTimer(self, interval=AGAIN_MS)
        for timer in (self._soon, self._again):
            timer.timeout.connect(self.refresh)
        self._again.start()
        pins.days_changed.connect(self._soon.start)
        roads.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Draw what is known of the ways, and ask for what is not."""
        days: Mapping[str, Sequence[str]] = self._pins.days if self._roads.router is not None else {}
        numbered = enumerate(list(days.items())[:MOST_VEHICLES])
        made = {unit: self._road(number, unit, tasks) for number, (unit, tasks) in numbered}
        for number in range(len(made), MOST_VEHICLES):
            self._first[number].forget()
            self._roads.ask_no_line(_rest(number))
        self._layer.show_day_roads({unit: road for unit, road in made.items() if road.first or road.rest})

    def _road(self, number: int, unit: str, tasks: Sequence[str]) -> DayRoad:
        seen = self._store.fleet.get(unit)
        here, stops = point(seen.position) if seen else None, self._stops(tasks)
        first = self._first[number].line((here, stops[0]) if here and stops else ())
        if len(stops) < 2:
            self._roads.ask_no_line(_rest(number))
            return DayRoad(first, ())
        self._roads.ask_line(_rest(number), stops)
        rest = self._roads.line(stops)
        return DayRoad(first, rest.points if rest else ())

    def _stops(self, tasks: Sequence[str]) -> tuple[Point, ...]:
        places = (point(self._store.tasks.get(key)) for key in tasks)
        return tuple(place for place, _same in groupby(places) if place is not None)


def _rest(number: int) -> str:
    return f"day {number}, rest"
