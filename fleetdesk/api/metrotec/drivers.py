"""Drivers, tachographs, bookings and waybills of a Metrotec account."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.api.parts import RowList
from fleetdesk.domain.drivers import Booking, Driver, Person, TachoActivity, TachoState, TachoTotals, Waybill

ALL = -1
"""The offset that lists all drivers."""


class TachographCalls:
    """Tachographs: live, and what drivers did."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def driving(self) -> Sequence[TachoState]:
        """Return the live tachograph of every vehicle that has one."""
        return list((await self._calls.call("tacho.vehicles", urgent=False)).values)

    async def activities(self, driver: str, start: datetime, stop: datetime) -> RowList[TachoActivity]:
        """Return what a driver did in a period."""
        answered = await self._calls.call("tacho.activities", _of_driver(driver, start, stop), urgent=False)
        return RowList(answered.values, len(answered.dropped))

    async def totals(self, driver: str, start: datetime, stop: datetime) -> TachoTotals:
        """Return the seconds of each activity of a driver in a period."""
        found: TachoTotals = (
            await self._calls.call("tacho.totals", _of_driver(driver, start, stop), urgent=False)
        ).values
        return found


class DriverCalls:
    """Who drives: those with a card by their tachographs, others vehicle by vehicle, as there is no list of all."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def known(self) -> RowList[Person]:
        """Return the drivers whose cards the account's tachographs know, with what these say now."""
        answered = await self._calls.call("tacho.drivers", {"offset": ALL}, urgent=False)
        return RowList(map(_person_of_state, answered.values), len(answered.dropped))

    async def of_unit(self, unit: str) -> RowList[Person]:
        """Return the drivers of a vehicle, with their phones."""
        answered = await self._calls.call("drivers.list", {"object_id": unit}, urgent=False)
        return RowList((_person_of_driver(each, unit) for each in answered.values), len(answered.dropped))


class BookingCalls:
    """Bookings and open waybills."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def bookings(self, start: datetime, stop: datetime) -> RowList[Booking]:
        """Return the bookings of all vehicles that touch a period."""
        answered = await self._calls.call("drivers.bookings", {"datetime[]": [start, stop]}, urgent=False)
        return RowList(answered.values, len(answered.dropped))

    async def waybills(self) -> RowList[Waybill]:
        """Return the open waybills."""
        answered = await self._calls.call("drivers.waybills", urgent=False)
        return RowList(answered.values, len(answered.dropped))


def _of_driver(driver: str, start: datetime, stop: datetime) -> dict[str, Any]:
    return {"driver_id": driver, "datetime[]": [start, stop]}


def _person_of_state(state: TachoState) -> Person:
    return Person(state.account, str(state.driver), state.driver_name or "", unit=state.unit, driving=state)


def _person_of_driver(driver: Driver, unit: str) -> Person:
    """Return a driver; `name` before `fname`, as the tachograph's own full name has them."""
    name = " ".join(part for part in (driver.name, driver.first_name) if part)
    return Person(driver.account, str(driver.id), name, driver.phone or "", unit)
