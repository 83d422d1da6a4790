"""Answers what happened to the fuel of a unit in a period: its level, the vendor's refuels, and what people paid."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fleetdesk.api.parts import FIRST_PAGE, FuelUpPart
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.fuel.unit_fuel import UnitFuel, unit_fuel
from fleetdesk.domain.history.chunks import ChunkKind
from fleetdesk.domain.units import Unit
from fleetdesk.sync.history.account import has_room
from fleetdesk.sync.history.progress import OnProgress
from fleetdesk.sync.history.service import HistoryService

KINDS = (ChunkKind.TRIPS, ChunkKind.REFUELS, ChunkKind.TRACK)
FRESH_S, MOST_PAGES = 600.0, 40
"""Fuel-ups are asked for again after ten minutes; at most so many pages at once."""
DAY_S = 86_400.0
NOT_WHOLE = _("{account}: older fuel-ups are not shown, because its requests are needed for positions.")


@dataclass(frozen=True)
class FoundFuel:
    """The fuel of a unit, and sentences on what is missing."""

    fuel: UnitFuel
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Read:
    """The fuel-ups of an account since a moment, and when they were read; seconds since 1970."""

    fuel_ups: tuple[FuelUp, ...]
    since: float
    at: float


class FuelService:
    """`providers` is the session's own mapping of open accounts, `now` the clock."""

    def __init__(self, history: HistoryService, providers: Mapping[str, Provider], now: Callable[[], datetime]) -> None:
        self._history, self._providers, self._now = history, providers, now
        self._read: dict[str, _Read] = {}

    async def fetch(
        self, unit: Unit, period: Span, on_progress: OnProgress = lambda progress: None, *, anew: bool = False
    ) -> FoundFuel:
        """Return the fuel of a unit; what fails is told in `troubles` and keeps the rest."""
        fetched = await self._history.fetch((unit.key,), period, on_progress, anew=anew, kinds=KINDS)
        troubles, fuel_ups = list(fetched.troubles), list[FuelUp]()
        for account, provider in list(self._providers.items()):
            if provider.fuel_ups is not None:
                found, trouble = await self._fuel_ups(account, provider, provider.fuel_ups, period.begins - DAY_S)
                fuel_ups += found
                troubles += [trouble] if trouble else []
        fuel = await asyncio.to_thread(unit_fuel, fetched.views[0], unit, fuel_ups)
        return FoundFuel(fuel, tuple(dict.fromkeys(troubles)))

    async def _fuel_ups(
        self, account: str, provider: Provider, part: FuelUpPart, since: float
    ) -> tuple[tuple[FuelUp, ...], str]:
        """Return the fuel-ups of an account since a moment, and what has to be said of them."""
        known, now = self._read.get(account), self._now().timestamp()
        if known is not None and known.since <= since and now - known.at < FRESH_S:
            return known.fuel_ups, ""
        found, trouble = list[FuelUp](), ""
        try:
            whole = await self._walk(provider, part, since, found)
        except FleetError as error:
            whole, trouble = False, f"{account}: {error}"
        if whole:
            self._read[account] = _Read(tuple(found), since, now)
        elif not trouble:
            trouble = NOT_WHOLE.format(account=account)
        return tuple(found), trouble

    async def _walk(self, provider: Provider, part: FuelUpPart, since: float, found: list[FuelUp]) -> bool:
        """Read pages from the newest on into `found`; return whether they reach back to `since`."""
        cursor = FIRST_PAGE
        for _page in range(MOST_PAGES):
            if not await has_room(provider):
                return False
            page = await part.page(cursor)
            found += page.fuel_ups
            at_end = page.following is None or page.following == cursor
            if at_end or (page.newest is not None and page.newest.timestamp() < since):
                return True
            cursor = page.following or cursor
        return False
