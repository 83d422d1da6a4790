"""The saved areas on the map, where they are wanted there."""

import asyncio
import json
from collections.abc import Callable, Mapping

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.geo import Area, Ring
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.background import Background
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.ui.widgets.formatting import elided

NAME_LETTERS = 60
Outline = tuple[str, tuple[Ring, ...]]


class SavedAreas:
    """Keeps the outlines on the map as the file has them. `wanted` tells whether they are shown."""

    def __init__(self, view: MapWidget, areas: SavedValues, background: Background, wanted: Callable[[], bool]) -> None:
        self._map, self._areas, self._background, self._wanted = view, areas, background, wanted

    def refresh(self) -> None:
        """Show the areas as they are in the file now, or none where they are not wanted."""
        if self._wanted():
            self._background.start(self._read(), "saved areas")
        else:
            self._map.layers.show_saved_areas([])

    async def _read(self) -> None:
        found = await asyncio.to_thread(outlines, await self._areas.all())
        self._map.layers.show_saved_areas(found if self._wanted() else [])


def outlines(areas: Mapping[str, str]) -> list[Outline]:
    """Return name and rings of each area; one that cannot be read is left out, and the list of areas says why."""
    found = []
    for name, text in areas.items():
        try:
            parts = Area.from_geojson(json.loads(text)).parts
        except (UsageError, ValueError):
            continue
        found.append((elided(name, NAME_LETTERS), tuple(ring for outer, holes in parts for ring in (outer, *holes))))
    return found
