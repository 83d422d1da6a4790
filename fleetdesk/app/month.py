"""Build the dock of the month."""

from dataclasses import dataclass

from fleetdesk.app.expenses import ExpensesFeature
from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.work_time import WorkTimeFeature
from fleetdesk.base.translation import _
from fleetdesk.sync.month import MonthService, MonthSources
from fleetdesk.ui.month.controller import MonthController
from fleetdesk.ui.month.pane import MonthPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.file_writing import FileWriting
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class MonthFeature:
    """The dock and what tests call of it."""

    pane: MonthPane
    controller: MonthController
    feature: Feature


def build_month(services: Services, look: Look, work_time: WorkTimeFeature, expenses: ExpensesFeature) -> MonthFeature:
    """Build the feature; what the docks of work time and expenses have asked for is not asked for again."""
    live, providers = services.live, services.providers
    pane = MonthPane()
    sources = MonthSources(services.history, work_time.service, expenses.service)
    rules = services.document_rules
    controller = MonthController(
        pane,
        MonthService(providers, sources, lambda: rules.rules, live.now, look.zone),
        services.store,
        live,
        services.background,
        FileWriting(look.long_work, look.notices),
        Printing(services.background, look.long_work, look.notices),
        look.zone,
    )
    exports = [Export(Menu.FLEET, _("Export the month"), lambda: pane.built().table)]
    return MonthFeature(pane, controller, Feature((pane,), controller.commands(), exports=exports))
