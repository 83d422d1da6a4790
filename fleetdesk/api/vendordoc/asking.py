"""Reads vendors' documents in a process of their own: nothing of them is decoded where the window is."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec

from fleetdesk.api.openapi import Described
from fleetdesk.api.vendordoc.reading import Elsewhere
from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.translation import _
from fleetdesk.reader.parts import split
from fleetdesk.reader.reader_client import asked
from fleetdesk.reader.worker_process import COMMAND

DEADLINE_S = 60.0
_PART = msgspec.msgpack.Decoder(list[Described])


async def read_apart(
    source: Path | bytes, name: str, *, deadline_s: float = DEADLINE_S, command: Sequence[str] = COMMAND
) -> list[Described]:
    """Return the operations described in a file or in bytes, as reading.read() gives them, with the same errors.

    Whoever is cancelled leaves no process behind.
    """
    content, path = (source, "") if isinstance(source, bytes) else (b"", str(source))
    job = {"job": "document", "path": path, "name": name}
    if not (content or path):
        raise UsageError(_("{file} is empty.").format(file=name))
    try:
        said, data = await asked(job, "read", deadline_s, command, content)
    except FleetError as error:
        raise UsageError(str(error)) from error
    if "elsewhere" in said:
        raise Elsewhere(str(said.get("trouble")), str(said["elsewhere"]))
    if trouble := said.get("trouble"):
        raise UsageError(str(trouble))
    try:
        return await asyncio.to_thread(lambda: [each for part in split(data) for each in _PART.decode(part)])
    except ValueError as error:
        raise UsageError(_("{file} could not be read. Get it again.").format(file=name)) from error
