"""A VEZMA account: people and their trips, read-only, and never more requests than its budget."""

from collections.abc import Sequence

from fleetdesk.api.auth import TokenAuth
from fleetdesk.api.budget import Budget
from fleetdesk.api.client import Client
from fleetdesk.api.http import USER_AGENT, Http
from fleetdesk.api.operations import OperationTable
from fleetdesk.api.parts import RowList
from fleetdesk.api.vezma.cars import CarCalls
from fleetdesk.api.vezma.expenses import ExpenseCalls
from fleetdesk.api.vezma.fuel_ups import FuelUpCalls
from fleetdesk.api.vezma.operations import OPERATIONS
from fleetdesk.api.vezma.people import VezmaPeople
from fleetdesk.api.vezma.places import VezmaPlaces
from fleetdesk.api.vezma.request_limit import LIMIT
from fleetdesk.api.vezma.trips import TripCalls
from fleetdesk.domain.capabilities import Capabilities
from fleetdesk.domain.history.private import masked_position
from fleetdesk.domain.units import Position, Unit, UnitKind

BASE_URL = "https://app.vezma.com/api/v1/"


class Vezma(Client):
    """People who report for themselves, and for a vehicle while their trip is open."""

    capabilities = Capabilities("VEZMA", LIMIT)
    trips: TripCalls
    drivers: VezmaPeople
    places: VezmaPlaces
    visited: VezmaPlaces
    fuel_ups: FuelUpCalls
    expenses: ExpenseCalls
    cars: CarCalls

    def __init__(
        self,
        account: str,
        base_url: str,
        token: str,
        budget: Budget,
        *,
        language: str = "en",
        table: OperationTable = OPERATIONS,
    ) -> None:
        known = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Language": language}
        super().__init__(account, Http(base_url, known), TokenAuth(token), budget, table)
        self.trips, self.drivers = TripCalls(self), VezmaPeople(self)
        self.places = self.visited = VezmaPlaces(self)
        self.fuel_ups, self.expenses = FuelUpCalls(self, self.trips), ExpenseCalls(self, self.trips)
        self.cars = CarCalls(self)
        self._left: set[str] = set()

    async def sign_in(self) -> None:
        """Ask for the version: the cheapest call that needs the token."""
        await self.call("version")

    async def units(self) -> RowList[Unit]:
        """Return the people of the account who are not deactivated."""
        answered = await self.call("users.list", urgent=False)
        self._left = {user.id for user in answered.values if user.deactivated_at is not None}
        there = [user for user in answered.values if user.id not in self._left]
        units = (
            Unit(self.account, user.id, name=user.name, group="VEZMA", kind=UnitKind.PERSON, phone=user.phone)
            for user in there
        )
        return RowList(units, len(answered.dropped))

    async def positions(self) -> Sequence[Position]:
        """Return the last known position of every person that has one; no place of one whose newest trip is private."""
        people = await self.trips.know_private_people()
        found = (await self.call("positions.list", urgent=False)).values
        return [masked_position(each, people) for each in found if each.unit not in self._left]

    async def position(self, unit: str) -> Position:
        """Return the last known position of one person; no place of one whose newest trip is private."""
        people = await self.trips.know_private_people()
        found: Position = (await self.call("positions.get", {"uid": unit}, urgent=False)).values
        return masked_position(found, people)
