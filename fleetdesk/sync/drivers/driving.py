"""What one driver did in a period, by the vendor's tachograph: activities, the server's own totals, and the rules."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fleetdesk.api.driver_parts import TachographPart
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.drivers import Person, TachoActivity, TachoTotals
from fleetdesk.domain.driving_rules.counts import Counts, counts, fortnight_of
from fleetdesk.domain.driving_rules.stretches import Stretch, stretches
from fleetdesk.domain.history.periods import moment, until
from fleetdesk.sync.history.progress import OnProgress, ProgressCount

BLOCK_S = 7 * 86_400.0
"""Activities are asked for in blocks of seven days."""
FRESH_S, SETTLED_S = 120.0, 3600.0
"""A block that is not over is good for two minutes; one is over an hour after its end, and never asked for again."""
MOST_BLOCKS = 200
NO_TACHOGRAPH = _("{vendor} reads no tachographs: what {name} drove is not known.")
NO_NUMBER = _("The vendor tells only the name of {name}, by which it cannot be asked for activities.")


@dataclass(frozen=True)
class FoundDriving:
    """Stretches that cover the part of a period that has passed, the rules as of the newest activity, and troubles."""

    period: Span
    covered: tuple[Stretch, ...] = ()
    counts: Counts | None = None
    totals: TachoTotals | None = None
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Block:
    rows: tuple[TachoActivity, ...]
    at: float
    is_over: bool


class DrivingService:
    """`providers` is the session's own mapping of open accounts, `now` the clock, `zone` the company's."""

    def __init__(self, providers: Mapping[str, Provider], now: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._providers, self._now, self._zone = providers, now, zone
        self._blocks: dict[tuple[str, str, int], _Block] = {}

    async def fetch(
        self, person: Person, period: Span, on_progress: OnProgress = lambda progress: None, *, anew: bool = False
    ) -> FoundDriving:
        """Return what a driver did; what fails is told in `troubles` and keeps the rest."""
        passed = until(period, self._now())
        provider = self._providers.get(person.account)
        part = provider.tachograph if provider is not None else None
        if part is None or not person.id:
            return FoundDriving(passed, troubles=(self._refusal(person, provider),))
        count = ProgressCount(on_progress)
        spans = [until(fortnight_of(self._now().timestamp(), self._zone), self._now()), passed]
        rows = await self._rows(part, person, spans, count, anew=anew)
        totals = await self._totals(part, person, passed, count)
        covered, found = await asyncio.to_thread(self._judged, rows, spans)
        return FoundDriving(passed, covered, found, totals, tuple(dict.fromkeys(count.troubles)))

    def _judged(self, rows: list[TachoActivity], spans: list[Span]) -> tuple[tuple[Stretch, ...], Counts | None]:
        for_rules, passed = (stretches(rows, span) for span in spans)
        return passed, counts(for_rules, self._zone)

    def _refusal(self, person: Person, provider: Provider | None) -> str:
        name = person.name or person.id
        if provider is None or provider.tachograph is not None:
            return NO_NUMBER.format(name=name)
        return NO_TACHOGRAPH.format(vendor=provider.capabilities.provider, name=name)

    async def _rows(
        self, part: TachographPart, person: Person, spans: list[Span], count: ProgressCount, *, anew: bool
    ) -> list[TachoActivity]:
        numbers = sorted({number for span in spans if span.ends > span.begins for number in _blocks_of(span)})
        count.expect(len(numbers) + 1)
        rows: list[TachoActivity] = []
        for number in numbers:
            rows += await self._block(part, person, number, count, anew=anew)
            count.done()
        return rows

    async def _block(
        self, part: TachographPart, person: Person, number: int, count: ProgressCount, *, anew: bool
    ) -> tuple[TachoActivity, ...]:
        key, now = (person.account, person.id, number), self._now().timestamp()
        known = self._blocks.get(key)
        if known is not None and (known.is_over or (not anew and now - known.at < FRESH_S)):
            return known.rows
        begins, ends = number * BLOCK_S, min((number + 1) * BLOCK_S, now)
        try:
            rows = tuple(await part.activities(person.id, moment(begins), moment(ends)))
        except FleetError as error:
            count.say(f"{person.account}: {error}", error)
            return known.rows if known is not None else ()
        self._keep(key, _Block(rows, now, now >= (number + 1) * BLOCK_S + SETTLED_S))
        return rows

    def _keep(self, key: tuple[str, str, int], block: _Block) -> None:
        self._blocks.pop(key, None)
        self._blocks[key] = block
        while len(self._blocks) > MOST_BLOCKS:
            del self._blocks[next(iter(self._blocks))]

    async def _totals(
        self, part: TachographPart, person: Person, passed: Span, count: ProgressCount
    ) -> TachoTotals | None:
        try:
            if passed.ends <= passed.begins:
                return None
            return await part.totals(person.id, moment(passed.begins), moment(passed.ends))
        except FleetError as error:
            count.say(f"{person.account}: {error}", error)
            return None
        finally:
            count.done()


def _blocks_of(span: Span) -> range:
    return range(int(span.begins // BLOCK_S), int(-(-span.ends // BLOCK_S)))
