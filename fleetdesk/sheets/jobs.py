"""What the reading process does with tables."""

from pathlib import Path
from typing import Any

from fleetdesk.sheets.carrying import packed
from fleetdesk.sheets.reading import read


def table(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Read the table of a file, as the job says."""
    path = Path(job["path"])
    return {}, packed(read(path, **job["how"]), path.name)


JOBS = {"table": table}
