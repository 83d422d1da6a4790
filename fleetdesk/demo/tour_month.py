"""The tour's step of the month: the one that is over, with the company's kilometres against the simulator's truth."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.units import UnitKind

if TYPE_CHECKING:
    from fleetdesk.app.main import App

VEHICLES, APART = 10, 0.01
"""So many are gathered, and the part by which kilometres may differ: midnights cut trips, and metres are whole."""


class MonthSteps:
    """`truth` asks the simulator's control endpoint."""

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]]) -> None:
        self._app, self._truth = app, truth

    async def month(self) -> dict[str, Any]:
        """The last month of ten vehicles is gathered; that which drove farthest did so by the simulator."""
        feature = self._app.view.month
        keys = [each.key for each in self._app.store.fleet.values() if each.unit.kind is UnitKind.VEHICLE]
        self._app.store.select(keys[:VEHICLES])
        feature.controller.open()
        feature.pane.built().selected.setChecked(True)
        feature.pane.built().gather.click()
        await until(lambda: feature.controller.month is not None, _("no month came"))
        month = feature.controller.month
        assert month is not None
        farthest = max((each for each in month.units if each.tasks_done is not None), key=lambda each: each.km or 0.0)
        span = {"begins": str(month.period.begins), "ends": str(month.period.ends)}
        true = await self._truth("truth/past", object_id=split_key(farthest.key)[1], **span)
        apart = abs((farthest.km or 0.0) - true["metres"] / 1000)
        hold(
            apart <= APART * true["metres"] / 1000,
            _("the kilometres of {name} are not the truth").format(name=farthest.label),
        )
        told = {"month": month.name, "units": len(month.units), "farthest": farthest.label}
        return {**told, "km": round(farthest.km or 0.0), "truth_km": round(true["metres"] / 1000)}
