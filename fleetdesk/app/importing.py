"""Build the import of tasks and the export of tables."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.ui.importing.controller import ImportController
from fleetdesk.ui.tasks.undo import Undo
from fleetdesk.ui.widgets.list_printing import ListPrinter
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.window.feature import Feature


def build_importing(
    services: Services, look: Look, others: Sequence[Feature], undo: Undo
) -> tuple[ImportController, Feature]:
    """Build the feature; it exports the tables of the `others`."""
    controller = ImportController(
        [each for feature in others for each in feature.exports],
        services.live,
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
        ListPrinter(
            Printing(services.background, look.long_work, look.notices),
            look.notices,
            look.long_work,
            services.live.now,
            look.zone,
        ),
    )
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(controller.note_focus)
    return controller, Feature(commands=controller.commands())
