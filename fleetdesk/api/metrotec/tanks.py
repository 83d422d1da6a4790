"""The fuel tanks of a Metrotec account."""

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.api.parts import RowList
from fleetdesk.domain.places import Tank


class TankCalls:
    """Tanks that stand at yards."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def known(self) -> RowList[Tank]:
        """Return all tanks of the account with their newest levels."""
        answered = await self._calls.call("tanks.list", urgent=False)
        return RowList(answered.values, len(answered.dropped))

    async def one(self, unit: str) -> Tank | None:
        """Return one tank with the refill that the server expects; None where it does not know the tank."""
        found: list[Tank] = (await self._calls.call("tanks.get", {"object_id": unit}, urgent=False)).values
        return found[0] if found else None
