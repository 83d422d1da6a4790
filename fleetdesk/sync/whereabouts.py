"""Where units are, in words, by the towns of the local map, known addresses and streets; no server is asked."""

import asyncio
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.keys import UnitKey
from fleetdesk.domain.located import place_of
from fleetdesk.domain.towns import Towns
from fleetdesk.domain.units import Position
from fleetdesk.domain.whereabouts import MOVING_KMH, known_town, whereabouts
from fleetdesk.sync.local_towns import read_towns
from fleetdesk.sync.nearby_names import NearbyName, NearbyNames

REMEMBERED = 20_000
PLACES, HEADING_STEP_DEG = 3, 15.0
"""Towns are looked up once for each 0.001 degree, about 100 m, and for a heading each 15 degrees."""
BEFORE_DEG = 0.01
"""So near to where it was, about 1 km, a unit keeps its words until the names of its new place are known."""
_UNNAMED = NearbyName()
LookUp = Callable[[float, float, float | None, str], str]


class _Told(NamedTuple):
    """What was said last of a unit, and of which place."""

    words: str
    lat: float
    lon: float


class Whereabouts(QObject):
    """Answers at once with what is known. `changed` when more is known, or something else.

    `names`, where it is given, tells addresses and streets.
    """

    changed = Signal()

    def __init__(self, names: NearbyNames | None = None) -> None:
        super().__init__()
        self._towns = Towns()
        self._look_up = _look_up_in(self._towns)
        self._names = names
        self._told: dict[UnitKey, _Told] = {}
        if names is not None:
            names.changed.connect(self.changed)

    async def load(self) -> None:
        """Read the towns off the window's thread; without them there are no words."""
        self._towns = await asyncio.to_thread(_towns)
        self._look_up = _look_up_in(self._towns)
        self.changed.emit()

    def use_streets(self, map_file: str) -> None:
        """Name the streets of this map file from now on, and those of no other; an empty path: none."""
        if self._names is not None:
            self._names.use(map_file)

    async def close(self) -> None:
        """Leave the map file."""
        if self._names is not None:
            await self._names.close()

    def around(self, lat: float, lon: float) -> str:
        """Return the name of the best known town around a place; empty where there is none."""
        town = known_town(self._towns, lat, lon)
        return town.name if town else ""

    def of(self, position: Position | None) -> str:
        """Return where a position is, and for one that moves the way it takes; empty where neither is known.

        What stands may be at an address; what moves is on a street, whatever house it passes.
        """
        place = place_of(position)
        if position is None or place is None:
            return ""
        nearby = self._names.of(*place) if self._names is not None else _UNNAMED
        told = self._told.get(position.key)
        if nearby is None and told is not None and _is_near(told, *place):
            return told.words
        words = self._words(position, place, nearby or _UNNAMED)
        if nearby is not None:
            self._told[position.key] = _Told(words, *place)
        return words

    async def look_up(self, positions: Iterable[Position | None]) -> None:
        """Have the addresses and streets of some positions known; of() answers with them then."""
        if self._names is not None:
            await self._names.look_up(place for each in positions if (place := place_of(each)) is not None)

    def _words(self, position: Position, place: tuple[float, float], nearby: NearbyName) -> str:
        moving, heading = (position.speed_kmh or 0.0) >= MOVING_KMH, position.heading_deg
        named = nearby.street if moving else nearby.address or nearby.street
        way = HEADING_STEP_DEG * round(heading / HEADING_STEP_DEG) if heading is not None and moving else None
        return self._look_up(round(place[0], PLACES), round(place[1], PLACES), way, named)


def _is_near(told: _Told, lat: float, lon: float) -> bool:
    return abs(told.lat - lat) <= BEFORE_DEG and abs(told.lon - lon) <= BEFORE_DEG


def _look_up_in(towns: Towns) -> LookUp:
    @lru_cache(REMEMBERED)
    def look_up(lat: float, lon: float, way_deg: float | None, named: str) -> str:
        return whereabouts(towns, lat, lon, way_deg, named)

    return look_up


def _towns() -> Towns:
    return Towns(read_towns())
