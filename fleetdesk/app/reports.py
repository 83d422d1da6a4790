"""Build the reports dock."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.places import PlacesFeature
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _
from fleetdesk.ui.reports.controller import ReportsController, label_of
from fleetdesk.ui.reports.ordering import ReportOrdering
from fleetdesk.ui.reports.pane import ReportsPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class ReportsFeature:
    """The dock, the orders of new reports, and what tests call of them."""

    pane: ReportsPane
    controller: ReportsController
    ordering: ReportOrdering
    feature: Feature


def build_reports(services: Services, look: Look, places: PlacesFeature) -> ReportsFeature:
    """Build the feature; reports are of now, whatever moment the desk shows.

    The menu of a place asks for one of it alone.
    """
    live, background = services.live, services.background
    pane = ReportsPane(look.tokens, look.zone, lambda key: label_of(live, key))
    controller = ReportsController(pane, services.reports, services.named_places, live, background, look.zone)
    ordering = ReportOrdering(
        pane, pane.window, services.creations, services.named_places, live, background, look.notices,
        look.zone, controller.name_of,
    )  # fmt: skip
    places.controller.report_wanted.connect(ordering.ask_about)
    exports = [
        Export(Menu.FLEET, _("Export the reports"), lambda: pane.built().table),
        Export(Menu.FLEET, _("Export the rows of the report"), lambda: pane.built().results.visit_table),
        Export(Menu.FLEET, _("Export the changes between reports"), lambda: pane.built().results.difference_table),
    ]
    return ReportsFeature(pane, controller, ordering, Feature((pane,), controller.commands(), exports=exports))
