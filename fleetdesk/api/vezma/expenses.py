"""What the people of a VEZMA account spent, and what expenses may be for."""

from collections.abc import Sequence
from typing import Any

from fleetdesk.api.provider import FIRST_PAGE, ExpensePage
from fleetdesk.api.vezma.trips import PAGE, TripCalls, VezmaCaller
from fleetdesk.domain.expenses import NamesOfExpenses
from fleetdesk.domain.units import User


class ExpenseCalls:
    """Expenses, page by page; `trips` knows the names of the vehicles."""

    def __init__(self, calls: VezmaCaller, trips: TripCalls) -> None:
        self._calls, self._trips = calls, trips

    async def page(self, cursor: str = FIRST_PAGE) -> ExpensePage:
        """Return one page of the account's expenses, the newest first, from a cursor on."""
        answered = await self._calls.call("expenses.list", {"count": PAGE, "cursor": cursor}, urgent=False)
        return ExpensePage(tuple(answered.values), answered.next_cursor, len(answered.dropped))

    async def names(self) -> NamesOfExpenses:
        """Return the names of vehicles, people, categories and services; four requests at most."""
        users: Sequence[User] = (await self._calls.call("users.list", urgent=False)).values
        return NamesOfExpenses(
            await self._trips.vehicle_names(),
            {each.id: each.name or "" for each in users},
            await self._named("expenses.categories"),
            await self._named("services.list"),
        )

    async def _named(self, operation: str) -> tuple[str, ...]:
        found: Sequence[Any] = (await self._calls.call(operation, urgent=False)).values
        return tuple(sorted({each.name for each in found if each.name}, key=str.casefold))
