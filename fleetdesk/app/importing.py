"""Build the import of tasks and the export of tables."""

from PySide6.QtWidgets import QApplication

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.ui.activity.pane import ActivityPane
from fleetdesk.ui.documents.pane import DocumentsPane
from fleetdesk.ui.fuel.pane import FuelPane
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.importing.controller import ImportController
from fleetdesk.ui.outbox.pane import OutboxPane
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.undo import Undo
from fleetdesk.ui.vehicles.pane import VehiclesPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.window.feature import Feature


def build_importing(
    services: Services,
    look: Look,
    vehicles: VehiclesPane,
    tasks: TasksPane,
    outbox: OutboxPane,
    activity: ActivityPane,
    documents: DocumentsPane,
    history: HistoryPane,
    fuel: FuelPane,
    undo: Undo,
) -> tuple[ImportController, Feature]:
    """Build the feature."""
    tables = (
        (Menu.TASKS, _("Export the task list"), tasks.table),
        (Menu.TASKS, _("Export the outbox"), outbox.table),
        (Menu.TASKS, _("Export the activity"), activity.table),
        (Menu.TASKS, _("Export the documents"), documents.table),
        (Menu.FLEET, _("Export the vehicle list"), vehicles.table),
        (Menu.FLEET, _("Export the history"), history.table),
        (Menu.FLEET, _("Export the fuel levels"), fuel.level_table),
        (Menu.FLEET, _("Export the fuel changes"), fuel.event_table),
    )
    controller = ImportController(
        tables,
        services.store,
        services.task_service,
        services.server_tasks,
        services.background,
        look.long_work,
        look.notices,
        look.tokens,
        look.zone,
        look.layout,
        undo.say_done,
        AddressPlacing(services.gazetteer, services.address_service),
    )
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(controller.note_focus)
    return controller, Feature(commands=controller.commands())
