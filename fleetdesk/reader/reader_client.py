"""Asks the reading process, and waits for it without holding the loop."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.translation import _
from fleetdesk.reader.files import shown
from fleetdesk.reader.worker_process import COMMAND, Failed, Run

SENTENCES = {
    "read": _("{file} could not be read: {reason}."),
    "shown": _("{file} could not be shown: {reason}."),
    "joined": _("{file} could not be joined: {reason}."),
    "converted": _("{file} could not be converted: {reason}."),
    "taken": _("{file} could not be taken: {reason}."),
    "made": _("{file} could not be made: {reason}."),
}
"""What is said where the process gave no answer, by what it was asked to have done."""
Said = tuple[dict[str, Any], memoryview]


async def asked(
    job: Mapping[str, Any], done: str, deadline_s: float, command: Sequence[str] = COMMAND, content: bytes = b""
) -> Said:
    """Return the facts of a job and its result; where the file is at fault, the facts have a sentence as `trouble`.

    FleetError where the process gave no answer: the job's name, and what could not be `done`, a key of SENTENCES.
    Whoever is cancelled here leaves when the process is gone. Safe under any event loop, for the process is waited
    for in a thread.
    """
    run = Run(job, deadline_s, command, content)
    try:
        return await _in_thread(run)
    except Failed as failed:
        raise FleetError(SENTENCES[done].format(file=job["name"], reason=failed)) from failed


async def asked_to_read(job: str, path: Path, deadline_s: float, command: Sequence[str] = COMMAND) -> Said:
    """Return what a job reads out of a file that a user has chosen; UsageError where the file is at fault."""
    try:
        said, data = await asked({"job": job, "path": str(path), "name": shown(path)}, "read", deadline_s, command)
    except FleetError as error:
        raise UsageError(str(error)) from error
    if trouble := said.get("trouble"):
        raise UsageError(str(trouble))
    return said, data


async def _in_thread(run: Run) -> Said:
    answer = asyncio.ensure_future(asyncio.to_thread(run.answer))
    try:
        return await asyncio.shield(answer)
    except asyncio.CancelledError:
        run.stop()
        await asyncio.wait([answer])
        answer.cancelled() or answer.exception()
        raise
