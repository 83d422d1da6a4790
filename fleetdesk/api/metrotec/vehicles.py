"""What a Metrotec account can be asked about vehicles beyond list and positions."""

from collections.abc import Sequence

from fleetdesk.api.metrotec.tasking import MetrotecCaller


class AreaCalls:
    """Vehicles in an area, by the server's word."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def units_in(self, ring: Sequence[tuple[float, float]]) -> Sequence[str]:
        """Return the ids of the vehicles in a closed ring of (lon, lat)."""
        coordinates = [[round(lon, 6), round(lat, 6)] for lon, lat in ring]
        return list((await self._calls.call("vehicles.in_area", {"coordinates": coordinates})).values)
