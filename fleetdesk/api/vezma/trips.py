"""Which vehicles the people of a VEZMA account drive, by their open trips."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from fleetdesk.api.provider import Answered, Pairing
from fleetdesk.domain.history import Trip
from fleetdesk.domain.units import Unit

PAGE = 50


class VezmaCaller(Protocol):
    """What is needed of an account."""

    async def call(self, operation: str, given: Mapping[str, Any] | None = None, *, urgent: bool = True) -> Answered:
        """Call any operation."""
        ...


class TripCalls:
    """The trips of one account; the names of vehicles are asked for once."""

    def __init__(self, calls: VezmaCaller) -> None:
        self._calls = calls
        self._names: dict[str, str] | None = None

    async def pairings(self) -> Sequence[Pairing]:
        """Return the vehicle of each open trip; only the newest page is read, open trips are on it."""
        names = await self._vehicle_names()
        newest = {"count": PAGE, "cursor": "-1"}
        trips: list[Trip] = (await self._calls.call("trips.list", newest, urgent=False)).values
        return [
            Pairing(trip.driver, names.get(trip.unit, trip.unit))
            for trip in trips
            if trip.in_progress and trip.driver and trip.unit
        ]

    async def _vehicle_names(self) -> dict[str, str]:
        if self._names is None:
            vehicles: list[Unit] = (await self._calls.call("vehicles.list", urgent=False)).values
            self._names = {each.id: each.name or each.id for each in vehicles}
        return self._names

    def forget_names(self) -> None:
        """Ask for the names of vehicles again."""
        self._names = None
