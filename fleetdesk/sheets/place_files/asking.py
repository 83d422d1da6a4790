"""Asks the reading process for the places of a file."""

import json
from collections.abc import Sequence
from pathlib import Path

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.domain.place_import import FoundPlace
from fleetdesk.reader.files import shown
from fleetdesk.reader.reader_client import asked
from fleetdesk.reader.worker_process import COMMAND

DEADLINE_S = 60.0


async def read_places(path: Path, *, command: Sequence[str] = COMMAND) -> list[FoundPlace]:
    """Return what a KML, KMZ, GPX or GeoJSON file names; UsageError where it names nothing or is none."""
    job = {"job": "places", "path": str(path), "name": shown(path)}
    try:
        said, data = await asked(job, "read", DEADLINE_S, command)
    except FleetError as error:
        raise UsageError(str(error)) from error
    if trouble := said.get("trouble"):
        raise UsageError(str(trouble))
    return [FoundPlace(**each) for each in json.loads(bytes(data))]
