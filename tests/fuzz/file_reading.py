"""How the desk reads each kind of file of a stranger, through its own doors."""

import asyncio
from contextlib import suppress

from fleetdesk.api.vendordoc import asking as documents
from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.commands.area_file import read_area
from fleetdesk.documents.decoder_client import NamedFile, Viewer
from fleetdesk.documents.dropped_file_checks import examine
from fleetdesk.sheets import asking as tables
from fleetdesk.sheets.place_files.asking import read_places
from fleetdesk.streets.images import is_fit
from fleetdesk.streets.map_file import COMMAND, MapFile
from fleetdesk.streets.tiles import TileError, plain

MOST_BYTES = 25_000_000


async def picture(path, command, dice):
    with suppress(FleetError):  # what it refuses is looked at all the same
        examine(path, MOST_BYTES)
    viewer, name = Viewer(command), path.name
    ways = (
        lambda: viewer.look(path, name),
        lambda: viewer.page(path, name, dice.choice((0, 0, 7)), 800, 90),
        lambda: viewer.convert(path, name),
        lambda: viewer.join([NamedFile(path, name, 90)] * 2, "all.pdf"),
        lambda: viewer.dossier(None, [NamedFile(path, name)], "all.pdf"),
    )
    await dice.choice((ways[0], *ways))()


async def pasted(path, command, dice):
    await Viewer(command).paste(path.read_bytes(), "What was pasted")


async def table(path, command, dice):
    await tables.read_apart(path, command=command)


async def area(path, command, dice):
    await read_area(path, command=command)


async def places(path, command, dice):
    await read_places(path, command=command)


async def document(path, command, dice):
    source = dice.choice((path, path.read_bytes() or path))
    await documents.read_apart(source, path.name, command=command)


async def map_file(path, command, dice):
    file = MapFile(str(path), command)
    try:
        metadata, _schema = await asyncio.to_thread(file.open)
        plain(metadata.get("attribution", ""))
        is_fit(await asyncio.to_thread(file.tile, 7, 3, 38))
    except TileError as error:
        raise UsageError(str(error)) from error
    finally:
        file.close()
        await asyncio.to_thread(file.end)


READERS = {
    "picture": picture,
    "pdf": picture,
    "pasted": pasted,
    "table": table,
    "area": area,
    "places": places,
    "document": document,
    "map": map_file,
}
COMMANDS = {"map": COMMAND}
"""The processes that are not the reading process."""

ENDINGS = {
    "picture": ".jpg",
    "pdf": ".pdf",
    "pasted": ".bmp",
    "table": ".csv",
    "area": ".geojson",
    "places": ".kml",
    "document": ".json",
    "map": ".mbtiles",
}
