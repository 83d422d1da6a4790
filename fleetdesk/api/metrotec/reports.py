"""Reports of a Metrotec account: which there are, how far they are, and what one holds."""

from typing import Any

from fleetdesk.api.metrotec.tasking import MetrotecCaller
from fleetdesk.api.parts import RowList
from fleetdesk.domain.history.records import Report, Visit


class ReportCalls:
    """Reports of one account; one is ordered by CreationCalls."""

    def __init__(self, calls: MetrotecCaller) -> None:
        self._calls = calls

    async def known(self) -> RowList[Report]:
        """Return all reports that the account lists."""
        return await self._rows("reports.list", {})

    async def rows(self, number: int) -> RowList[Visit]:
        """Return what a report holds that is done; before, the reference does not say what comes."""
        return await self._rows("reports.data", {"id": number})

    async def _rows(self, operation: str, given: dict[str, Any]) -> RowList[Any]:
        answered = await self._calls.call(operation, given, urgent=False)
        return RowList(answered.values, len(answered.dropped))
