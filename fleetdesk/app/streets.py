"""The street map that the user picked, opened: a tile server or an MBTiles file."""

from fleetdesk import __version__
from fleetdesk.api.tile_server import TileServer
from fleetdesk.mapview.stores import TileStore, open_file
from fleetdesk.mapview.tiles import TileSource
from fleetdesk.profile.settings import Tiles

USER_AGENT, REFERER = f"FleetDesk/{__version__}", "https://fleetdesk.invalid/"


def opened(tiles: Tiles) -> tuple[TileSource | None, TileStore | None]:
    """Return source and store, None where there is no street map; raise TileError or UsageError.

    Blocks: call it in a thread.
    """
    if not tiles.source:
        return None, None
    if "{z}" not in tiles.source:
        source = TileSource(mbtiles=tiles.source, attribution=tiles.attribution, max_zoom=tiles.max_zoom)
        return source, open_file(source)
    source = TileSource(template=tiles.source, attribution=tiles.attribution, max_zoom=tiles.max_zoom)
    return source, TileServer(source.template, USER_AGENT, REFERER)
