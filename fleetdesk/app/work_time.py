"""Build the work time dock."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _
from fleetdesk.sync.work_time import WorkTimeService
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature
from fleetdesk.ui.work_time.controller import WorkTimeController
from fleetdesk.ui.work_time.pane import WorkTimePane


@dataclass(frozen=True, slots=True)
class WorkTimeFeature:
    """The dock and what tests call of it."""

    pane: WorkTimePane
    controller: WorkTimeController
    feature: Feature
    service: WorkTimeService


def build_work_time(services: Services, look: Look) -> WorkTimeFeature:
    """Build the feature."""
    pane = WorkTimePane(look.tokens, look.zone, services.live.now)
    service = WorkTimeService(services.providers, services.live.now, look.zone)
    controller = WorkTimeController(pane, service, services.store, services.background)
    exports = [
        Export(Menu.FLEET, _("Export the work time"), lambda: pane.built().sum_table),
        Export(Menu.FLEET, _("Export the periods of work"), lambda: pane.built().period_table),
    ]
    return WorkTimeFeature(pane, controller, Feature((pane,), controller.commands(), exports=exports), service)
