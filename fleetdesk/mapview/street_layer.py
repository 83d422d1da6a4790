"""The streets on the map: which source the page draws, and whether it has any for what is shown."""

from collections.abc import Callable

from fleetdesk.mapview.deltas import MapState
from fleetdesk.mapview.page_lifecycle import PageLifecycle
from fleetdesk.mapview.projection import View
from fleetdesk.mapview.scheme import tiles_message
from fleetdesk.streets.stores import TileStore
from fleetdesk.streets.tiles import TileSource

EVERYWHERE = (-90, -180, 90, 180)


class StreetLayer:
    """Tells the page its source of streets, and serves the tiles; `view` is what the map shows now."""

    def __init__(self, state: MapState, lifecycle: PageLifecycle, view: Callable[[], View | None]) -> None:
        self._state, self._lifecycle, self._view = state, lifecycle, view
        self._number = 0
        state.put("tiles", None)

    def show(self, source: TileSource | None, store: TileStore | None = None) -> None:
        """Show streets from this source, which lie in the store, or none; the map closes the store when it is done."""
        self._number += 1
        self._state.put("tiles", tiles_message(source, store, self._number) if source and store else None)
        self._state.put("streets_fail", False)
        self._lifecycle.set_tiles(self._number, store)

    def set_failing(self, fails: bool) -> None:
        """Show the town names of the backdrop while the server of the streets fails."""
        self._state.put("streets_fail", fails)
        self._lifecycle.bridge.say()

    @property
    def are_here(self) -> bool:
        """Return whether there is a street map for the middle of the view."""
        shown, view = self._state.value("tiles"), self._view()
        if not shown or view is None:
            return bool(shown)
        south, west, north, east = shown["bounds"] or EVERYWHERE
        return bool(south <= view.lat <= north and west <= view.lon <= east)
