"""Build the documents dock and the dossier."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.base.translation import _
from fleetdesk.ui.documents.controller import DocumentsController
from fleetdesk.ui.documents.dossiers import Dossiers
from fleetdesk.ui.documents.drag_out import DocumentDragOut
from fleetdesk.ui.documents.pane import DocumentsPane
from fleetdesk.ui.documents.thumbnails import DocumentTools, Thumbnails
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class DocumentsFeature:
    """The dock and what others call of it."""

    pane: DocumentsPane
    controller: DocumentsController
    drag_out: DocumentDragOut
    dossiers: Dossiers
    feature: Feature


def build_documents(services: Services, look: Look, tasks: TasksFeature) -> DocumentsFeature:
    """Build the feature; it shows the documents of the task that is open."""
    store, documents, background = services.live, services.document_store, services.background
    tools = DocumentTools(documents, Thumbnails(services.viewer, background))
    drag_out = DocumentDragOut(documents, background, services.profile.folders.cache / "out")
    pane = DocumentsPane(store, tools, look.tokens, look.zone, services.document_service.paused, drag_out)
    controller = DocumentsController(
        pane, services.document_service, store, background, look.long_work, look.notices, tasks.undo.say_done
    )
    dossiers = Dossiers(
        lambda: tasks.form.task, store, documents, services.viewer, look.long_work, look.notices, look.zone
    )
    tasks.form.task_shown.connect(pane.show_task)
    tasks.form.slots.slot_wanted.connect(lambda _: pane.bring_up())
    return DocumentsFeature(
        pane,
        controller,
        drag_out,
        dossiers,
        Feature((pane,), exports=[Export(Menu.TASKS, _("Export the documents"), lambda: pane.table)]),
    )
