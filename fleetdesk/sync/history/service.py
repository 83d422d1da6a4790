"""Answers what units did in a period: from this computer, and what is missing from their vendors."""

import asyncio
import sqlite3
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, NotSignedIn, Unsupported
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import ChunkKind, days_of
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.periods import until
from fleetdesk.domain.history.records import Trip
from fleetdesk.domain.history.view import UnitView, bare_view_of, view_of
from fleetdesk.domain.keys import split_key
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.account import AccountHistory
from fleetdesk.sync.history.chunks import Chunks
from fleetdesk.sync.history.progress import OnProgress, ProgressCount
from fleetdesk.sync.history.unit import UnitHistory, listed_days

LISTED = (ChunkKind.TRIPS, ChunkKind.INPUTS, ChunkKind.REFUELS)
"""What parts and totals are made of where the track is too much to ask for."""
AT_ONCE = 3
"""So many units are asked about at once."""
NOT_OPEN = _("{account} is not signed in, so only what is on this computer is shown.")
NO_HISTORY = _("{provider} tells no way that was driven.")
NOT_REMOVED = _("The kept history cannot be removed now ({reason}). Try it again later.")
Work = Coroutine[Any, Any, None]


@dataclass(frozen=True)
class FetchedHistory:
    """The units of a question in its order, sentences on what is missing, and the errors behind these."""

    views: tuple[UnitView, ...]
    troubles: tuple[str, ...] = ()
    errors: tuple[FleetError, ...] = ()


class HistoryService:
    """Fetches periods of units. What was fetched of a closed day is never asked for again (domain/history/chunks.py).

    Whoever is cancelled keeps what has come so far: the next question goes on from there. `providers` is the session's
    own mapping of open accounts, `now` the clock.
    """

    def __init__(self, file: HistoryFile, providers: Mapping[str, Provider], now: Callable[[], datetime]) -> None:
        self._file, self._providers, self._now = file, providers, now

    async def load(self) -> str | None:
        """Open the file where it is not open yet; return what has to be said of it."""
        return await asyncio.to_thread(self._file.load)

    async def fetch(
        self,
        keys: Sequence[str],
        period: Span,
        on_progress: OnProgress = lambda progress: None,
        *,
        anew: bool = False,
        kinds: Collection[ChunkKind] = tuple(ChunkKind),
    ) -> FetchedHistory:
        """Return what these units did in a period; `anew` asks again for days that are not closed.

        What is not among `kinds` is neither asked for nor in the views, which have parts and totals of LISTED at least.
        What fails is told in `troubles` and keeps the rest.
        """
        notice = await self.load()
        passed = until(period, self._now())
        chunks, count = Chunks(self._file, self._now, anew=anew), ProgressCount(on_progress)
        if passed.ends > passed.begins:
            await self._fetch_missing(keys, _Question(passed, kinds, chunks, count))
        views = await self._views(keys, period, chunks, kinds)
        told = (notice, *count.troubles, chunks.trouble)
        return FetchedHistory(views, tuple(dict.fromkeys(each for each in told if each)), tuple(count.errors))

    async def kept(
        self, keys: Sequence[str], period: Span, *, kinds: Collection[ChunkKind] = tuple(ChunkKind)
    ) -> FetchedHistory:
        """Return what is known on this computer of what these units did, as fetch() does; nobody is asked."""
        notice, chunks = await self.load(), Chunks(self._file, self._now)
        views = await self._views(keys, period, chunks, kinds)
        return FetchedHistory(views, tuple(each for each in (notice, chunks.trouble) if each))

    async def missing(self, keys: Iterable[str], period: Span) -> dict[str, int]:
        """Return of how many days the tracks of these units have to be asked for; those that lack none are left out."""
        await self.load()
        chunks, days = Chunks(self._file, self._now), days_of(until(period, self._now()))
        found = {key: len(await chunks.missing((*split_key(key), ChunkKind.TRACK), days)) for key in keys}
        return {key: count for key, count in found.items() if count}

    async def _views(
        self, keys: Sequence[str], period: Span, chunks: Chunks, kinds: Collection[ChunkKind]
    ) -> tuple[UnitView, ...]:
        passed, views = until(period, self._now()), list[UnitView]()
        make = view_of if set(kinds) >= set(LISTED) else bare_view_of
        for key in keys:
            past = await self._past(key, passed, chunks, kinds)
            views.append(await asyncio.to_thread(make, past, period, self._now()))
        return tuple(views)

    async def _fetch_missing(self, keys: Sequence[str], asked: "_Question") -> None:
        at_once = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:  # whoever is cancelled here ends them all
            for account, units in _by_account(keys).items():
                for work in self._work(account, units, asked):
                    group.create_task(_guarded(work, account, at_once, asked.count))

    def _work(self, account: str, units: Sequence[str], asked: "_Question") -> list[Work]:
        """Return what has to be done for an account: for each of the units, or for all its people at once."""
        provider, chunks, count = self._providers.get(account), asked.chunks, asked.count
        if provider is None:
            sentence = NOT_OPEN.format(account=account)
            count.say(sentence, NotSignedIn(sentence))
        elif provider.history is not None:
            units_of = (UnitHistory(provider.history, account, each, chunks, count, self._now) for each in units)
            return [each.fetch(asked.passed, asked.kinds) for each in units_of]
        elif provider.trips is not None and ChunkKind.TRIPS in asked.kinds:
            return [AccountHistory(provider, provider.trips, chunks, count, self._now).fetch(asked.passed)]
        else:
            sentence = NO_HISTORY.format(provider=provider.capabilities.provider)
            count.say(sentence, Unsupported(sentence))
        return []

    async def _past(self, key: str, passed: Span, chunks: Chunks, kinds: Collection[ChunkKind]) -> UnitPast:
        account, unit = split_key(key)
        provider = self._providers.get(account)
        if provider is not None and provider.history is None:
            return await self._past_of_person(key, passed, chunks)
        found: dict[ChunkKind, Any] = dict.fromkeys(ChunkKind)
        partial = set()
        for kind in kinds:
            days = days_of(passed) if kind is ChunkKind.TRACK else listed_days(passed)
            place = (account, unit, kind)
            records = tuple(await chunks.read(place, days))
            missing = await chunks.missing(place, days)  # after it: what cannot be read is missing
            found[kind] = records if len(missing) < len(days) else None
            partial.update([str(kind)] if missing else [])
        return UnitPast(
            key,
            found[ChunkKind.TRIPS],
            found[ChunkKind.INPUTS],
            found[ChunkKind.REFUELS],
            found[ChunkKind.TRACK],
            frozenset(partial),
        )

    async def _past_of_person(self, key: str, passed: Span, chunks: Chunks) -> UnitPast:
        account, person = split_key(key)
        place, days = (account, "", ChunkKind.TRIPS), listed_days(passed)
        trips = [each for each in await chunks.read(place, days) if isinstance(each, Trip) and each.driver == person]
        missing = await chunks.missing(place, days)
        return UnitPast(key, tuple(trips), partial=frozenset([str(ChunkKind.TRIPS)] if missing else []))

    async def size(self) -> int:
        """Return how many bytes are kept."""
        await self.load()
        return await asyncio.to_thread(lambda: self._file.size)

    async def empty(self) -> None:
        """Remove everything that is kept; FleetError where the disk does not let that."""
        await self._change(self._file.empty)

    async def forget(self, account: str) -> None:
        """Remove what is kept of an account; FleetError where the disk does not let that."""
        await self._change(lambda: self._file.forget(account))

    async def _change(self, change: Callable[[], object]) -> None:
        await self.load()
        try:
            await asyncio.to_thread(change)
        except sqlite3.Error as error:
            raise FleetError(NOT_REMOVED.format(reason=error)) from error

    async def close(self) -> None:
        """Close the file."""
        await asyncio.to_thread(self._file.close)


@dataclass(frozen=True)
class _Question:
    """What is asked for: the part of the period that has passed, the kinds, and where answers go."""

    passed: Span
    kinds: Collection[ChunkKind]
    chunks: Chunks
    count: ProgressCount


def _by_account(keys: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for account, unit in map(split_key, keys):
        found.setdefault(account, []).append(unit)
    return found


async def _guarded(work: Work, account: str, at_once: asyncio.Semaphore, count: ProgressCount) -> None:
    """Do the work of one unit; where it is refused altogether, that is said once for its account."""
    try:
        async with at_once:
            await work
    except FleetError as error:
        count.say(together(f"{account}:", error), error)
