"""Which vehicles the people of a VEZMA account drive, by their open trips."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from fleetdesk.api.parts import FIRST_PAGE, Pairing, TripPage
from fleetdesk.api.provider import Answered
from fleetdesk.base.errors import Refused, Unsupported
from fleetdesk.domain.history.private import PrivateTime, private_people, private_times
from fleetdesk.domain.units import Unit

PAGE = 50


class VezmaCaller(Protocol):
    """What is needed of an account."""

    async def call(self, operation: str, given: Mapping[str, Any] | None = None, *, urgent: bool = True) -> Answered:
        """Call any operation."""
        ...


class TripCalls:
    """The trips of one account; the names of vehicles are asked for once.

    `private_people` are those whose newest trip is private, as far as the pages that were read tell; None before one.
    `private_times` are the times at which people drove privately, by the same pages.
    """

    def __init__(self, calls: VezmaCaller) -> None:
        self._calls = calls
        self._names: dict[str, str] | None = None
        self.private_people: frozenset[str] | None = None
        self.private_times: frozenset[PrivateTime] = frozenset()

    async def page(self, cursor: str = FIRST_PAGE) -> TripPage:
        """Return one page of the account's trips, the newest first, from a cursor on."""
        answered = await self._calls.call("trips.list", {"count": PAGE, "cursor": cursor}, urgent=False)
        newest = cursor == FIRST_PAGE
        self.private_times = private_times(answered.values, self.private_times, newest=newest)
        if newest:
            self.private_people = private_people(answered.values, self.private_people or ())
        return TripPage(tuple(answered.values), answered.next_cursor, len(answered.dropped))

    async def know_private_people(self) -> frozenset[str]:
        """Return the people whose places are private; the newest page is read where none was.

        An account whose server lets it read no trips is told of no private ones.
        """
        if self.private_people is None:
            try:
                await self.page()
            except (Refused, Unsupported):
                self.private_people = frozenset()
        return self.private_people or frozenset()

    async def pairings(self) -> Sequence[Pairing]:
        """Return the vehicle of each open trip; only the newest page is read, open trips are on it."""
        names = await self.vehicle_names()
        return [
            Pairing(trip.driver, names.get(trip.unit, trip.unit), trip.started_at)
            for trip in (await self.page()).trips
            if trip.in_progress and trip.driver and trip.unit
        ]

    async def vehicle_names(self) -> dict[str, str]:
        """Return the names of the account's vehicles by their ids, asked for once."""
        if self._names is None:
            vehicles: list[Unit] = (await self._calls.call("vehicles.list", urgent=False)).values
            self._names = {each.id: each.name or each.id for each in vehicles}
        return self._names

    def forget_names(self) -> None:
        """Ask for the names of vehicles again."""
        self._names = None
