"""The area of a GeoJSON file, read in a process of its own, where a hostile one can take neither memory nor time."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Area
from fleetdesk.reader.files import content, shown
from fleetdesk.reader.reader_client import asked_to_read
from fleetdesk.reader.worker_process import COMMAND

LARGEST_BYTES = 32 << 20
MOST_CORNERS = 200_000
DEADLINE_S = 60.0


async def read_area(path: Path, *, command: Sequence[str] = COMMAND) -> Area:
    """Return all polygons of a file; UsageError where it holds none, or more than an area can be."""
    said, data = await asked_to_read("area", path, DEADLINE_S, command)
    return Area(shapely.from_wkb(bytes(data)), tuple(map(str, said.get("remarks", ()))))


def area(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Do the work of the process: return the file's polygons as one, as WKB, and what was left out of it."""
    path = Path(job["path"])
    text = _text(path)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(_("{file} is no JSON: {reason}.").format(file=shown(path), reason=error)) from error
    whole = Area.from_geojson(document)
    corners = sum(len(ring) for outer, holes in whole.parts for ring in (outer, *holes))
    if corners > MOST_CORNERS:
        raise UsageError(
            _("{file} has {count} corners; at most {most} make an area. Make its shapes simpler.").format(
                file=shown(path), count=grouped(corners), most=grouped(MOST_CORNERS)
            )
        )
    return {"remarks": list(whole.remarks)}, bytes(shapely.to_wkb(whole.shape))


def _text(path: Path) -> str:
    try:
        return content(path, LARGEST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(_("{file} is no JSON: {reason}.").format(file=shown(path), reason=error)) from error


JOBS = {"area": area}
