"""Build the outbox dock."""

from fleetdesk.app.documents import DocumentsFeature
from fleetdesk.app.look import Look
from fleetdesk.app.places import PlacesFeature
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import ORDER_ANEW, PLACE_KINDS, Op
from fleetdesk.ui.outbox.controller import OutboxController
from fleetdesk.ui.outbox.pane import OutboxPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


def build_outbox(
    services: Services, look: Look, tasks: TasksFeature, documents: DocumentsFeature, places: PlacesFeature
) -> tuple[OutboxPane, OutboxController, Feature]:
    """Build the feature; a write opens the task that it is about, or the place that it makes."""
    service = services.task_service
    pane = OutboxPane(services.live, look.tokens, look.zone, service.paused)
    cancel = documents.controller.cancel
    controller = OutboxController(pane, service, services.background, look.notices, cancel)

    def open_task(op: Op) -> None:
        if op.kind in PLACE_KINDS:
            places.creating.edit(op)
        elif op.of_creation:
            look.notices.say(ORDER_ANEW)
        if op.of_document:
            documents.pane.bring_up()
        if op.key in services.store.tasks:
            tasks.controller.show_key(op.key)

    controller.opened.connect(open_task)
    places.controller.outbox_wanted.connect(pane.bring_up)
    return (
        pane,
        controller,
        Feature(
            (pane,),
            controller.commands(),
            exports=[Export(Menu.TASKS, _("Export the outbox"), lambda: pane.built().table)],
        ),
    )
