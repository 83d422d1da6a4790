"""What the device of a vehicle of a Metrotec account can do, and what was ordered of it."""

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.domain.units import VehicleSettings


class DeviceCalls:
    """Devices of the vehicles of one account."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def settings(self, unit: str) -> VehicleSettings:
        """Return the settings of one vehicle."""
        answered = await self._calls.call("vehicles.settings", {"object_id": unit})
        found: VehicleSettings = answered.values
        return found
