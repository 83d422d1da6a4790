"""The frequently visited places of a VEZMA account."""

from collections.abc import Sequence

from fleetdesk.api.vezma.trips import VezmaCaller
from fleetdesk.domain.places import Place


class VezmaPlaces:
    """The places of one account."""

    def __init__(self, calls: VezmaCaller) -> None:
        self._calls = calls

    async def known(self) -> Sequence[Place]:
        """Return the places: one request."""
        return list((await self._calls.call("places.list", urgent=False)).values)

    async def one(self, number: int) -> Place:
        """Return one place as it is now: one request, for which a user has asked."""
        found: Place = (await self._calls.call("places.get", {"placeId": number})).values
        return found
