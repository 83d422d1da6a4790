"""The street map that the user picked, opened: a tile server or a map file."""

from fleetdesk import __version__
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.stores import TileStore, open_file
from fleetdesk.streets.tile_server import TileServer
from fleetdesk.streets.tiles import TileSource

USER_AGENT, REFERER = f"FleetDesk/{__version__}", "https://fleetdesk.invalid/"


def opened(tiles: Tiles) -> tuple[TileSource | None, TileStore | None]:
    """Return source and store, None where there is no street map; raise TileError or UsageError.

    Blocks: call it in a thread.
    """
    if not tiles.source:
        return None, None
    if "{z}" not in tiles.source:
        source = TileSource(file=tiles.source, attribution=tiles.attribution, max_zoom=tiles.max_zoom)
        return source, open_file(source)
    source = TileSource(template=tiles.source, attribution=tiles.attribution, max_zoom=tiles.max_zoom)
    return source, TileServer(source.template, USER_AGENT, REFERER)
