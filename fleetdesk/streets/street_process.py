"""The process that reads the streets of a stranger's map file: its name in, a line of JSON for each street out."""

import contextlib
import json
import os
import time
from typing import TextIO

from fleetdesk.streets.file_process import begin, opened_map
from fleetdesk.streets.gathered_streets import GatheredStreets
from fleetdesk.streets.mbtiles import DAMAGE, MBTiles
from fleetdesk.streets.pmtiles_file import PMTiles
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.street_names import names_of
from fleetdesk.streets.tiles import TileError

ZOOM = 14
"""The zoom at which maps of streets have all names; below, the deepest that there is."""
READ_CPU_S, CPU_S = 1200.0, 1800
"""So much work goes into reading, and into all; a country takes some minutes."""
MOST_TILES = 2_000_000
_KINDNESS = 10  # the desk comes first


def main() -> None:
    """Read the streets of the file whose name stands on the input, as a line of JSON.

    Each row is a line, [street, settlement, lat, lon]. The last line is an object: how many tiles and rows there were,
    or {"trouble": sentence}. Without it the process died.
    """
    file, out = begin(CPU_S)
    if hasattr(os, "nice"):
        os.nice(_KINDNESS)
    with os.fdopen(out, "w", encoding="utf-8") as lines:
        tell_streets(file, lines)


def tell_streets(file: str, lines: TextIO) -> None:
    """Write the rows of a map file and their totals, or what is wrong with it."""
    try:
        tiles = opened_map(file)
    except TileError as error:
        _say(lines, {"trouble": str(error)})
        return
    streets = GatheredStreets()
    read = _read(tiles, streets) if tiles.schema is not Schema.IMAGES else 0
    rows = 0
    for row in streets.rows():
        _say(lines, row)
        rows += 1
    _say(lines, {"tiles": read, "rows": rows})


def _read(tiles: MBTiles | PMTiles, streets: GatheredStreets) -> int:
    """Read tile after tile, as far as the file is sound and the time is there; return how many there were."""
    count = 0
    with contextlib.suppress(*DAMAGE, OSError, EOFError, KeyError, TypeError):
        zoom = tiles.deepest(ZOOM)
        for x, y, tile in tiles.tiles_of(zoom):
            streets.add(names_of(tile, (zoom, x, y), tiles.schema))
            count += 1
            if streets.full or count >= MOST_TILES or time.process_time() > READ_CPU_S:
                break
    return count


def _say(lines: TextIO, said: object) -> None:
    lines.write(json.dumps(said) + "\n")
