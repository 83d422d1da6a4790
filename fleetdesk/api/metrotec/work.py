"""Work time, repairs and rides of a Metrotec account's vehicles."""

from datetime import datetime, timedelta
from typing import Any

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.api.provider import RowList
from fleetdesk.domain.history.records import Rides, WorkPeriod, WorkTime

LAST_SECOND = timedelta(seconds=1)
"""The reference's examples end a period with its last second."""


class WorkCalls:
    """What all vehicles did in a period, or one in detail. Times are in UTC, an end is not included."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def times(self, start: datetime, stop: datetime) -> RowList[WorkTime]:
        """Return how long each vehicle worked and was repaired."""
        return await self._rows("worktime.list", start, stop)

    async def rides(self, start: datetime, stop: datetime) -> RowList[Rides]:
        """Return how many rides each vehicle made."""
        return await self._rows("worktime.rides", start, stop)

    async def periods(self, unit: str, start: datetime, stop: datetime) -> RowList[WorkPeriod]:
        """Return the periods of work and repair of one vehicle that touch the period."""
        return await self._rows("worktime.periods", start, stop, id=unit)

    async def _rows(self, operation: str, start: datetime, stop: datetime, **more: str) -> RowList[Any]:
        given = {"datetime": [start, stop - LAST_SECOND], **more}
        answered = await self._calls.call(operation, given, urgent=False)
        return RowList(answered.values, len(answered.dropped))
