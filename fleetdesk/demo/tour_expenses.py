"""The tour's step of the expenses: a week of the company by vehicle, against all pages of the server."""

from typing import TYPE_CHECKING, Any

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.expenses import ExpenseGrouping
from fleetdesk.domain.history.periods import PeriodKind

if TYPE_CHECKING:
    from fleetdesk.app.main import App

ACCOUNT, FIRST_PAGE, COUNT = "VEZMA", "-1", 50


class ExpenseSteps:
    """Uses the account that the tour has added before."""

    def __init__(self, app: "App") -> None:
        self._app = app

    async def expenses(self) -> dict[str, Any]:
        """Seven days are summed by vehicle; the sum is that of the server's own pages."""
        feature = self._app.view.expenses
        pane = feature.pane.built()
        pane.period_row.choose(PeriodKind.SEVEN_DAYS)
        pane.grouping.setCurrentIndex(list(ExpenseGrouping).index(ExpenseGrouping.VEHICLE))
        feature.controller.open()
        await until(lambda: pane.sums.rowCount() > 0, _("no expenses came"))
        shown = pane.sums.shown_items().values()
        total, period = sum(row.cost or 0.0 for row in shown), pane.period_row.period()
        assert period is not None
        true = await self._spent(period)
        hold(abs(total - true) < 0.01, _("the sum of expenses is not that of the server"))
        return {"vehicles": len(shown), "expenses": pane.expenses.rowCount(), "cost": round(total, 2)}

    async def _spent(self, period: Span) -> float:
        """Return what was spent in a period by the vendor's own rows, asked page by page."""
        provider, cursor = self._app.services.providers[ACCOUNT], FIRST_PAGE
        spent = 0.0
        while True:
            answered = await provider.call("expenses.list", {"count": COUNT, "cursor": cursor})
            dated = [(each.spent_at.timestamp(), each.cost) for each in answered.values]
            spent += sum(float(cost) for at, cost in dated if period.begins <= at < period.ends)
            if not dated or answered.next_cursor is None or min(dated)[0] < period.begins:
                return spent
            cursor = answered.next_cursor
