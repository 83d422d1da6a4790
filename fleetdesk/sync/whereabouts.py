"""Where units are, in words, by the towns of the local map; no server is asked."""

import asyncio
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.located import place_of
from fleetdesk.domain.towns import Towns
from fleetdesk.domain.units import Position
from fleetdesk.domain.whereabouts import MOVING_KMH, known_town, whereabouts
from fleetdesk.sync.local_towns import read_towns

REMEMBERED = 20_000
PLACES, HEADING_STEP_DEG = 3, 15.0
"""A place is looked up once for each 0.001 degree, about 100 m, and for a heading each 15 degrees."""


class Whereabouts(QObject):
    """Answers from memory once the towns are loaded, and nothing before. `changed` when they are."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._towns = Towns()
        self._look_up = _look_up_in(self._towns)

    async def load(self) -> None:
        """Read the towns off the window's thread; without them there are no words."""
        self._towns = await asyncio.to_thread(_towns)
        self._look_up = _look_up_in(self._towns)
        self.changed.emit()

    def around(self, lat: float, lon: float) -> str:
        """Return the name of the best known town around a place; empty where there is none."""
        town = known_town(self._towns, lat, lon)
        return town.name if town else ""

    def of(self, position: Position | None) -> str:
        """Return where a position is, and for one that moves the way it takes; empty where neither is known."""
        place = place_of(position)
        if position is None or place is None:
            return ""
        kmh, heading = position.speed_kmh or 0.0, position.heading_deg
        way = (
            HEADING_STEP_DEG * round(heading / HEADING_STEP_DEG) if heading is not None and kmh >= MOVING_KMH else None
        )
        return self._look_up(round(place[0], PLACES), round(place[1], PLACES), way)


def _look_up_in(towns: Towns) -> Callable[[float, float, float | None], str]:
    @lru_cache(REMEMBERED)
    def look_up(lat: float, lon: float, way_deg: float | None) -> str:
        return whereabouts(towns, lat, lon, way_deg)

    return look_up


def _towns() -> Towns:
    return Towns(read_towns())
