"""Finds the newest filling or drop of many vehicles: by the tracks on this computer, the rest on a stated budget."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fleetdesk.api.provider import Provider
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.unit_fuel import LastChange, last_change, unit_fuel
from fleetdesk.domain.history.chunks import ChunkKind
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.units import Unit
from fleetdesk.sync.history.batches import fetch_in_batches
from fleetdesk.sync.history.budget import Budget, CostEstimate
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.history.service import HistoryService

DAYS = 7
"""A change is looked for in so many days before now."""
KINDS = (ChunkKind.REFUELS, ChunkKind.TRACK)


@dataclass(frozen=True, slots=True)
class FetchedChanges:
    """Some vehicles of an answer, how far it is, and sentences on what is missing."""

    found: tuple[LastChange, ...]
    progress: Progress
    troubles: tuple[str, ...] = ()


class LastChanges:
    """`providers` is the session's own mapping of open accounts, `now` the clock."""

    def __init__(self, history: HistoryService, providers: Mapping[str, Provider], now: Callable[[], datetime]) -> None:
        self._history, self._providers, self._now, self._cost = history, providers, now, CostEstimate()

    def period(self) -> Span:
        """Return the days in which a change is looked for."""
        now = self._now()
        return Span((now - timedelta(days=DAYS)).timestamp(), now.timestamp())

    async def kept(self, units: Sequence[Unit]) -> AsyncIterator[LastChange]:
        """Yield what the tracks on this computer tell, a vehicle at a time; those without a track are left out."""
        for unit in units:
            (view,) = (await self._history.kept((unit.key,), self.period(), kinds=KINDS)).views
            if view.track.points:
                yield await asyncio.to_thread(_last_change, view, unit)

    async def budget(self, units: Sequence[Unit]) -> Budget:
        """Return what it costs to ask for the tracks that are missing, of vehicles whose vendors tell such."""
        asked = [each.key for each in units if self._has_tracks(each.account)]
        return self._cost.budget(await self._history.missing(asked, self.period()))

    def _has_tracks(self, account: str) -> bool:
        provider = self._providers.get(account)
        return provider is not None and provider.history is not None

    async def fetch(self, units: Sequence[Unit]) -> AsyncIterator[FetchedChanges]:
        """Fetch what is missing of these vehicles and yield what it tells, some at a time.

        A refused sign-in, or a limit that is reached, ends it; other troubles are told and the rest goes on.
        """
        by_key: dict[str, Unit] = {each.key: each for each in units}
        batches = fetch_in_batches(self._history, [*by_key], self.period(), KINDS, self._cost)
        async for fetched, progress in batches:
            known = [view for view in fetched.views if view.track.points]
            found = await asyncio.to_thread(
                lambda views: tuple([_last_change(view, by_key[view.key]) for view in views]), known
            )
            yield FetchedChanges(found, progress, fetched.troubles)


def _last_change(view: UnitView, unit: Unit) -> LastChange:
    return last_change(unit_fuel(view, unit, ()))
