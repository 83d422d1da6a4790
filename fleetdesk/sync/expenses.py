"""Reads what people spent in a period, page by page from the newest on, within the part of the budget left for it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fleetdesk.api.provider import FIRST_PAGE, ExpensePart, Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.expenses import NamesOfExpenses, Spent, spent_of
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.places import Expense
from fleetdesk.sync.history.account import WAIT_S, has_room
from fleetdesk.sync.history.progress import OnProgress, ProgressCount

FRESH_S = 600.0
"""Expenses are asked for again after ten minutes: people enter them late and change them."""
ENTERED_LATE = timedelta(days=1)
"""Pages are in the order of when money was spent; so much is read beyond the period, against clocks that differ."""
NONE_TELLS = _("No account that is signed in keeps expenses. VEZMA does.")
UNREAD = _("{account}: some expenses could not be read, so sums may be too small.")


@dataclass(frozen=True)
class FoundExpenses:
    """The expenses of a period, what they may be for, and sentences on what is missing."""

    rows: tuple[Spent, ...] = ()
    categories: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Read:
    """What was read of an account back to `since`, at `at`; seconds since 1970."""

    expenses: tuple[Expense, ...]
    names: NamesOfExpenses
    since: float
    at: float
    unread: int


class ExpenseService:
    """Keeps what was read for a while. `providers` are the open accounts, `now` is the clock."""

    def __init__(self, providers: Mapping[str, Provider], now: Callable[[], datetime]) -> None:
        self._providers, self._now = providers, now
        self._read: dict[str, _Read] = {}

    async def fetch(
        self, period: Span, on_progress: OnProgress = lambda progress: None, *, anew: bool = False
    ) -> FoundExpenses:
        """Return what was spent in a period; `anew` asks again for what is fresh too.

        It waits while an account's budget is needed for positions; whoever is cancelled keeps what was read whole.
        """
        asked = {name: part for name, each in list(self._providers.items()) if (part := each.expenses) is not None}
        count = ProgressCount(on_progress)
        for account, part in asked.items():
            if anew or not self._is_fresh(account, period.begins):
                await self._ask(account, self._providers[account], part, period.begins, count)
        read = {account: known for account in asked if (known := self._read.get(account)) is not None}
        for account in (name for name, each in read.items() if each.unread):
            sentence = UNREAD.format(account=account)
            count.say(sentence, FleetError(sentence))
        names = {name for each in read.values() for name in (*each.names.categories, *each.names.services)}
        rows = [row for each in read.values() for row in _rows(each, period)]
        troubles = count.troubles if asked else [NONE_TELLS]
        return FoundExpenses(tuple(rows), tuple(sorted(names, key=str.casefold)), tuple(dict.fromkeys(troubles)))

    def _is_fresh(self, account: str, since: float) -> bool:
        known = self._read.get(account)
        return known is not None and known.since <= since and self._now().timestamp() - known.at < FRESH_S

    async def _ask(
        self, account: str, provider: Provider, part: ExpensePart, since: float, count: ProgressCount
    ) -> None:
        at = self._now().timestamp()
        try:
            count.expect()
            names = await part.names()
            count.done()
            found, unread = await self._walk(account, provider, part, since, count)
        except FleetError as error:
            count.say(f"{account}: {error}", error)
        else:
            self._read[account] = _Read(found, names, since, at, unread)

    async def _walk(
        self, account: str, provider: Provider, part: ExpensePart, since: float, count: ProgressCount
    ) -> tuple[tuple[Expense, ...], int]:
        """Return the expenses back to a moment, each once, and how many could not be read."""
        cursor, unread, oldest = FIRST_PAGE, 0, moment(since) - ENTERED_LATE
        found: dict[str, Expense] = {}
        while True:
            count.expect()
            while not await has_room(provider):
                count.wait_for(account)
                await asyncio.sleep(WAIT_S)
            page = await part.page(cursor)
            count.done()
            found.update((each.id, each) for each in page.expenses)
            unread += page.unread
            spent = [each.spent_at for each in page.expenses if each.spent_at is not None]
            if page.following is None or page.following == cursor or (spent and min(spent) < oldest):
                return tuple(found.values()), unread
            cursor = page.following


def _rows(read: _Read, period: Span) -> list[Spent]:
    """Return the expenses of the period, and those without a date, with the names of vehicles and people."""
    names, begins, ends = read.names, moment(period.begins), moment(period.ends)
    inside = (each for each in read.expenses if each.spent_at is None or begins <= each.spent_at < ends)
    return [
        spent_of(
            each,
            names.vehicles.get(each.unit, each.unit) if each.unit else "",
            names.people.get(each.spent_by, "") if each.spent_by else "",
        )
        for each in inside
    ]
