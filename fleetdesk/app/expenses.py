"""Build the expenses dock."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _
from fleetdesk.sync.expenses import ExpenseService
from fleetdesk.ui.expenses.controller import ExpensesController
from fleetdesk.ui.expenses.pane import ExpensesPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class ExpensesFeature:
    """The dock and what tests call of it."""

    pane: ExpensesPane
    controller: ExpensesController
    feature: Feature
    service: ExpenseService


def build_expenses(services: Services, look: Look) -> ExpensesFeature:
    """Build the feature."""
    pane = ExpensesPane(look.tokens, look.zone, services.live.now)
    service = ExpenseService(services.providers, services.live.now)
    controller = ExpensesController(pane, service, services.background)
    exports = [
        Export(Menu.FLEET, _("Export the expenses"), lambda: pane.built().table),
        Export(Menu.FLEET, _("Export the sums of expenses"), lambda: pane.built().sum_table),
    ]
    return ExpensesFeature(pane, controller, Feature((pane,), controller.commands(), exports=exports), service)
