"""The street map that the user chose, opened: a tile server or a map file, and the word when its server fails."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fleetdesk.api.http import USER_AGENT
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.extract.keeping import Keeping, kept_file
from fleetdesk.streets.extract.tile_ranges import Ring
from fleetdesk.streets.stores import TileStore, open_file
from fleetdesk.streets.tile_server import TileServer
from fleetdesk.streets.tiles import TileSource, is_address


class StreetOpener(QObject):
    """Opens street maps; `told` says why the server of the last one fails, or nothing when it answers again."""

    told = Signal(str)

    def __init__(self, kept: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._kept = kept

    def open(self, tiles: Tiles) -> tuple[TileSource | None, TileStore | None]:
        """Return source and store, None where there is no street map; raise TileError, UsageError or FleetError.

        Blocks: call it in a thread.
        """
        if not tiles.source:
            return None, None
        if not is_address(tiles.source):
            source = TileSource(file=tiles.source, attribution=tiles.attribution, max_zoom=tiles.max_zoom)
            return source, open_file(source)
        source = TileSource(template=tiles.source, attribution=tiles.attribution, max_zoom=tiles.max_zoom)
        return source, TileServer(source.template, USER_AGENT, self._kept, self.told.emit)


def keeping_in(data: Path) -> Callable[[str, Sequence[Ring], str], tuple[Keeping, Path]]:
    """Return what makes the keeping of a country, and its file, by its name, its outline and a published map."""

    def make(country: str, rings: Sequence[Ring], address: str) -> tuple[Keeping, Path]:
        file = kept_file(data, country)
        return Keeping(file, address, country, rings, USER_AGENT), file

    return make
