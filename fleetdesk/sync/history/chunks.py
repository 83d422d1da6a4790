"""The chunks of one question: those on the disk, and those that come meanwhile, which are kept there."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from fleetdesk.base.translation import _
from fleetdesk.domain.history.chunks import ChunkKind, Record, without_twins
from fleetdesk.storage.history import HistoryFile

T = TypeVar("T")
FRESH_S = 60.0
"""A day that may still change is asked for again after so long."""
NOT_KEPT = _("History cannot be kept on this disk ({reason}). It is fetched anew each time.")
log = structlog.get_logger(__name__)

Place = tuple[str, str, ChunkKind]
"""Account, unit (empty for all of the account) and kind."""


class Chunks:
    """Reads and keeps chunks in threads. A disk that fails costs the next question, and `trouble` says so."""

    def __init__(self, file: HistoryFile, now: Callable[[], datetime], *, anew: bool = False) -> None:
        self._file, self._now = file, now
        self._since = now().timestamp() - (0.0 if anew else FRESH_S)
        self._came: dict[Place, dict[int, Sequence[Record]]] = {}
        self.trouble = ""

    async def missing(self, place: Place, days: range) -> list[int]:
        """Return the days that have to be fetched, in order."""
        came = self._came.get(place, {})
        try:
            known = await asyncio.to_thread(self._file.known, *place, days, self._since)
        except sqlite3.Error as error:
            known = self._fail(error, set[int]())
        return [day for day in days if day not in known and day not in came]

    async def put(self, place: Place, records: Mapping[int, Sequence[Record]], open_days: Iterable[int] = ()) -> None:
        """Keep what was fetched now of each day."""
        if not records:
            return
        self._came.setdefault(place, {}).update(records)
        try:
            await asyncio.to_thread(self._file.put, *place, records, self._now().timestamp(), open_days)
        except sqlite3.Error as error:
            self._fail(error, None)

    async def read(self, place: Place, days: range) -> list[Record]:
        """Return what is known of these days, in order and each once."""
        try:
            kept = await asyncio.to_thread(self._file.read, *place, days, self._now().timestamp())
        except sqlite3.Error as error:
            kept = self._fail(error, dict[int, list[Record]]())
        found = kept | {day: each for day, each in self._came.get(place, {}).items() if day in days}
        return await asyncio.to_thread(without_twins, [record for day in sorted(found) for record in found[day]])

    async def page_of(self, account: str) -> tuple[str, float] | None:
        """Return the cursor at which reading an account's pages stopped, and the moment that was reached."""
        try:
            return await asyncio.to_thread(self._file.page_of, account)
        except sqlite3.Error as error:
            return self._fail(error, None)

    async def set_page(self, account: str, page: tuple[str, float] | None) -> None:
        """Remember where reading an account's pages stopped."""
        try:
            await asyncio.to_thread(self._file.set_page, account, page)
        except sqlite3.Error as error:
            self._fail(error, None)

    def _fail(self, error: sqlite3.Error, instead: T) -> T:
        log.warning("history not kept", reason=str(error))
        self.trouble = NOT_KEPT.format(reason=error)
        return instead
