"""Answers how long vehicles worked and were repaired: all vehicles of an account by the day, one in detail."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fleetdesk.api.provider import Provider, RowList, WorkPart
from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import moment, until
from fleetdesk.domain.history.records import Rides, WorkPeriod, WorkTime
from fleetdesk.domain.keys import split_key, unit_key
from fleetdesk.domain.work_time import WorkDay, days_in
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.history.progress import OnProgress, ProgressCount

AT_ONCE = 3
"""So many days are asked for at once."""
CLOSED_S, FRESH_S = 3600.0, 60.0
"""A day is not asked for again once it has ended so long ago; another one after so long."""
NONE_TELLS = _("No account that is signed in counts work time. Metrotec does.")
UNREAD = _("{account}: some rows of {day} could not be read, so sums may be too small.")


@dataclass(frozen=True)
class FoundWork:
    """What is known day by day, and sentences on what is missing."""

    days: tuple[WorkDay, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Answer:
    """What an account told of a day, and when that was (seconds since 1970)."""

    times: RowList[WorkTime]
    rides: RowList[Rides]
    at: float


class WorkTimeService:
    """Keeps what was told of a day until the desk ends. `providers` are the open accounts, `now` is the clock."""

    def __init__(self, providers: Mapping[str, Provider], now: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._providers, self._now, self._zone = providers, now, zone
        self._known: dict[tuple[str, Span], _Answer] = {}

    async def fetch(
        self, fleet: Mapping[str, Seen], period: Span, on_progress: OnProgress = lambda progress: None
    ) -> FoundWork:
        """Return what vehicles did on each day of a period; what fails is told in `troubles` and keeps the rest.

        Names and categories are those of `fleet`. A refused sign-in, or a limit that is reached, ends an account.
        """
        days = days_in(until(period, self._now()), self._zone)
        asked = {name: each.work for name, each in list(self._providers.items()) if each.work is not None}
        count = ProgressCount(on_progress)
        count.expect(sum(not self._is_known(account, span) for account in asked for _day, span in days))
        found = await asyncio.gather(*(self._of_account(name, part, days, count) for name, part in asked.items()))
        rows = [row for account, answers in zip(asked, found, strict=True) for row in _rows(account, answers, fleet)]
        troubles = count.troubles if asked else [NONE_TELLS]
        return FoundWork(tuple(rows), tuple(dict.fromkeys(troubles)))

    async def periods(self, key: str, period: Span) -> RowList[WorkPeriod]:
        """Return the periods of one vehicle, the earliest first; FleetError where its vendor does not tell them."""
        account, unit = split_key(key)
        provider = self._providers.get(account)
        if provider is None or provider.work is None:
            raise FleetError(NONE_TELLS)
        passed = until(period, self._now())
        found = await provider.work.periods(unit, moment(passed.begins), moment(passed.ends))
        dated = sorted(
            ((each.started_at, each.id, each) for each in found if each.started_at), key=lambda each: each[:2]
        )
        return RowList((each for *_order, each in dated), found.unread + len(found) - len(dated))

    def _is_known(self, account: str, span: Span) -> bool:
        answer = self._known.get((account, span))
        if answer is None:
            return False
        return answer.at >= span.ends + CLOSED_S or self._now().timestamp() - answer.at < FRESH_S

    async def _of_account(
        self, account: str, part: WorkPart, days: Sequence[tuple[date, Span]], count: ProgressCount
    ) -> list[tuple[date, _Answer]]:
        at_once, ended = asyncio.Semaphore(AT_ONCE), asyncio.Event()

        async def one(day: date, span: Span) -> tuple[date, _Answer] | None:
            async with at_once:
                if not self._is_known(account, span) and not ended.is_set():
                    await self._ask(account, part, day, span, count, ended)
            answer = self._known.get((account, span))
            return None if answer is None else (day, answer)

        told = await asyncio.gather(*(one(*each) for each in days))
        return [each for each in told if each is not None]

    async def _ask(
        self, account: str, part: WorkPart, day: date, span: Span, count: ProgressCount, ended: asyncio.Event
    ) -> None:
        try:
            at = self._now().timestamp()
            start, stop = moment(span.begins), moment(span.ends)
            times, rides = await part.times(start, stop), await part.rides(start, stop)
            self._known[account, span] = _Answer(times, rides, at)
            if times.unread or rides.unread:
                sentence = UNREAD.format(account=account, day=day.isoformat())
                count.say(sentence, FleetError(sentence))
        except FleetError as error:
            if isinstance(error, NotSignedIn | RateLimited):
                ended.set()
            count.say(together(f"{account}:", error), error)
        finally:
            count.done()


def _rows(account: str, answers: Sequence[tuple[date, _Answer]], fleet: Mapping[str, Seen]) -> list[WorkDay]:
    """Return a row for each vehicle and day of which anything was told."""
    found = list[WorkDay]()
    for day, answer in answers:
        times, rides = {each.unit: each for each in answer.times}, {each.unit: each.rides for each in answer.rides}
        for unit in dict.fromkeys((*times, *rides)):
            time = times.get(unit, WorkTime(account, unit))
            key = unit_key(account, unit)
            seen = fleet.get(key)
            label = seen.label if seen else time.name or unit
            category = (seen.unit.category if seen else None) or ""
            seconds = (time.work_s, time.repair_s, time.own_repair_s)
            found.append(WorkDay(key, label, account, day, category, *seconds, rides.get(unit)))
    return found
