"""The past of one vehicle of a vendor that is asked by vehicle and period."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import partial

from fleetdesk.api.parts import HistoryPart
from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import (
    DAY_S,
    ChunkKind,
    Record,
    begun_at,
    by_day,
    day_number,
    days_of,
    runs,
    starts,
)
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.sync.history.chunks import Chunks
from fleetdesk.sync.history.progress import ProgressCount

DAYS_A_REQUEST = 7
BEFORE_S = DAY_S
"""A trip, and with it a stop, may have begun so long before the period that it reaches into."""
Ask = Callable[[str, datetime, datetime], Awaitable[Sequence[Record]]]


def listed_days(period: Span) -> range:
    """Return the days that trips, inputs and refuels of a period are listed under."""
    return days_of(Span(period.begins - BEFORE_S, period.ends))


class UnitHistory:
    """Fetches what is missing of one vehicle. What fails of one kind is said, and the others go on."""

    def __init__(
        self,
        part: HistoryPart,
        account: str,
        unit: str,
        chunks: Chunks,
        count: ProgressCount,
        now: Callable[[], datetime],
    ) -> None:
        self._part, self._account, self._unit = part, account, unit
        self._chunks, self._count, self._now = chunks, count, now

    async def fetch(self, period: Span, kinds: Collection[ChunkKind]) -> None:
        """Fetch these kinds; NotSignedIn and RateLimited end it, because the next request would end so too."""
        part = self._part
        asks: dict[ChunkKind, Ask] = {
            ChunkKind.TRIPS: part.trips,
            ChunkKind.INPUTS: part.inputs,
            ChunkKind.REFUELS: part.refuels,
        }
        for kind, ask in asks.items():
            missing = await self._missing(kind, listed_days(period)) if kind in kinds else []
            for days in runs(missing, DAYS_A_REQUEST):
                await self._try(partial(self._listed, kind, ask, days))
        missing = await self._missing(ChunkKind.TRACK, days_of(period)) if ChunkKind.TRACK in kinds else []
        if missing:
            await self._try(partial(self._track, missing))

    async def _missing(self, kind: ChunkKind, days: range) -> list[int]:
        return await self._chunks.missing((self._account, self._unit, kind), days)

    async def _try(self, work: Callable[[], Awaitable[None]]) -> None:
        self._count.expect()
        try:
            await work()
        except (NotSignedIn, RateLimited):
            raise
        except FleetError as error:
            self._count.say(f"{self._unit}: {error}", error)
        finally:
            self._count.done()

    async def _listed(self, kind: ChunkKind, ask: Ask, days: range) -> None:
        rows = await ask(self._unit, starts(days.start), min(starts(days.stop), self._now()))
        await self._put(kind, by_day(rows, days))

    async def _put(self, kind: ChunkKind, records: dict[int, list[Record]]) -> None:
        await self._chunks.put((self._account, self._unit, kind), records)

    async def _track(self, missing: list[int]) -> None:
        """Fetch the track from the first missing day on until the last one is whole.

        A server gives as much as it will from a start on: the next question begins behind the last point, and one
        without a newer point says that there is nothing more.
        """
        today, last = day_number(self._now().timestamp()), missing[-1]
        first, begun, since = missing[0], list[Record](), starts(missing[0])
        while True:
            rows = await self._part.track(self._unit, since)
            begun += rows
            reached = self._newest(rows)
            more = reached is not None and reached > since.timestamp() + 1
            whole = range(first, day_number(reached) if more and reached else today + 1)
            if whole:
                await self._put(ChunkKind.TRACK, by_day(_of(begun, whole), whole))
                first, begun = whole.stop, [each for each in begun if (begun_at(each) or 0) >= whole.stop * DAY_S]
            if not more or reached is None or first > last:
                return
            since = datetime.fromtimestamp(int(reached) + 1, since.tzinfo)
            self._count.expect()
            self._count.done()

    def _newest(self, rows: Iterable[TrackPoint]) -> float | None:
        """Return the newest moment of points, leaving out those of a clock that is ahead."""
        now = self._now()
        return max((each.at.timestamp() for each in rows if each.at and each.at <= now), default=None)


def _of(records: Iterable[Record], days: range) -> list[Record]:
    return [each for each in records if day_number(begun_at(each) or 0) in days]
