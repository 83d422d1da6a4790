"""Everything of a running desk that has no widgets: stores, the outbox, accounts, and the use cases on top of them."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from fleetdesk.api.provider import Provider
from fleetdesk.base.files import OURS, write_whole
from fleetdesk.documents.decoder_client import Viewer
from fleetdesk.domain.geo import is_area
from fleetdesk.domain.history.records import Report
from fleetdesk.domain.outbox import Op
from fleetdesk.domain.recording.moment_words import moment_words
from fleetdesk.domain.units import VehicleEvent
from fleetdesk.profile.account_changes import AccountChanges
from fleetdesk.profile.history_opening import history_file
from fleetdesk.profile.outbox_opening import documents_folder, open_outbox_thread
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.recording_opening import recording_file
from fleetdesk.profile.session import Session
from fleetdesk.storage.activity_log import ActivityLog
from fleetdesk.storage.cache import CACHE_DB, Cache
from fleetdesk.storage.gazetteer.file import GAZETTEER_DB, GazetteerFile
from fleetdesk.storage.named_json import NamedJson, is_input
from fleetdesk.storage.pending_files import PendingFiles
from fleetdesk.storage.report_rows import REPORTS_DB, ReportRowsFile
from fleetdesk.streets.street_finder import StreetFinder
from fleetdesk.streets.street_reading import StreetReading
from fleetdesk.sync.activity import ActivityRecorder
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.back_in_time import BackInTime
from fleetdesk.sync.background import Background
from fleetdesk.sync.creation_service import CreationService
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_service import DocumentService
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.drivers.roster import Roster
from fleetdesk.sync.gazetteer import Gazetteer
from fleetdesk.sync.history.service import HistoryService
from fleetdesk.sync.history.visits import VisitService
from fleetdesk.sync.holds import HoldService
from fleetdesk.sync.learnt_estimates import LearntEstimates
from fleetdesk.sync.map_streets import MapStreets
from fleetdesk.sync.missing_documents import MissingDocuments
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.nearby_names import NearbyNames
from fleetdesk.sync.order_following import OrderFollowing
from fleetdesk.sync.recorder import Recorder
from fleetdesk.sync.reports import Reports
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.server_tasks import ServerTasks
from fleetdesk.sync.shown_store import ShownStore
from fleetdesk.sync.store import Store
from fleetdesk.sync.task_service import TaskService
from fleetdesk.sync.transitions import SETTLE_S
from fleetdesk.sync.uploads import Uploads
from fleetdesk.sync.whereabouts import Whereabouts

UTC = ZoneInfo("UTC")


class Services:
    """What the features are built with. `providers` are the open accounts, and the same mapping for everybody."""

    def __init__(
        self,
        profile: Profile,
        background: Background,
        say: Callable[[str], None],
        now: Callable[[], datetime] | None = None,
        settle_s: float = SETTLE_S,
        zone: ZoneInfo = UTC,
    ) -> None:
        """Build all services; `say` is given every sentence that the user must read, `now` is the clock.

        `live` is the store of what is now, `store` what the desk shows: the same, or the past in its place. `zone` is
        the company's.

        `settle_s` is how many seconds a server may still be busy with a request that nobody waits for any more.
        """
        data = profile.folders.data
        clock = _seconds(now) if now else None  # without one the senders take the steady clock
        self.profile, self.background = profile, background
        live = self.live = Store(now) if now else Store()
        self.store = ShownStore(live)
        self.recorder = Recorder(live, recording_file(profile), background, _names(profile), on=_records(profile))
        self.back_in_time = BackInTime(self.store, self.recorder, background, partial(moment_words, zone=zone))
        check = self.back_in_time.refuse_in_the_past
        self.cache, self.viewer = Cache(profile.folders.cache / CACHE_DB), Viewer()
        self.providers: dict[str, Provider] = {}
        self.outbox_thread, self.outbox_notices = open_outbox_thread(profile.folders)
        self.document_store = documents = DocumentStore(live, documents_folder(profile.folders))
        common, listed = (self.outbox_thread, self.providers, background), documents.set_documents
        told = live.apply_op, live.apply_task
        self.sender = Sender(*common, *told, clock, settle_s=settle_s, listed=listed, made=self._take_made)
        both, folder = _to_both(documents, live), documents.folder
        self.uploads = Uploads(*common, both, listed, say, folder, clock, settle_s)
        writes = self.outbox_thread, self.sender, self.uploads
        holds = HoldService(live, self.outbox_thread, say, clock or time.time)
        both_senders = self.sender, self.uploads
        self.session = Session(profile, live, self.cache, background, say, holds, self.providers, both_senders)
        self.account_changes = AccountChanges(self.session)
        self.task_service = TaskService(live, *writes, check=check)
        self.creations = CreationService(live, *writes, providers=self.providers, check=check)
        self.document_service = DocumentService(live, documents, *writes, self.providers, check)
        self.document_rules = DocumentRules(profile.settings.documents)
        self.missing_documents = MissingDocuments(live, documents, self.providers, self.document_rules)
        self.area_query = AreaQuery(self.store, self.providers, background)
        self.server_tasks = ServerTasks(self.providers)
        self.areas = SavedValues(NamedJson(data / "areas.json", _write, is_area))
        self.templates = SavedValues(NamedJson(data / "templates.json", _write))
        self.unsaved_input = SavedValues(NamedJson(data / "unsaved.json", _write, is_input))
        self.pending_files = PendingFiles(data / "tray.json", _write)
        self.activity = ActivityRecorder(live, _activity_log(profile), background)
        known = GazetteerFile(data / GAZETTEER_DB)
        self.gazetteer = Gazetteer(live, known, self.providers, self.templates, self.areas, background)
        self.whereabouts = Whereabouts(NearbyNames(self.gazetteer, known, StreetFinder, background))
        self.map_streets = MapStreets(self.gazetteer, known, background, StreetReading, live.now)
        self.named_places = NamedPlaces(live, self.providers, background)
        self.reports = Reports(live, self.providers, background, ReportRowsFile(data / REPORTS_DB), say)
        self.roster = Roster(live, self.providers, background)
        self.orders, self.address_service = OrderFollowing(self.providers, background), AddressService()
        self.roads = _roads(live, self.cache, background)
        self.history, self.visits = _past(profile, self.providers, live.now)

    def _take_made(self, account: str, made: object) -> None:
        """Show what a server has made, and follow an order until its device has it and a report until it is done."""
        if isinstance(made, VehicleEvent):
            self.orders.follow(made)
        elif isinstance(made, Report):
            self.reports.take(made)
        else:
            self.named_places.take(account, made)


def _roads(store: Store, cache: Cache, background: Background) -> RoadService:
    """Return the ways by road, with estimates as the fleet's own finished tasks have taught."""
    learnt = LearntEstimates(store, cache, background)
    roads = RoadService(background, estimate_of=learnt.way_of)
    learnt.changed.connect(roads.changed)
    return roads


def _names(profile: Profile) -> Callable[[], list[str]]:
    return lambda: [each.name for each in profile.settings.accounts]


def _records(profile: Profile) -> bool:
    return profile.settings.recording_days > 0


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


def _past(
    profile: Profile, providers: Mapping[str, Provider], now: Callable[[], datetime]
) -> tuple[HistoryService, VisitService]:
    """Return what answers about the past, and who was in an area; both read one file."""
    file = history_file(profile)
    history = HistoryService(file, providers, now)
    return history, VisitService(history, file, providers, now)
