"""The tour's steps of a desk turned back: a recorded minute against the simulator, nothing can be changed; and back."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.located import place_of
from fleetdesk.domain.units import UnitKind

if TYPE_CHECKING:
    from fleetdesk.app.main import App

LEAST_ALIKE, APART_M = 5, 1000.0
"""So many vehicles have to be where the simulator had them, within what one does between two polls."""


class BackInTimeSteps:
    """`truth` asks the simulator's control endpoint."""

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]]) -> None:
        self._app, self._truth = app, truth

    async def back_in_time(self) -> dict[str, Any]:
        """The desk shows the last recorded minute, says so, and refuses a change."""
        controller, store = self._app.view.back_in_time.controller, self._app.store
        controller.open()
        await until(lambda: not controller.bar.isHidden(), _("nothing is recorded"))
        QTest.mouseClick(controller.bar.steps[3], Qt.MouseButton.LeftButton)
        await until(lambda: self._app.window.windowTitle() != "FleetDesk", _("the desk is not turned back"))
        past = store.past
        hold(past is not None, _("the desk is not turned back"))
        assert past is not None
        alike = await self._alike(past.timestamp())
        hold(alike >= LEAST_ALIKE, _("the desk does not show where the vehicles were"))
        refused = await self._refused()
        hold(bool(refused), _("the past can be changed"))
        return {
            "shows": self._app.window.windowTitle(),
            "minutes": len(controller.minutes),
            "as_the_simulator": alike,
            "tasks": len(store.tasks),
            "refuses": refused,
        }

    async def now(self) -> dict[str, Any]:
        """Esc brings back what is live."""
        controller = self._app.view.back_in_time.controller
        QTest.keyClick(controller.bar.slider, Qt.Key.Key_Escape)
        await until(lambda: self._app.window.windowTitle() == "FleetDesk", _("Esc does not bring the live desk back"))
        return {"live": len(self._app.store.fleet)}

    async def _refused(self) -> str:
        """Return why a task cannot be changed; empty where it can."""
        task = next(iter(self._app.store.tasks.values()), None)
        if task is None:
            return ""
        try:
            await self._app.services.task_service.edit(task, {"notes": "then"})
        except UsageError as error:
            return str(error)
        return ""

    async def _alike(self, at: float) -> int:
        """Return how many vehicles of the desk are where the simulator had them."""
        rows = (await self._truth("truth/positions", at=str(at)))["positions"]
        true = {row["object_id"]: (row["lon"], row["lat"]) for row in rows if row["lat"] is not None}
        shown = [
            (seen.unit.id, place)
            for seen in self._app.store.fleet.values()
            if seen.unit.kind is UnitKind.VEHICLE and (place := place_of(seen.position))
        ]
        return sum(unit in true and distance_m((lon, lat), true[unit]) <= APART_M for unit, (lat, lon) in shown)
