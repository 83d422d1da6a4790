"""Reads tables in a process of their own: nothing of a stranger's file is decoded where the window is."""

from collections.abc import Sequence
from pathlib import Path

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.stoppable import in_stoppable_thread
from fleetdesk.base.translation import _
from fleetdesk.reader.files import shown
from fleetdesk.reader.reader_client import asked
from fleetdesk.reader.worker_process import COMMAND
from fleetdesk.sheets.carrying import unpacked
from fleetdesk.sheets.encodings import EncodingWanted
from fleetdesk.sheets.sheet import NoTable, Sheet

DEADLINE_S = 120.0
_KINDS: dict[str, type[UsageError]] = {each.__name__: each for each in (EncodingWanted, NoTable)}


async def read_apart(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    heading_line: int | None = None,
    deadline_s: float = DEADLINE_S,
    command: Sequence[str] = COMMAND,
) -> Sheet:
    """Return the table as reading.read() gives it, with the same errors; cancelling it leaves no process behind."""
    how = {"encoding": encoding, "delimiter": delimiter, "sheet": sheet, "heading_line": heading_line}
    job = {"job": "table", "path": str(path), "name": shown(path), "how": how}
    try:
        said, data = await asked(job, "read", deadline_s, command)
    except FleetError as error:
        raise UsageError(str(error)) from error
    if trouble := said.get("trouble"):
        raise _KINDS.get(str(said.get("kind")), UsageError)(str(trouble))
    try:
        return await in_stoppable_thread(lambda check: unpacked(data, check))
    except ValueError as error:
        raise UsageError(
            _("{file} could not be read. Save it again, and choose it then.").format(file=shown(path))
        ) from error
