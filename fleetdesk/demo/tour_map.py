"""The tour's steps on the map: the streets of a town, and a task opened by its pin."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor

from fleetdesk.base.translation import _
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.located import place_of
from fleetdesk.domain.tasks import Task
from fleetdesk.mapview.pins import HEAD_PX
from fleetdesk.ui.widgets.theme import DARK, LIGHT

if TYPE_CHECKING:
    from fleetdesk.app.main import App

NEAR_ZOOM = 11
TOWN, TOWN_ZOOM, LEAST_PIXELS = (58.3780, 26.7290), 15, 300  # Tartu, near enough for names of streets


class MapSteps:
    """`click` presses a share of the map, `move` waits until it rests, `until` until something is so."""

    def __init__(
        self,
        app: "App",
        click: Callable[[tuple[float, float]], Awaitable[None]],
        move: Callable[[Callable[[], None]], Awaitable[None]],
        until: Callable[[Callable[[], bool], str], Awaitable[None]],
    ) -> None:
        self._app, self._click, self._move, self._until = app, click, move, until

    async def streets(self) -> dict[str, Any]:
        """A town with its streets, their names and houses, out of the demo's own map file."""
        map_ = self._app.view.map.pane.map
        await self._move(lambda: map_.center_on(*TOWN, TOWN_ZOOM))
        await self._until(lambda: map_.streets.are_here, _("there is no street map"))
        await self._until(lambda: self._street_pixels() > LEAST_PIXELS, _("no street is drawn"))
        return {"pixels_of_streets": self._street_pixels()}

    def _street_pixels(self) -> int:
        """How many of every fourth pixel of the map have the colour of a street, light or dark."""
        picture = self._app.view.map.pane.map.grab().toImage()
        roads = {QColor(each.road).rgb() for each in (LIGHT, DARK)}
        places = ((x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2))
        return sum(picture.pixel(x, y) in roads for x, y in places)

    def _task_alone(self) -> Task:
        """Return a task with a vehicle whose pin lies on no other's, and whose place is not a vehicle's either."""
        unfinished = [task for task in self._app.store.task_store.unfinished.values() if place_of(task)]
        positions = [seen.position for seen in self._app.store.fleet.values()]
        taken = [place for each in (*unfinished, *positions) if (place := place_of(each))]
        given = [task for task in unfinished if task.unit]
        return max(given, key=lambda task: _room(place_of(task) or (0.0, 0.0), taken))

    async def pins(self) -> dict[str, Any]:
        """A press on the pin of a task opens it; the day of its vehicle is a line through numbered pins."""
        store, view = self._app.store, self._app.view
        map_, form = view.map.pane.map, view.tasks.form
        task = self._task_alone()
        view.tasks.controller.open(None)
        store.select([unit_key(task.account, task.unit or "")])
        lat, lon = place_of(task) or (0.0, 0.0)
        await self._move(lambda: map_.center_on(lat, lon, NEAR_ZOOM))
        await self._click((0.5, 0.5 - HEAD_PX / map_.height()))
        await self._until(lambda: form.task is not None and form.task.key == task.key, _("the pin opened no task"))
        await self._move(lambda: map_.center_on(lat, lon, NEAR_ZOOM))
        return {"task": task.name, "pins": len(tuple(map_.tasks.keys))}


def _room(place: tuple[float, float], taken: Sequence[tuple[float, float]]) -> float:
    """Return how far the nearest other taken place is, in degrees; 0 where another one is the same."""
    away = sorted(abs(place[0] - lat) + abs(place[1] - lon) for lat, lon in taken)
    return away[1] if len(away) > 1 else 1.0
