"""The gazetteer of a running desk: fed by what the desk knows, and asked while somebody types, in threads."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.api.parts import PlacePart
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.origins import Origin, of_areas, of_listed, of_tasks, of_templates, of_towns
from fleetdesk.domain.gazetteer.ranking import PlaceMatch
from fleetdesk.domain.tasks import Task
from fleetdesk.storage.gazetteer.file import GazetteerFile
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.local_towns import read_towns
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.sync.store import Store

DAY_S, AGAIN_S, LOOK_S = 86_400.0, 3_600.0, 60.0
"""Lists of an account are read once a day, after a failure in an hour; whether one is due is looked at each minute."""
TOWNS_S, TOWNS_AFTER_S = 30 * DAY_S, 5.0
"""The towns take a second of the processor, so they wait until the start of the desk is over."""
TOWNS, TEMPLATES, AREAS, TASKS, LISTED = "towns", "templates", "areas", "tasks {account}", "listed {account}"
SERVICE = "address service"
"""Who knows a place, as the file has it."""

log = structlog.get_logger(__name__)


class Gazetteer(QObject):
    """Answers nothing until load() has run, which `opened` tells. `changed` when other addresses are known.

    `providers` is the session's own mapping of open accounts.
    """

    opened = Signal()
    changed = Signal()

    def __init__(
        self,
        store: Store,
        file: GazetteerFile,
        providers: Mapping[str, Provider],
        templates: SavedValues,
        areas: SavedValues,
        background: Background,
    ) -> None:
        super().__init__()
        self._store, self._file, self._providers, self._background = store, file, providers, background
        self._templates, self._areas = templates, areas
        self._changed: set[str] = set()
        self._accounts: set[str] = set()
        self._not_before: dict[str, float] = {}
        self._turn = asyncio.Lock()
        self._loaded = False
        store.tasks_changed.connect(self._note_tasks)
        store.links_changed.connect(self._note_accounts)

    async def load(self) -> str | None:
        """Open the file and put into it what the desk knows; return what has to be said of the file."""
        notice = await asyncio.to_thread(self._file.load)
        self._loaded = True
        self._changed.update(self._store.tasks)
        self._background.start(self._fill(), "known addresses")
        self.opened.emit()
        return notice

    async def find(self, text: str, near: tuple[float, float] | None, most: int) -> list[PlaceMatch]:
        """Return at most so many known places that fit a text, the best first; `near` is a latitude and longitude."""
        try:
            return await asyncio.to_thread(self._file.find, text, near, self._store.now().timestamp(), most)
        except sqlite3.Error as error:
            log.warning("addresses not searched", reason=str(error))
            return []

    async def around(self, lat: float, lon: float, within_m: float) -> list[KnownPlace]:
        """Return the known addresses within so many metres of a place, the nearest first."""
        try:
            return await asyncio.to_thread(self._file.around, lat, lon, within_m)
        except sqlite3.Error as error:
            log.warning("addresses not searched", reason=str(error))
            return []

    def decide(self, text: str, place: KnownPlace) -> None:
        """Remember which place the user has chosen for a text; one of a service is known from now on."""
        if self._loaded:
            self._background.start(self.decide_now({text: place}), "a chosen address")

    async def decided(self, text: str) -> KnownPlace | None:
        """Return the place that the user has chosen for a text before."""
        try:
            return await asyncio.to_thread(self._file.decided, text)
        except sqlite3.Error as error:
            log.warning("addresses not searched", reason=str(error))
            return None

    async def keep(self, places: Sequence[KnownPlace]) -> None:
        """Know the places of a service from now on, without it."""
        if of_service := [each for each in places if each.source is PlaceSource.SERVICE]:
            await self._write(partial(_keep, self._file, of_service))

    async def decide_now(self, chosen: Mapping[str, KnownPlace]) -> None:
        """Remember the places that the user has chosen, by their texts."""
        await self._write(partial(_decide, self._file, chosen))

    async def run_for_ever(self) -> None:
        """Know the towns some seconds from now, and read what each open account lists of places once a day."""
        await asyncio.sleep(TOWNS_AFTER_S)
        await self.put_towns()
        while True:
            await self.list_places()
            await asyncio.sleep(LOOK_S)

    async def put_towns(self) -> None:
        """Put the towns of the local map into the file, once a month."""
        if await self._due(TOWNS, TOWNS_S):
            await self._put_whole(TOWNS, await asyncio.to_thread(lambda: list(of_towns(read_towns()))))

    async def list_places(self) -> None:
        """Read what those open accounts list whose last list is older than a day."""
        for account, provider in list(self._providers.items()):
            if self._loaded and provider.places is not None:
                await self._list(account, provider.places)

    async def close(self) -> None:
        """Write what is under way and close the file."""
        async with self._turn:
            await asyncio.to_thread(self._file.close)

    # -- what the desk knows

    def _note_tasks(self, delta: Delta) -> None:
        """Take over tasks that changed; those that are gone stay known."""
        idle = not self._changed
        self._changed.update(delta.changed)
        if self._loaded and idle and self._changed:
            self._background.start(self._put_tasks(), "addresses of tasks")

    def _note_accounts(self) -> None:
        gone, self._accounts = self._accounts - self._store.links.keys(), set(self._store.links)
        for account in gone if self._loaded else ():
            for owner in (TASKS, LISTED):
                forget = partial(self._file.forget, owner.format(account=account))
                self._background.start(self._write(forget), "addresses of a removed account")

    async def _fill(self) -> None:
        await self._put_tasks()
        await self._put_whole(TEMPLATES, list(of_templates(await self._templates.all())))
        await self._put_whole(AREAS, await asyncio.to_thread(lambda: list(of_areas(self._areas.known))))

    async def _put_tasks(self) -> None:
        """Put the tasks that have changed until there are none; more come while some are being written."""
        while self._changed:
            keys, self._changed = self._changed, set()
            tasks = [task for key in keys if (task := self._store.tasks.get(key)) is not None]
            await self._write(partial(_put_by_account, self._file, tasks))

    async def _list(self, account: str, places: PlacePart) -> None:
        owner = LISTED.format(account=account)
        now = self._store.now().timestamp()
        if now < self._not_before.get(owner, 0.0) or not await self._due(owner, DAY_S):
            return
        try:
            listed = await places.known()
        except FleetError as error:
            self._not_before[owner] = now + AGAIN_S
            log.info("places not listed", account=account, reason=type(error).__name__)
            return
        await self._put_whole(owner, list(of_listed(listed)))

    # -- the file

    async def _due(self, owner: str, every_s: float) -> bool:
        at = await asyncio.to_thread(self._file.listed_at, owner)
        return not 0 <= self._store.now().timestamp() - at < every_s

    async def _put_whole(self, owner: str, places: Iterable[Origin]) -> None:
        await self._write(partial(self._file.put, owner, places, whole=True))
        await self.write(partial(self._file.set_listed, owner, self._store.now().timestamp()))

    async def _write(self, write: Callable[[], None]) -> None:
        """Write, and tell that other addresses are known."""
        if await self.write(write):
            self.changed.emit()

    async def write(self, write: Callable[[], None]) -> bool:
        """Write in a thread, one after the other; a full disk costs what is known and stops nothing.

        Return whether it was written.
        """
        async with self._turn:
            try:
                await asyncio.to_thread(write)
            except sqlite3.Error as error:
                log.warning("addresses not kept", reason=str(error))
                return False
        return True


def _decide(file: GazetteerFile, chosen: Mapping[str, KnownPlace]) -> None:
    _keep(file, [each for each in chosen.values() if each.source is PlaceSource.SERVICE])
    for text, place in chosen.items():
        file.decide(text, place)


def _keep(file: GazetteerFile, places: Sequence[KnownPlace]) -> None:
    file.put(SERVICE, [(f"{each.folded} {each.cell}", each) for each in places])


def _put_by_account(file: GazetteerFile, tasks: Iterable[Task]) -> None:
    by_account: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_account[task.account].append(task)
    for account, own in by_account.items():
        file.put(TASKS.format(account=account), of_tasks(own), counted=True)
