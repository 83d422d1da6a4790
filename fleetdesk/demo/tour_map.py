"""The tour's step on the map: a task is opened by its pin."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from fleetdesk.base.translation import _
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.tasks import place_of
from fleetdesk.mapview.pins import HEAD_PX

if TYPE_CHECKING:
    from fleetdesk.app.main import App

NEAR_ZOOM = 11


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

    async def pins(self) -> dict[str, Any]:
        """A press on the pin of a task opens it; the day of its vehicle is a line through numbered pins."""
        store, view = self._app.store, self._app.view
        map_, form = view.map.pane.map, view.tasks.form
        task = next(each for each in store.task_store.unfinished.values() if each.unit and place_of(each))
        view.tasks.controller.open(None)
        store.select([unit_key(task.account, task.unit or "")])
        lat, lon = place_of(task) or (0.0, 0.0)
        await self._move(lambda: map_.center_on(lat, lon, NEAR_ZOOM))
        await self._click((0.5, 0.5 - HEAD_PX / map_.height()))
        await self._until(lambda: form.task is not None and form.task.key == task.key, _("the pin opened no task"))
        await self._move(lambda: map_.center_on(lat, lon, NEAR_ZOOM))
        return {"task": task.name, "pins": len(tuple(map_.tasks.keys))}
