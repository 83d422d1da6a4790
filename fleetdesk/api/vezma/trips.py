"""Which vehicles the people of a VEZMA account drive, by their open trips."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from fleetdesk.api.parts import FIRST_PAGE, Pairing, TripPage
from fleetdesk.api.provider import Answered
from fleetdesk.base.errors import Refused, Unsupported
from fleetdesk.domain.history.private import PrivateTime, private_people, private_times
from fleetdesk.domain.history.records import Trip
from fleetdesk.domain.places import Purpose
from fleetdesk.domain.units import Unit

PAGE, ASKED_AT_ONCE = 50, 2
"""Trips on a page, and how many open ones that are on none are asked for at a time."""


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
        self._purposes: dict[int, str] | None = None
        self._open: dict[str | int, Trip] = {}
        self.private_people: frozenset[str] | None = None
        self.private_times: frozenset[PrivateTime] = frozenset()

    async def page(self, cursor: str = FIRST_PAGE) -> TripPage:
        """Return one page of the account's trips, the newest first, from a cursor on."""
        answered = await self._calls.call("trips.list", {"count": PAGE, "cursor": cursor}, urgent=False)
        trips = await self._with_purposes(answered.values)
        newest = cursor == FIRST_PAGE
        self.private_times = private_times(trips, self.private_times, newest=newest)
        if newest:
            self.private_people = private_people(trips, self.private_people or ())
        return TripPage(tuple(trips), answered.next_cursor, len(answered.dropped))

    async def _with_purposes(self, trips: Sequence[Trip]) -> Sequence[Trip]:
        """Name the purposes that trips tell by their numbers alone; the names are asked for once, when needed."""
        if all(each.purpose or each.purpose_id is None for each in trips):
            return trips
        if self._purposes is None:
            found: list[Purpose] = (await self._calls.call("purposes.list", urgent=False)).values
            self._purposes = {each.id: each.name for each in found if each.name}
        named = self._purposes
        return [
            each if each.purpose or each.purpose_id is None else replace(each, purpose=named.get(each.purpose_id))
            for each in trips
        ]

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
        """Return the vehicle of each open trip: those of the newest page, and those that were on it and left it open.

        Of the latter ASKED_AT_ONCE are asked for at a time, the one that was asked longest ago first.
        """
        names = await self.vehicle_names()
        page = (await self.page()).trips
        listed = {each.id for each in page}
        left = {key: trip for key, trip in self._open.items() if key not in listed}
        for key in list(left)[:ASKED_AT_ONCE] if page else ():
            trip = await self._again(left.pop(key))
            if trip is not None:
                left[key] = trip  # behind those that were not asked for now
        self._open = left | {each.id: each for each in page if each.in_progress}
        return [
            Pairing(trip.driver, names.get(trip.unit, trip.unit), trip.started_at)
            for trip in self._open.values()
            if trip.driver and trip.unit
        ]

    async def _again(self, trip: Trip) -> Trip | None:
        """Return an open trip as it is now; None where it has ended or is gone."""
        try:
            found: Trip = (await self._calls.call("trips.get", {"tid": trip.id}, urgent=False)).values
        except Refused:
            return None
        return found if found.in_progress else None

    async def vehicle_names(self) -> dict[str, str]:
        """Return the names of the account's vehicles by their ids, asked for once."""
        if self._names is None:
            vehicles: list[Unit] = (await self._calls.call("vehicles.list", urgent=False)).values
            self._names = {each.id: each.name or each.id for each in vehicles}
        return self._names

    def forget_names(self) -> None:
        """Ask for the names of vehicles again."""
        self._names = None
