"""What places are called by what is on this computer: the known address and the street of the map file nearest to each.

Names are looked up for what is shown or asked, some at a time off the window's thread, and remembered.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.base.slices import slices
from fleetdesk.domain.gazetteer.known_place import PlaceSource
from fleetdesk.storage.gazetteer.file import GazetteerFile
from fleetdesk.sync.background import Background
from fleetdesk.sync.gazetteer import Gazetteer

PLACES = 4
"""A place is looked up once for each 0.0001 degree, about 10 m."""
ADDRESS_M = 30.0
AT_ONCE, MOST_WAITING, REMEMBERED = 40, 400, 50_000
"""So many places are looked up before what is new is told, and so many wait: of more, those asked for last."""
MIDDLES = (PlaceSource.AREA, PlaceSource.GEOZONE)
"""Whose place is the middle of something large, and no address."""
Place = tuple[float, float]
"""Latitude and longitude in degrees, rounded."""
log = structlog.get_logger(__name__)


class Streets(Protocol):
    """The streets of a map file. Blocks."""

    def at(self, lat: float, lon: float) -> str:
        """Return the name of the street, or its number, of a place in degrees; empty where none is near or known."""

    def close(self) -> None:
        """Leave the file."""


@dataclass(frozen=True, slots=True)
class NearbyName:
    """What a place is called; each is empty where nothing is near enough."""

    address: str = ""
    street: str = ""


class NearbyNames(QObject):
    """Answers from memory, and looks up what is not there. `changed` when more is known, or something else."""

    changed = Signal()

    def __init__(
        self, gazetteer: Gazetteer, file: GazetteerFile, open_streets: Callable[[str], Streets], background: Background
    ) -> None:
        super().__init__(gazetteer)
        self._file, self._open_streets, self._background = file, open_streets, background
        self._names: dict[Place, NearbyName] = {}
        self._wanted: dict[Place, None] = {}
        self._work: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._map_file, self._opened = "", ""
        self._streets: Streets | None = None
        gazetteer.changed.connect(self._forget)

    def use(self, map_file: str) -> None:
        """Name the streets of this map file from now on, and those of no other; an empty path: none."""
        self._map_file = map_file
        self._forget()

    def of(self, lat: float, lon: float) -> NearbyName | None:
        """Return what a place is called; None where that is not known yet, and is being looked up."""
        place = round(lat, PLACES), round(lon, PLACES)
        found = self._names.get(place)
        if found is None:
            self._want(place)
        return found

    async def look_up(self, places: Iterable[Place]) -> None:
        """Have the names of some places known; of() answers at once then."""
        rounded = sorted({(round(lat, PLACES), round(lon, PLACES)) for lat, lon in places})
        for part in slices(rounded, AT_ONCE):
            await self._read(part)

    async def close(self) -> None:
        """Leave the map file."""
        async with self._turn:
            self._map_file = ""
            await self._open_chosen()

    def _forget(self) -> None:
        """Look everything up again; what is looked up at the moment goes into the old memory, which is left."""
        self._names = {}
        self.changed.emit()

    def _want(self, place: Place) -> None:
        self._wanted.setdefault(place)
        if len(self._wanted) > MOST_WAITING:
            del self._wanted[next(iter(self._wanted))]
        if self._work is None or self._work.done():
            self._work = self._background.start(self._look_up_wanted(), "names of places")

    async def _look_up_wanted(self) -> None:
        while self._wanted:
            places = list(self._wanted)[-AT_ONCE:]
            await self._read(places)
            for each in places:
                self._wanted.pop(each, None)
            self.changed.emit()

    async def _read(self, places: Sequence[Place]) -> None:
        async with self._turn:
            await self._open_chosen()
            names = self._names
            missing = sorted(each for each in places if each not in names)
            found = await asyncio.to_thread(self._find, missing) if missing else []
        names.update(zip(missing, found, strict=True))
        while len(names) > REMEMBERED:
            del names[next(iter(names))]

    async def _open_chosen(self) -> None:
        """Leave the map file of before where another is chosen, or none."""
        if self._opened == self._map_file:
            return
        left, self._streets, self._opened = self._streets, None, self._map_file
        if left is not None:
            await asyncio.to_thread(left.close)
        if self._opened:
            self._streets = self._open_streets(self._opened)

    def _find(self, places: Sequence[Place]) -> list[NearbyName]:
        return [NearbyName(self._address(*each), self._street(*each)) for each in places]

    def _address(self, lat: float, lon: float) -> str:
        try:
            found = self._file.around(lat, lon, ADDRESS_M)
        except sqlite3.Error as error:
            log.warning("addresses not searched", reason=str(error))
            return ""
        return next((each.label for each in found if each.source not in MIDDLES), "")

    def _street(self, lat: float, lon: float) -> str:
        return self._streets.at(lat, lon) if self._streets else ""
