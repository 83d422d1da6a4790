"""Build the activity dock."""

from fleetdesk.app.documents import DocumentsFeature
from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.base.translation import _
from fleetdesk.ui.activity.controller import ActivityController, Openers
from fleetdesk.ui.activity.pane import ActivityPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


def build_activity(
    services: Services, look: Look, vehicles: VehiclesFeature, tasks: TasksFeature, documents: DocumentsFeature
) -> tuple[ActivityPane, Feature]:
    """Build the feature; a line opens its task, document or vehicle in the other features' docks."""
    recorder = services.activity
    pane = ActivityPane(recorder.activities, look.zone)
    recorder.added.connect(pane.add)

    def open_account(account: str) -> None:
        services.store.select(key for key, seen in services.store.fleet.items() if seen.unit.account == account)
        vehicles.pane.bring_up()

    openers = Openers(tasks.controller.show_key, documents.pane.bring_up, open_account)
    controller = ActivityController(pane, services.store, openers, look.notices)
    return pane, Feature(
        (pane,),
        controller.commands(),
        exports=[Export(Menu.TASKS, _("Export the activity"), lambda: pane.built().table)],
    )
