"""The fuel-ups of a VEZMA account, out of its expenses."""

from collections.abc import Mapping

from fleetdesk.api.parts import FIRST_PAGE, FuelUpPage
from fleetdesk.api.vezma.trips import PAGE, TripCalls, VezmaCaller
from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.places import Expense


class FuelUpCalls:
    """Fuel that the people of an account paid for; `trips` knows the names of the vehicles."""

    def __init__(self, calls: VezmaCaller, trips: TripCalls) -> None:
        self._calls, self._trips = calls, trips

    async def page(self, cursor: str = FIRST_PAGE) -> FuelUpPage:
        """Return the fuel-ups on one page of the account's expenses, the newest first, from a cursor on."""
        names = await self._trips.vehicle_names()
        answered = await self._calls.call("expenses.list", {"count": PAGE, "cursor": cursor}, urgent=False)
        spent = [each.spent_at for each in answered.values if each.spent_at is not None]
        found = (_fuel_up(each, names) for each in answered.values)
        return FuelUpPage(tuple(each for each in found if each), answered.next_cursor, max(spent, default=None))


def _fuel_up(expense: Expense, names: Mapping[str, str]) -> FuelUp | None:
    """Return an expense as a fuel-up; None where it has no litres or no time."""
    if not expense.fuel_l or expense.fuel_l <= 0 or expense.spent_at is None:
        return None
    vehicle = names.get(expense.unit, expense.unit) if expense.unit else None
    return FuelUp(
        expense.account, expense.id, expense.spent_at, expense.fuel_l, expense.price_per_l, expense.cost, vehicle,
        expense.spent_by,
    )  # fmt: skip
