"""Everything of a running desk that has no widgets: stores, the outbox, accounts, and the use cases on top of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fleetdesk.api.provider import Provider
from fleetdesk.base.files import OURS, write_whole
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.domain.geo import is_area
from fleetdesk.domain.outbox import Op
from fleetdesk.profile.account_changes import AccountChanges
from fleetdesk.profile.history_opening import history_file
from fleetdesk.profile.outbox_opening import documents_folder, open_outbox_thread
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.session import Session
from fleetdesk.storage.activity_log import ActivityLog
from fleetdesk.storage.cache import CACHE_DB, Cache
from fleetdesk.storage.gazetteer.file import GAZETTEER_DB, GazetteerFile
from fleetdesk.storage.named_json import NamedJson, is_input
from fleetdesk.storage.pending_files import PendingFiles
from fleetdesk.streets.street_finder import StreetFinder
from fleetdesk.streets.street_reading import StreetReading
from fleetdesk.sync.activity import ActivityRecorder
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_service import DocumentService
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.gazetteer import Gazetteer
from fleetdesk.sync.history.service import HistoryService
from fleetdesk.sync.holds import HoldService
from fleetdesk.sync.learnt_estimates import LearntEstimates
from fleetdesk.sync.map_streets import MapStreets
from fleetdesk.sync.missing_documents import MissingDocuments
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.nearby_names import NearbyNames
from fleetdesk.sync.outbox_thread import NoOutbox, OutboxThread
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.server_tasks import ServerTasks
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.sync.transitions import SETTLE_S
from fleetdesk.sync.uploads import Uploads
from fleetdesk.sync.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class Services:
    """What the features are built with. `providers` are the open accounts, and the same mapping for everybody."""

    profile: Profile
    background: Background
    store: Store
    cache: Cache
    providers: dict[str, Provider]
    outbox_thread: OutboxThread | NoOutbox
    outbox_notices: list[str]
    document_store: DocumentStore
    sender: Sender
    uploads: Uploads
    session: Session
    account_changes: AccountChanges
    task_service: TaskService
    document_service: DocumentService
    document_rules: DocumentRules
    missing_documents: MissingDocuments
    area_query: AreaQuery
    server_tasks: ServerTasks
    areas: SavedValues
    templates: SavedValues
    unsaved_input: SavedValues
    pending_files: PendingFiles
    viewer: Viewer
    whereabouts: Whereabouts
    activity: ActivityRecorder
    gazetteer: Gazetteer
    map_streets: MapStreets
    named_places: NamedPlaces
    address_service: AddressService
    roads: RoadService
    history: HistoryService


def build_services(
    profile: Profile,
    background: Background,
    say: Callable[[str], None],
    now: Callable[[], datetime] | None = None,
    settle_s: float = SETTLE_S,
) -> Services:
    """Build all services; `say` is given every sentence that the user must read, `now` is the clock.

    `settle_s` is how many seconds a server may still be busy with a request that nobody waits for any more.
    """
    store = Store(now) if now else Store()
    clock = _seconds(now) if now else None  # without one the senders take the steady clock
    cache, viewer = Cache(profile.folders.cache / CACHE_DB), Viewer()
    providers: dict[str, Provider] = {}
    outbox_thread, outbox_notices = open_outbox_thread(profile.folders)
    documents = DocumentStore(store, documents_folder(profile.folders))
    common, listed = (outbox_thread, providers, background), documents.set_documents
    sender = Sender(*common, store.apply_op, store.apply_task, clock, settle_s=settle_s, listed=listed)
    uploads = Uploads(*common, _to_both(documents, store), listed, say, documents.folder, clock, settle_s)
    rules = DocumentRules(profile.settings.documents)
    holds = HoldService(store, outbox_thread, say, clock or time.time)
    session = Session(profile, store, cache, background, say, holds, providers, (sender, uploads))
    areas = SavedValues(NamedJson(profile.folders.data / "areas.json", _write, is_area))
    templates = SavedValues(NamedJson(profile.folders.data / "templates.json", _write))
    known = GazetteerFile(profile.folders.data / GAZETTEER_DB)
    gazetteer = Gazetteer(store, known, providers, templates, areas, background)
    return Services(
        profile=profile,
        background=background,
        store=store,
        cache=cache,
        providers=providers,
        outbox_thread=outbox_thread,
        outbox_notices=outbox_notices,
        document_store=documents,
        sender=sender,
        uploads=uploads,
        session=session,
        account_changes=AccountChanges(session),
        task_service=TaskService(store, outbox_thread, sender, uploads),
        document_service=DocumentService(store, documents, outbox_thread, sender, uploads, providers),
        document_rules=rules,
        missing_documents=MissingDocuments(store, documents, providers, rules),
        area_query=AreaQuery(store, providers, background),
        server_tasks=ServerTasks(providers),
        areas=areas,
        templates=templates,
        unsaved_input=SavedValues(NamedJson(profile.folders.data / "unsaved.json", _write, is_input)),
        pending_files=PendingFiles(profile.folders.data / "tray.json", _write),
        viewer=viewer,
        whereabouts=Whereabouts(NearbyNames(gazetteer, known, StreetFinder, background)),
        activity=ActivityRecorder(store, _activity_log(profile), background),
        gazetteer=gazetteer,
        map_streets=MapStreets(gazetteer, known, background, StreetReading, store.now),
        named_places=NamedPlaces(store, providers, background),
        address_service=AddressService(),
        roads=_roads(store, cache, background),
        history=HistoryService(history_file(profile), providers, store.now),
    )


def _roads(store: Store, cache: Cache, background: Background) -> RoadService:
    """Return the ways by road, with estimates as the fleet's own finished tasks have taught."""
    learnt = LearntEstimates(store, cache, background)
    roads = RoadService(background, estimate_of=learnt.way_of)
    learnt.changed.connect(roads.changed)
    return roads


def _activity_log(profile: Profile) -> ActivityLog:
    return ActivityLog(profile.folders.data / "activity.db", profile.settings.activity_days)


def _to_both(documents: DocumentStore, store: Store) -> Callable[[Op], None]:
    """Return the function that gives the write of a document to both stores."""

    def apply_op(op: Op) -> None:
        documents.apply_op(op)
        store.apply_op(op)

    return apply_op


def _seconds(now: Callable[[], datetime]) -> Callable[[], float]:
    return lambda: now().timestamp()


def _write(path: Path, text: str) -> None:
    write_whole(path, text, OURS)
