"""The cars of a VEZMA account, which are no units there, and what can be done to them."""

from fleetdesk.api.parts import RowList
from fleetdesk.api.vezma.trips import VezmaCaller
from fleetdesk.domain.places import Service
from fleetdesk.domain.units import Unit


class CarCalls:
    """The cars of one account."""

    def __init__(self, calls: VezmaCaller) -> None:
        self._calls = calls

    async def known(self) -> RowList[Unit]:
        """Return all cars, whether anybody drives them or not."""
        answered = await self._calls.call("vehicles.list", urgent=False)
        return RowList(answered.values, len(answered.dropped))

    async def one(self, car: str) -> Unit:
        """Return one car as it is now."""
        found: Unit = (await self._calls.call("vehicles.get", {"vehicleId": car}, urgent=False)).values
        return found

    async def services(self) -> RowList[Service]:
        """Return the kinds of service."""
        answered = await self._calls.call("services.list", urgent=False)
        return RowList(answered.values, len(answered.dropped))
