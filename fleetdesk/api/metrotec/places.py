"""The named places of a Metrotec account: points of interest, and geozones."""

from collections.abc import Sequence

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.domain.places import Geozone, Poi


class MetrotecPlaces:
    """The places of one account."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def known(self) -> Sequence[Poi | Geozone]:
        """Return the points of interest, and the geozones that were not deleted: two requests."""
        pois = (await self._calls.call("pois.list", urgent=False)).values
        zones = (await self._calls.call("geozones.list", urgent=False)).values
        return [*pois, *(each for each in zones if each.deleted_at is None)]
