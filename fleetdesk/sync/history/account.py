"""The past of the people of an account whose vendor lists the trips of all of them, page by page, the newest first."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime

from fleetdesk.api.parts import FIRST_PAGE, TripPage, TripPart
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited, Refused
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import DAY_S, ChunkKind, begun_at, day_number, runs
from fleetdesk.domain.history.records import Trip
from fleetdesk.sync.history.chunks import Chunks, Place
from fleetdesk.sync.history.progress import ProgressCount
from fleetdesk.sync.history.unit import listed_days

ALL = 10**6
HISTORY_PART = 0.55
"""The part of an account's budget that may be used when history asks; the rest is for positions and the user."""
WAIT_S = 15.0


class AccountHistory:
    """Fetches the days that are missing of an account's trips; those of all its people come together."""

    def __init__(
        self, provider: Provider, part: TripPart, chunks: Chunks, count: ProgressCount, now: Callable[[], datetime]
    ) -> None:
        self._provider, self._part, self._chunks, self._count, self._now = provider, part, chunks, count, now
        self._place: Place = (provider.account, "", ChunkKind.TRIPS)

    async def fetch(self, period: Span) -> None:
        """Fetch the missing days, the newest first; NotSignedIn and RateLimited end it."""
        missing = await self._chunks.missing(self._place, listed_days(period))
        try:
            for days in reversed(runs(missing, ALL)):
                await self._walk(days)
        except (NotSignedIn, RateLimited):
            raise
        except FleetError as error:
            self._count.say(f"{self._provider.account}: {error}", error)

    async def _walk(self, days: range) -> None:
        """Read pages from the newest on, or from where an earlier reading stopped, until these days are whole.

        Each day is kept as soon as a page tells of an older one.
        """
        cursor, upper = await self._beginning(days)
        gathered: dict[int, list[Trip]] = {}
        while True:
            page = await self._page(cursor)
            _sort_in(page.trips, gathered)
            at_end = page.following is None or page.following == cursor or not page.trips
            whole_from = days.start if at_end else _oldest(page.trips) + 1
            if whole_from <= upper:
                await self._put({day: gathered.pop(day, []) for day in range(whole_from, upper + 1)})
                await self._chunks.set_page(self._provider.account, (cursor, float(whole_from * DAY_S)))
                upper = whole_from - 1
            if at_end or whole_from <= days.start or page.following is None:
                return
            cursor = page.following

    async def _beginning(self, days: range) -> tuple[str, int]:
        """Return the cursor to begin with, and the newest day of which it tells all."""
        kept = await self._chunks.page_of(self._provider.account)
        if kept is not None and kept[0] != FIRST_PAGE and days.stop <= day_number(kept[1]):
            return kept[0], day_number(kept[1]) - 1
        return FIRST_PAGE, day_number(self._now().timestamp())

    async def _page(self, cursor: str) -> TripPage:
        self._count.expect()
        try:
            await self._wait_for_room()
            return await self._part.page(cursor)
        except Refused:
            await self._chunks.set_page(self._provider.account, None)  # a cursor of before may not be known any more
            raise
        finally:
            self._count.done()

    async def _wait_for_room(self) -> None:
        """Wait while the budget is used as far as history may use it; whoever waits may cancel."""
        while not await has_room(self._provider):
            self._count.wait_for(self._provider.account)
            await asyncio.sleep(WAIT_S)

    async def _put(self, trips: dict[int, list[Trip]]) -> None:
        under_way = [day for day, each in trips.items() if any(trip.in_progress for trip in each)]
        await self._chunks.put(self._place, trips, under_way)


async def has_room(provider: Provider) -> bool:
    """Return whether history may ask an account now."""
    used, limit = await provider.spent()
    return limit is None or used < limit * HISTORY_PART


def _sort_in(trips: Iterable[Trip], gathered: dict[int, list[Trip]]) -> None:
    for trip in trips:
        begun = begun_at(trip)
        if begun is not None:
            gathered.setdefault(day_number(begun), []).append(trip)


def _oldest(trips: Iterable[Trip]) -> int:
    """Return the oldest day on which one of the trips began."""
    known = [begun for trip in trips if (begun := begun_at(trip)) is not None]
    return day_number(min(known)) if known else ALL
