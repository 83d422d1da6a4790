"""The people of a VEZMA account as drivers."""

from fleetdesk.api.parts import RowList
from fleetdesk.api.vezma.trips import VezmaCaller
from fleetdesk.domain.drivers import Person
from fleetdesk.domain.units import User


class VezmaPeople:
    """The people of one account; each is a unit too."""

    def __init__(self, calls: VezmaCaller) -> None:
        self._calls = calls

    async def known(self) -> RowList[Person]:
        """Return all people, the deactivated too: one request."""
        answered = await self._calls.call("users.list", urgent=False)
        return RowList(map(_person, answered.values), len(answered.dropped))

    async def of_unit(self, unit: str) -> RowList[Person]:
        """Return one person: one request, for which a user has asked."""
        answered = await self._calls.call("users.get", {"uid": unit})
        return RowList([_person(answered.values)])


def _person(user: User) -> Person:
    return Person(user.account, user.id, user.name or "", user.phone or "", user.id, user.deactivated_at)
