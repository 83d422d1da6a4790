"""The streets of the chosen map file as known addresses: read once in the background, gone when another is chosen."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog
from PySide6.QtCore import QObject

from fleetdesk.domain.gazetteer.known_place import StreetRow
from fleetdesk.domain.gazetteer.origins import of_streets
from fleetdesk.storage.gazetteer.file import GazetteerFile
from fleetdesk.sync.background import Background
from fleetdesk.sync.gazetteer import Gazetteer

STREETS = "streets "
"""How the owners of streets begin; behind it stand a file's size, its time of change in nanoseconds and its path."""
FORGOTTEN_AT_ONCE = 5000
log = structlog.get_logger(__name__)


class StreetRows(Protocol):
    """One reading of a map file. `rows` and `close` block, `stop` does not."""

    def rows(self) -> Sequence[StreetRow]:
        """Return more rows, none when all are told; ValueError, in a sentence, where the file cannot be used."""

    def stop(self) -> None:
        """End the reading, from any thread."""

    def close(self) -> None:
        """End the reading and wait for that."""


class MapStreets(QObject):
    """Keeps the gazetteer's streets those of one map file. What fails is a line of the log."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        file: GazetteerFile,
        background: Background,
        read: Callable[[str], StreetRows],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(gazetteer)
        self._gazetteer, self._file, self._background, self._read, self._now = gazetteer, file, background, read, now
        self._map_file: str | None = None
        self._reading: StreetRows | None = None
        self._following: asyncio.Task[None] | None = None
        self._opened = False
        gazetteer.opened.connect(self._begin)

    def use(self, map_file: str) -> None:
        """Know the streets of this map file and of no other; an empty path: of none."""
        self._map_file = map_file
        if self._reading is not None:
            self._reading.stop()
        self._start()

    def _begin(self) -> None:
        self._opened = True
        self._start()

    def _start(self) -> None:
        idle = self._following is None or self._following.done()
        if self._opened and idle and self._map_file is not None:
            self._following = self._background.start(self._follow(), "streets of the map")

    async def _follow(self) -> None:
        """Take over what is chosen, until nothing else was chosen meanwhile."""
        while (map_file := self._map_file) is not None:
            self._map_file = None
            await self._take_over(map_file)

    async def _take_over(self, map_file: str) -> None:
        try:
            owner = await asyncio.to_thread(_owner_of, map_file) if map_file else ""
            await self._forget_others(owner)
            if owner and not await asyncio.to_thread(self._file.listed_at, owner):
                await self._know(owner, map_file)
        except (OSError, ValueError, sqlite3.Error) as error:
            if self._map_file is None:  # else it was stopped for another one
                log.warning("streets not known", reason=type(error).__name__)

    async def _forget_others(self, owner: str) -> None:
        """Remove the streets of all other files, a slice at a time."""
        written = True
        while written and (others := await self._others(owner)):
            written = await self._gazetteer.write(partial(self._file.forget, others[0], FORGOTTEN_AT_ONCE))

    async def _others(self, owner: str) -> list[str]:
        return [each for each in await asyncio.to_thread(self._file.owners, STREETS) if each != owner]

    async def _know(self, owner: str, map_file: str) -> None:
        """Read a map file and put its streets, a slice at a time, so that others may write between them."""
        self._reading = reading = self._read(map_file)
        try:
            written = True
            while written and (rows := await asyncio.to_thread(reading.rows)):
                written = await self._gazetteer.write(partial(self._file.put, owner, of_streets(rows)))
            if written:
                await self._gazetteer.write(partial(self._file.set_listed, owner, self._now().timestamp()))
        finally:
            self._reading = None
            reading.stop()
            await asyncio.to_thread(reading.close)


def _owner_of(map_file: str) -> str:
    """Return who knows the streets of a file, another one when it has changed; OSError where there is no file."""
    told = Path(map_file).stat()
    return f"{STREETS}{told.st_size} {told.st_mtime_ns} {map_file}"
