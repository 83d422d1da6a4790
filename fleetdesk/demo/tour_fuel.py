"""The tour's step of fuel: a drop of the last weeks is found in the level, its case opened, against the simulator."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.demo.tour_desk import until
from fleetdesk.demo.tour_pictures import save_over
from fleetdesk.domain.fuel.levels import Change
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.keys import split_key
from fleetdesk.ui.fuel.case_dialog import CaseDialog
from fleetdesk.ui.fuel.rows import EventRow

if TYPE_CHECKING:
    from fleetdesk.app.main import App

PERIOD, LITRES_PART, APART_S = timedelta(days=6), 0.15, 3600.0
"""How far back a drop is looked for, and how far the found one may be from the truth."""


class FuelSteps:
    """`truth` asks the simulator's control endpoint."""

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]], pictures: Path) -> None:
        self._app, self._truth, self._pictures = app, truth, pictures

    async def fuel_case(self) -> dict[str, Any]:
        """The fuel of a vehicle that lost some, its drop in the list, and the case of that on one page."""
        key, drop = await self._robbed()
        fuel = self._app.view.fuel
        fuel.controller.open(key)
        fuel.pane.built().period_row.choose(PeriodKind.SEVEN_DAYS)
        await until(lambda: self._row(drop["at"]) is not None, _("the drop is not in the list"))
        row = self._row(drop["at"])
        assert row is not None
        fuel.pane.built().event_table.show_selection((row.number,))
        fuel.pane.built().case_wanted.emit(row)
        await until(lambda: self._dialog() is not None, _("no case was opened"))
        dialog = self._dialog()
        assert dialog is not None
        await save_over(self._app.window, dialog, self._pictures / "18a-fuel-case.png")
        dialog.close()
        return _compared(row, drop["litres"])

    async def _robbed(self) -> tuple[str, dict[str, float]]:
        """Return a vehicle that lost fuel in the last days, by the simulator's truth, with its last drop."""
        now = self._app.store.now()
        begins, ends = (now - PERIOD).timestamp(), now.timestamp() - APART_S
        for key, seen in self._app.store.fleet.items():
            if seen.unit.fuel_measure is not None:
                query = {"object_id": split_key(key)[1], "begins": str(begins), "ends": str(ends)}
                drops = (await self._truth("truth/past", **query))["drops"]
                if drops:
                    return key, drops[-1]
        raise FleetError(_("no vehicle lost fuel in the last days"))

    def _row(self, at: float) -> EventRow | None:
        rows = self._app.view.fuel.pane.built().events.shown_items().values()
        drops = (row for row in rows if row.event.change is Change.DROP)
        return next((row for row in drops if abs(row.event.begins.timestamp() - at) <= APART_S), None)

    def _dialog(self) -> CaseDialog | None:
        shown = self._app.window.findChildren(CaseDialog)
        return next((each for each in shown if each.isVisible()), None)


def _compared(row: EventRow, true: float) -> dict[str, Any]:
    """Return the figures; FleetError where the drop is not the simulator's own."""
    told = abs(row.event.litres or 0.0)
    if abs(told - true) > LITRES_PART * true + 2:
        raise FleetError(_("the drop is not what was taken"))
    return {"vehicle": row.label, "litres": told, "true_litres": true}
