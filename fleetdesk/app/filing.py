"""Build what makes documents of dropped files."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from fleetdesk.app.documents import DocumentsFeature
from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.profile.settings import MB
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.filing.controller import FilingController
from fleetdesk.ui.filing.drop_targets import DropPlace, DropTargets, task_of_unit
from fleetdesk.ui.filing.file_stager import FileStager
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.window.feature import Feature
from fleetdesk.ui.window.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class FilingFeature:
    """The filing panel's controller."""

    controller: FilingController
    feature: Feature


def build_filing(services: Services, look: Look, tasks: TasksFeature, documents: DocumentsFeature) -> FilingFeature:
    """Build the feature; the slots of a task and the documents dock ask for files."""
    store = services.live
    profile = services.profile

    def largest() -> int:
        return round(profile.settings.largest_document_mb * MB)

    stager = FileStager(store, services.viewer, services.document_store.folder, largest, look.zone)
    controller = FilingController(
        documents.pane,
        lambda: tasks.form.task_key,
        store,
        services.document_service,
        stager,
        services.pending_files,
        services.background,
        look.notices,
        tasks.undo.say_done,
    )
    documents.pane.add_wanted.connect(controller.choose)
    tasks.form.slots.slot_wanted.connect(controller.choose)
    return FilingFeature(controller, Feature(commands=controller.commands()))


def build_drop_targets(
    window: MainWindow,
    services: Services,
    look: Look,
    vehicles: VehiclesFeature,
    map_: MapFeature,
    tasks: TasksFeature,
    board: BoardPane,
    documents: DocumentsFeature,
    filing: FilingFeature,
) -> DropTargets:
    """Accept files on rows, bars, lanes, the map, the open task, and anywhere else in the window."""
    store, shown = services.store, documents.pane
    places = [
        DropPlace(tasks.pane.table.viewport(), lambda place: _row(tasks.pane.table, place)),
        DropPlace(tasks.form, lambda _: tasks.form.task_key),
        DropPlace(shown, lambda _: "" if shown.everything else shown.task_key),
        DropPlace(board.view.viewport(), lambda place: _on_board(store, board, place)),
        DropPlace(map_.pane.map, lambda place: _on_map(store, map_.pane.map, place)),
        DropPlace(vehicles.pane.table.viewport(), lambda place: task_of_unit(store, _row(vehicles.pane.table, place))),
    ]
    made = DropTargets(window, places, tasks.form, store, look.tokens)
    window.inside_built.connect(made.watch_editors)
    made.taken.connect(filing.controller.take)
    made.refused.connect(look.notices.say)
    return made


def _row(table: Table, place: QPointF) -> str:
    return table.rows.key(table.rowAt(round(place.y()))) or ""


def _on_map(store: Store, view: MapWidget, place: QPointF) -> str:
    at = place.toPoint()
    return view.task_at(at) or task_of_unit(store, view.unit_at(at) or "")


def _on_board(store: Store, board: BoardPane, place: QPointF) -> str:
    hit = board.view.geometry_.hit(place)
    if hit is None:
        return ""
    return hit.bar.key if hit.bar else task_of_unit(store, hit.lane.key)
