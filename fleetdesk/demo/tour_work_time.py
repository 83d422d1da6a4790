"""The tour's step of the work time: a week of all vehicles, and one of them against the simulator."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.keys import split_key

if TYPE_CHECKING:
    from fleetdesk.app.main import App

APART_S = 5
"""What a day may be apart: the vendor counts whole seconds, and the last one of a day is asked for as its end."""


class WorkTimeSteps:
    """`truth` asks the simulator's control endpoint."""

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]]) -> None:
        self._app, self._truth = app, truth

    async def work_time(self) -> dict[str, Any]:
        """Yesterday of all vehicles is summed; the one that worked longest did so by the simulator's truth."""
        feature = self._app.view.work_time
        pane = feature.pane.built()
        pane.period_row.choose(PeriodKind.YESTERDAY)
        feature.controller.open()
        await until(lambda: pane.sums.rowCount() > 0, _("no work time came"))
        longest = max(pane.sums.shown_items().values(), key=lambda row: row.work_s or 0)
        period = pane.period_row.period()
        hold(period is not None, _("no period is chosen"))
        assert period is not None
        pane.sum_table.show_selection((longest.key,))
        pane.chosen.emit(longest.unit)
        await until(lambda: pane.periods.rowCount() > 0, _("no periods of work came"))
        unit = split_key(longest.unit)[1]
        true = await self._truth("truth/past", object_id=unit, begins=str(period.begins), ends=str(period.ends))
        apart = abs((longest.work_s or 0) - true["work"])
        hold(apart <= APART_S, _("the work time of {vehicle} is not the truth").format(vehicle=longest.name))
        return {
            "vehicles": pane.sums.rowCount(),
            "longest": longest.name,
            "work_s": longest.work_s,
            "truth_s": round(true["work"]),
        }
