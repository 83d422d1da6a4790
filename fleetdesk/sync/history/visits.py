"""Answers which units were in an area: at once from the tracks on this computer, then from the vendors, on a budget."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.slices import slices
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.chunks import ChunkKind, days_of, without_twins
from fleetdesk.domain.history.day_cells import cells_near
from fleetdesk.domain.history.periods import until
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.track import Track, clean, quick
from fleetdesk.domain.history.visits import UnitVisits, visits_of
from fleetdesk.domain.keys import account_of, split_key
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.batches import fetch_in_batches
from fleetdesk.sync.history.budget import Budget, CostEstimate
from fleetdesk.sync.history.chunks import FRESH_S
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.history.service import NO_HISTORY, HistoryService

KINDS = (ChunkKind.TRACK,)
LOOKED_AT_ONCE = 20
"""So many units are looked at in one go of a thread."""


@dataclass(frozen=True, slots=True)
class FetchedVisits:
    """Some units of an answer, how far it is, and sentences on what is missing."""

    found: tuple[UnitVisits, ...]
    progress: Progress
    troubles: tuple[str, ...] = ()


class VisitService:
    """Answers for many units, some at a time. What is fetched is kept as the history is, and no closed day twice."""

    def __init__(
        self, history: HistoryService, file: HistoryFile, providers: Mapping[str, Provider], now: Callable[[], datetime]
    ) -> None:
        self._history, self._file, self._providers, self._now = history, file, providers, now
        self._cost = CostEstimate()

    def told_of(self, keys: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the units whose vendor tells ways, or that nobody can be asked about now, and why others are left out.

        What is kept of a unit counts whether its account is signed in or not.
        """
        mute = {name: each for name, each in self._providers.items() if each.history is None}
        sentences = (NO_HISTORY.format(provider=each.capabilities.provider) for each in mute.values())
        left_out = {account_of(key) for key in keys} & mute.keys()
        return tuple(key for key in keys if account_of(key) not in mute), tuple(sentences) if left_out else ()

    async def kept(self, keys: Sequence[str], period: Span, area: Area) -> AsyncIterator[tuple[UnitVisits, ...]]:
        """Yield what is known on this computer of these units, in their order and some at a time; nobody is asked.

        FleetError where the file cannot be read.
        """
        await self._history.load()
        passed, near = until(period, self._now()), await asyncio.to_thread(cells_near, area)
        for some in slices(keys, LOOKED_AT_ONCE):
            yield await asyncio.to_thread(self._look, some, passed, area, near)

    def _look(
        self, keys: Sequence[str], passed: Span, area: Area, near: frozenset[int] | None
    ) -> tuple[UnitVisits, ...]:
        try:
            return tuple([self._of_unit(key, passed, area, near) for key in keys])
        except sqlite3.Error as error:
            raise FleetError(str(error)) from error

    def _of_unit(self, key: str, passed: Span, area: Area, near: frozenset[int] | None) -> UnitVisits:
        account, unit = split_key(key)
        days, now = days_of(passed), self._now()
        kept = self._file.near(account, unit, days, near)
        tracks = [self._track(account, unit, run, passed, now) for run in runs_near(kept)]
        return UnitVisits(key, visits_of(tracks, area), len(days), *self._counted(key, days, now), bool(kept))

    def _counted(self, key: str, days: range, now: datetime) -> tuple[int, int]:
        """Return how many of these days are known of a unit, and how many have to be asked for."""
        place, since = (*split_key(key), ChunkKind.TRACK, days), now.timestamp() - FRESH_S
        return len(self._file.known(*place, 0.0)), len(days) - len(self._file.known(*place, since))

    def _track(self, account: str, unit: str, days: range, passed: Span, now: datetime) -> Track:
        """Return the track of some days, of which the points as such are read only where some do not count."""
        track = quick(*self._file.read_places(account, unit, days, now.timestamp()), now)
        return (track or self._cleaned(account, unit, days, now)).within(passed.begins, passed.ends)

    def _cleaned(self, account: str, unit: str, days: range, now: datetime) -> Track:
        read = self._file.read(account, unit, ChunkKind.TRACK, days, now.timestamp())
        points = without_twins([point for day in sorted(read) for point in read[day]])
        return clean((each for each in points if isinstance(each, TrackPoint)), now)

    # -- what is missing

    def budget(self, found: Sequence[UnitVisits]) -> Budget:
        """Return what the rest of an answer costs, by what this run has learnt of the vendors' pace."""
        return self._cost.budget(
            {each.key: each.missing for each in found if each.missing and account_of(each.key) in self._providers}
        )

    async def fetch(self, keys: Sequence[str], period: Span, area: Area) -> AsyncIterator[FetchedVisits]:
        """Fetch what is missing of these units and yield their answers, some at a time.

        A refused sign-in, or a limit that is reached, ends it; other troubles are told and the rest goes on.
        """
        passed = until(period, self._now())
        async for fetched, progress in fetch_in_batches(self._history, keys, period, KINDS, self._cost):
            tracks = {view.key: view.track for view in fetched.views}
            found = await asyncio.to_thread(self._answers, tracks, passed, area)
            yield FetchedVisits(found, progress, fetched.troubles)

    def _answers(self, tracks: Mapping[str, Track], passed: Span, area: Area) -> tuple[UnitVisits, ...]:
        days, now, found = days_of(passed), self._now(), list[UnitVisits]()
        for key, track in tracks.items():
            try:
                known, missing = self._counted(key, days, now)
            except sqlite3.Error:
                known, missing = 0, len(days)
            found.append(UnitVisits(key, visits_of([track], area), len(days), known, missing, bool(track.points)))
        return tuple(found)


def runs_near(kept: Mapping[int, bool]) -> list[range]:
    """Return the days to read: those that may touch the area, each with the days with a place before and after it.

    What a unit did before a day and after it says whether it came and left.
    """
    days = sorted(kept)
    wanted = [kept[day] for day in days]
    for place, near in enumerate([kept[day] for day in days]):
        if near:
            for beside in (max(place - 1, 0), min(place + 1, len(days) - 1)):
                wanted[beside] = True
    edges = [place for place, (one, other) in enumerate(pairwise([False, *wanted, False])) if one != other]
    return [range(days[first], days[last - 1] + 1) for first, last in zip(edges[::2], edges[1::2], strict=True)]
