"""The tour's step of what happened: one vehicle's yesterday, on strip, list, map and charts, against the simulator."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.history.parts import PartKind
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.motion import State
from fleetdesk.domain.units import UnitKind
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.history.rows import HistoryRow

if TYPE_CHECKING:
    from fleetdesk.app.main import App

KM_PART, SECONDS_A_TRIP = 0.01, 6.0
"""How far figures may be from the truth: a share of the kilometres, seconds for each trip."""


class HistorySteps:
    """`truth` asks the simulator's control endpoint."""

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]]) -> None:
        self._app, self._truth = app, truth

    async def history(self) -> dict[str, Any]:
        """H for a vehicle that moves, yesterday, its longest trip chosen on the list, a moment of it on the charts."""
        view = self._app.view
        pane = view.history.pane.built()
        pane.period_row.choose(PeriodKind.YESTERDAY)
        period = pane.period_row.period()
        assert period is not None
        span = {"begins": str(period.begins), "ends": str(period.ends)}
        key, truth = await self._driven(span)
        self._app.store.select([key])
        view.history.controller.open_selected()
        await until(lambda: self._is_shown(period.begins), _("no history came"))
        longest = max(self._trips(), key=lambda row: row.part.km or 0.0)
        pane.table.selectRow(pane.model.row(longest.number) or 0)
        await until(lambda: view.map.pane.map.track.is_shown, _("no track is on the map"))
        await self._chart(pane, longest)
        return self._compared(truth, pane.shown_totals)

    async def _chart(self, pane: HistoryPane, row: HistoryRow) -> None:
        """Open the charts and point at the middle of a trip."""
        pane.charts_button.click()
        await until(lambda: pane.charts.is_drawn, _("no chart is drawn"))
        pane.charts.point((row.part.begins + row.part.ends) / 2)
        track = self._app.view.map.pane.map.track
        await until(lambda: track.is_marked, _("the moment is not on the map"))

    async def _driven(self, span: dict[str, str]) -> tuple[str, dict[str, Any]]:
        """Return a vehicle that moves and drove in the span, with the truth of that; yesterday may be a day off."""
        fleet = self._app.store.fleet
        vehicles = [(key, seen) for key, seen in fleet.items() if seen.unit.kind is UnitKind.VEHICLE]
        for key, seen in vehicles:
            if seen.motion.state is State.MOVING and seen.placed:
                truth = await self._truth("truth/past", object_id=split_key(key)[1], **span)
                if truth["trips"]:
                    return key, truth
        raise FleetError(_("no vehicle that moves drove yesterday"))

    def _is_shown(self, begins: float) -> bool:
        trips = self._trips()
        return bool(trips) and trips[0].part.begins < begins + 86_400

    def _trips(self) -> list[HistoryRow]:
        rows = self._app.view.history.pane.built().model.shown_items().values()
        return [row for row in rows if row.part.kind is PartKind.TRIP]

    def _compared(self, truth: dict[str, Any], told: Totals) -> dict[str, Any]:
        """Return the figures; FleetError where they are not the simulator's own."""
        km, apart_s = truth["metres"] / 1000, SECONDS_A_TRIP * max(truth["trips"], 1)
        sound = (
            told.trips == truth["trips"]
            and told.litres == truth["litres"]
            and abs((told.km or 0.0) - km) <= KM_PART * km + 0.5
            and abs((told.driving_s or 0.0) - truth["driving"]) <= apart_s
            and abs((told.idling_s or 0.0) - truth["idling"]) <= apart_s
        )
        if not sound:
            raise FleetError(_("the history is not what the vehicle did"))
        return {"km": told.km, "true_km": round(km, 2), "trips": told.trips, "litres": told.litres}
