"""Asks for pictures and facts of documents without decoding a byte of them in this process."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.documents.facts import Facts, facts_of
from fleetdesk.documents.file_names import short_name
from fleetdesk.reader.reader_client import asked
from fleetdesk.reader.worker_process import COMMAND

DEADLINE_S = 10.0  # a photo of 12 megapixels as HEIC takes up to 5 s on a busy machine
LONG_DEADLINE_S = 60.0
AT_ONCE = 2
MOST_SHOWN_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What was found in a document, and the bytes of a result (PNG, JPEG or PDF as asked)."""

    facts: Facts
    data: bytes


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that becomes pages: its copy, the name to speak of it by, and a turn in degrees clockwise."""

    path: Path
    name: str
    turn: int = 0


class Viewer:
    """Looks at documents, in at most two processes at once; each ends with its answer, its deadline or its asker.

    Whatever is wrong with a document is a FleetError with a sentence that names it. Safe under any event loop, for the
    processes are waited for in threads.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._gate: asyncio.Semaphore | None = None

    async def look(self, path: Path, name: str, most_px: int = 320, deadline_s: float = DEADLINE_S) -> Decoded:
        """Return all facts, and a PNG of the first page, upright, with no side longer than `most_px`."""
        job = {"job": "look", "path": str(path), "name": short_name(name), "most": most_px}
        return await self._ask(job, "shown", deadline_s)

    async def page(
        self, path: Path, name: str, number: int, width_px: int, turn: int = 0, deadline_s: float = DEADLINE_S
    ) -> Decoded:
        """Return page `number` (from 0) as a PNG of that width, turned clockwise by 0, 90, 180 or 270 degrees."""
        job = {"job": "page", "path": str(path), "name": short_name(name), "number": number}
        return await self._ask(job | {"width": width_px, "turn": turn}, "shown", deadline_s)

    async def join(self, sheets: Sequence[NamedFile], name: str, deadline_s: float = LONG_DEADLINE_S) -> Decoded:
        """Join the sheets in order into one PDF, pictures without loss; `name` is what the whole is called."""
        pages = [{**_named(each), "turn": each.turn} for each in sheets]
        return await self._ask({"job": "join", "name": short_name(name), "pages": pages}, "joined", deadline_s)

    async def convert(self, path: Path, name: str, deadline_s: float = 2 * DEADLINE_S) -> Decoded:
        """Convert a picture (HEIC, above all) to JPEG of quality 92."""
        return await self._ask({"job": "convert", **_named(NamedFile(path, name))}, "converted", deadline_s)

    async def paste(self, data: bytes, name: str, deadline_s: float = DEADLINE_S) -> bytes:
        """Return the PNG of a picture that was pasted as BMP or PPM."""
        return (await self._ask({"job": "paste", "name": short_name(name)}, "taken", deadline_s, data)).data

    async def dossier(
        self, cover: Path | None, sheets: Sequence[NamedFile], name: str, deadline_s: float = LONG_DEADLINE_S
    ) -> Decoded:
        """Make one PDF of cover and documents; one that cannot be read becomes a page that says so (facts.unread)."""
        documents = [_named(each) for each in sheets]
        job = {"job": "dossier", "name": short_name(name), "cover": str(cover) if cover else None}
        try:
            return await self._ask(job | {"documents": documents}, "made", deadline_s)
        except FleetError:
            if not await self._mark_troubled(documents, deadline_s):
                raise
        return await self._ask(job | {"documents": documents}, "made", deadline_s)

    async def _mark_troubled(self, documents: list[dict[str, str]], deadline_s: float) -> bool:
        """Read each document alone, and note on those that brought the process down what happened."""
        for each in documents:
            alone = {"job": "dossier", "name": each["name"], "cover": None, "documents": [dict(each)]}
            try:
                await self._ask(alone, "read", deadline_s)
            except FleetError as error:
                each["trouble"] = str(error)
        return any("trouble" in each for each in documents)

    async def _ask(self, job: Mapping[str, Any], done: str, deadline_s: float, content: bytes = b"") -> Decoded:
        self._gate = self._gate or asyncio.Semaphore(AT_ONCE)
        async with self._gate:
            said, data = await asked(job, done, deadline_s, self._command, content)
        if trouble := said.get("trouble"):
            raise FleetError(str(trouble))
        if done == "shown" and not _is_small_png(data):
            raise FleetError(
                _("{file} could not be shown: it may be damaged, or made to do harm.").format(file=job["name"])
            )
        return Decoded(facts_of(said), bytes(data))


def _named(sheet: NamedFile) -> dict[str, str]:
    return {"path": str(sheet.path), "name": short_name(sheet.name)}


def _is_small_png(data: memoryview) -> bool:
    """Return whether the window can decode the bytes: an empty answer, or a PNG of at most MOST_SHOWN_PIXELS."""
    if not data:
        return True
    if bytes(data[:8]) != _PNG or bytes(data[12:16]) != b"IHDR":
        return False
    wide, high = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return wide * high <= MOST_SHOWN_PIXELS
