"""The tour's step of the reports: ordered by the form, followed until done, with the rows that the server tells."""

from typing import TYPE_CHECKING, Any

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.reports import ReportType
from fleetdesk.ui.reports.rows import ReportRow

if TYPE_CHECKING:
    from fleetdesk.app.main import App


class ReportSteps:
    """Uses the account of vehicles that the tour begins with."""

    def __init__(self, app: "App") -> None:
        self._app = app

    async def reports(self) -> dict[str, Any]:
        """Two reports of countries are ordered, become done, and are compared; the rows are those of the server."""
        feature = self._app.view.reports
        pane = feature.pane.built()
        feature.controller.open()
        for kind in (PeriodKind.YESTERDAY, PeriodKind.SEVEN_DAYS):
            dialog = feature.ordering.ask()
            hold(dialog is not None, _("no account makes reports"))
            assert dialog is not None
            dialog.kind.setCurrentIndex(list(ReportType).index(ReportType.COUNTRIES))
            dialog.period_row.choose(kind)
            dialog.go.click()
        await until(lambda: len(self._done()) == 2, _("the reports were not made"))
        yesterday, week = sorted(self._done(), key=lambda row: row.report.id)
        feature.controller.show_report(yesterday)
        visits = pane.results.visits
        await until(lambda: visits.rowCount() > 0, _("no rows came"))
        provider = self._app.services.providers[yesterday.report.account]
        told = (await provider.call("reports.data", {"id": yesterday.report.id})).values
        shown = [row.visit for row in visits.shown_items().values()]
        hold(len(shown) == len(told) > 0, _("rows are missing"))
        hold(set(shown) == set(told), _("the rows are not those of the server"))
        pane.results.other.setCurrentIndex(pane.results.other.findData(week.key))
        changes = pane.results.differences
        await until(lambda: changes.rowCount() > 0, _("the reports were not compared"))
        return {"rows": len(shown), "km": round(sum(each.distance_km or 0.0 for each in shown), 1)}

    def _done(self) -> list[ReportRow]:
        rows = self._app.view.reports.pane.built().model.shown_items().values()
        return [row for row in rows if row.is_done]
