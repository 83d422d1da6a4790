"""The process that names streets of a stranger's map file: its name in, then for each place the street of it out."""

import os
import struct

from fleetdesk.streets.file_process import begin, serve
from fleetdesk.streets.mbtiles import MBTiles
from fleetdesk.streets.near_streets import NearStreets
from fleetdesk.streets.pmtiles_file import PMTiles

PLACE = struct.Struct(">dd")
"""Latitude and longitude in degrees."""
CPU_S = 600  # a full tile takes 60 ms once; who has read so long is started again
_KINDNESS = 5  # the desk and the map come first


def main() -> None:
    """Answer for as long as its input is open."""
    file, out = begin(CPU_S)
    if hasattr(os, "nice"):
        os.nice(_KINDNESS)
    with os.fdopen(out, "wb") as answers:
        serve(file, answers, PLACE, _Namer)


class _Namer:
    """Answers with the street of a place, as UTF-8."""

    def __init__(self, tiles: MBTiles | PMTiles) -> None:
        self._streets = NearStreets(tiles)

    def __call__(self, lat: float, lon: float) -> bytes:
        return self._streets.at(lat, lon).encode("utf-8", "replace")
