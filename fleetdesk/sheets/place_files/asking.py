"""Asks the reading process for the places of a file."""

import json
from collections.abc import Sequence
from pathlib import Path

from fleetdesk.domain.place_import import FoundPlace
from fleetdesk.reader.reader_client import asked_to_read
from fleetdesk.reader.worker_process import COMMAND

DEADLINE_S = 60.0


async def read_places(path: Path, *, command: Sequence[str] = COMMAND) -> list[FoundPlace]:
    """Return what a KML, KMZ, GPX or GeoJSON file names; UsageError where it names nothing or is none."""
    _said, data = await asked_to_read("places", path, DEADLINE_S, command)
    return [FoundPlace(**each) for each in json.loads(bytes(data))]
