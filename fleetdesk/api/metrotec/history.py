"""The past of a Metrotec account's vehicles."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.api.parts import RowList
from fleetdesk.domain.history.records import InputPeriod, Refuel, TrackPoint, Trip


class HistoryCalls:
    """Trips, inputs, refuels and tracks of one vehicle at a time; times are in UTC."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def trips(self, unit: str, start: datetime, stop: datetime) -> RowList[Trip]:
        """Return the finished trips that began in a period."""
        return await self._rows("history.trips", _period(unit, start, stop))

    async def inputs(self, unit: str, start: datetime, stop: datetime) -> RowList[InputPeriod]:
        """Return the periods of inputs of the trips that began in a period."""
        return await self._rows("history.inputs", _period(unit, start, stop))

    async def refuels(self, unit: str, start: datetime, stop: datetime) -> RowList[Refuel]:
        """Return the fillings of the tank in a period."""
        return await self._rows("history.refuels", _period(unit, start, stop))

    async def track(self, unit: str, start: datetime) -> RowList[TrackPoint]:
        """Return the track from a moment on: the reference names neither an end nor how much comes at once."""
        return await self._rows("history.track", {"vehicle_id": unit, "start_from": start})

    async def _rows(self, operation: str, given: Mapping[str, Any]) -> RowList[Any]:
        answered = await self._calls.call(operation, given, urgent=False)
        return RowList(answered.values, len(answered.dropped))


def _period(unit: str, start: datetime, stop: datetime) -> dict[str, Any]:
    return {"vehicle_id": unit, "period_start": start, "period_stop": stop}
