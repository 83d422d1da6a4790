"""What the desk asks of a back end about drivers: tachographs, who drives, and what is booked."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from fleetdesk.domain.drivers import Booking, Person, TachoActivity, TachoState, TachoTotals, Waybill

if TYPE_CHECKING:
    from fleetdesk.api.parts import RowList


class TachographPart(Protocol):
    """Tachographs, where a vendor reads them. Drivers are named by the vendor's numbers; times are in UTC."""

    async def driving(self) -> Sequence[TachoState]:
        """Return who drives what now and how long they still may."""
        ...

    async def activities(self, driver: str, start: datetime, stop: datetime) -> "RowList[TachoActivity]":
        """Return what a driver did in a period; what began before it may be among them."""
        ...

    async def totals(self, driver: str, start: datetime, stop: datetime) -> TachoTotals:
        """Return the seconds of each activity of a driver in a period, as the server adds them up."""
        ...


class DriverPart(Protocol):
    """Who drives, where a vendor tells it."""

    async def known(self) -> "RowList[Person]":
        """Return those that the vendor lists at once, who have left the company too."""
        ...

    async def of_unit(self, unit: str) -> "RowList[Person]":
        """Return those that the vendor lists for one vehicle; for a person that is a unit, the person."""
        ...


class BookingPart(Protocol):
    """Which vehicles are promised to whom, where a vendor keeps that. Times are in UTC."""

    async def bookings(self, start: datetime, stop: datetime) -> "RowList[Booking]":
        """Return the bookings that touch a period."""
        ...

    async def waybills(self) -> "RowList[Waybill]":
        """Return the waybills that are open now."""
        ...
