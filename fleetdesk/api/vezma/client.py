"""A VEZMA account: people and their trips, read-only, and never more requests than its budget."""

from collections.abc import Collection, Mapping, Sequence

from fleetdesk import __version__
from fleetdesk.api.auth import TokenAuth
from fleetdesk.api.budget import Budget
from fleetdesk.api.client import Client
from fleetdesk.api.http import Http
from fleetdesk.api.operations import Table
from fleetdesk.api.outgoing import Outgoing
from fleetdesk.api.provider import Listing, Pairing, RowList
from fleetdesk.api.vezma.operations import OPERATIONS
from fleetdesk.base.errors import Unsupported
from fleetdesk.domain.capabilities import Ability, Capabilities, RequestLimit
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.history import Trip
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.domain.units import Position, Unit, UnitKind

BASE_URL = "https://app.vezma.com/api/v1/"
LIMIT = RequestLimit(requests=180, window_s=15 * 60.0)
CAPABILITIES = Capabilities("VEZMA", frozenset({Ability.POSITIONS, Ability.TRIPS, Ability.EXPENSES}), LIMIT)
PAGE = 50


class Vezma(Client):
    """People who report for themselves, and for a vehicle while their trip is open."""

    capabilities = CAPABILITIES

    def __init__(
        self,
        account: str,
        base_url: str,
        token: str,
        budget: Budget,
        *,
        language: str = "en",
        table: Table = OPERATIONS,
    ) -> None:
        known = {"User-Agent": f"FleetDesk/{__version__}", "Accept": "application/json", "Accept-Language": language}
        super().__init__(account, Http(base_url, known), TokenAuth(token), budget, table)
        self._names: dict[str, str] | None = None
        self._left: set[str] = set()

    async def sign_in(self) -> None:
        """Asks for the version: the cheapest call that needs the token."""
        await self.call("version")

    async def units(self) -> RowList[Unit]:
        """The people of the account who are not deactivated."""
        answered = await self.call("users.list", urgent=False)
        self._left = {user.id for user in answered.values if user.deactivated_at is not None}
        there = [user for user in answered.values if user.id not in self._left]
        units = (Unit(self.account, user.id, name=user.name, group="VEZMA", kind=UnitKind.PERSON) for user in there)
        return RowList(units, len(answered.dropped))

    async def positions(self) -> Sequence[Position]:
        """The last known position of every person that has one."""
        found = (await self.call("positions.list", urgent=False)).values
        return [each for each in found if each.unit not in self._left]

    async def pairings(self) -> Sequence[Pairing]:
        """The vehicle of each open trip; only the newest page is read, open trips are on it."""
        names = await self._vehicle_names()
        trips: list[Trip] = (await self.call("trips.list", {"count": PAGE, "cursor": "-1"}, urgent=False)).values
        return [
            Pairing(trip.driver, names.get(trip.unit, trip.unit))
            for trip in trips
            if trip.in_progress and trip.driver and trip.unit
        ]

    async def _vehicle_names(self) -> dict[str, str]:
        if self._names is None:
            vehicles: list[Unit] = (await self.call("vehicles.list", urgent=False)).values
            self._names = {each.id: each.name or each.id for each in vehicles}
        return self._names

    async def in_area(self, ring: Sequence[tuple[float, float]]) -> Sequence[str]:
        """VEZMA cannot be asked."""
        raise Unsupported(self.capabilities.why_not(Ability.AREA))

    async def tasks(self, *, everything: bool = False) -> Listing:
        """VEZMA has no tasks."""
        return Listing([])

    async def find_task(self, number: int) -> Task | None:
        """VEZMA has no tasks."""
        raise Unsupported(self.capabilities.why_not(Ability.TASKS))

    async def tasks_with_refs(self, refs: Collection[str]) -> Mapping[str, Task]:
        """VEZMA has no tasks."""
        raise Unsupported(self.capabilities.why_not(Ability.TASKS))

    async def create_task(self, fields: Fields) -> Task:
        """VEZMA has no tasks."""
        raise Unsupported(self.capabilities.why_not(Ability.TASKS))

    async def update_task(self, number: int, fields: Fields) -> None:
        """VEZMA has no tasks."""
        raise Unsupported(self.capabilities.why_not(Ability.TASKS))

    async def documents(self, task: int) -> RowList[Document]:
        """VEZMA has no documents."""
        return RowList()

    async def all_documents(self) -> RowList[Document]:
        """VEZMA has no documents."""
        return RowList()

    async def file_document(self, task: int, upload: Upload, name: str, copy: Outgoing) -> Document:
        """VEZMA has no documents."""
        raise Unsupported(self.capabilities.why_not(Ability.DOCUMENTS))

    async def set_type(self, document: int, document_type: DocumentType) -> None:
        """VEZMA has no documents."""
        raise Unsupported(self.capabilities.why_not(Ability.DOCUMENTS))

    async def trips(self) -> Sequence[Trip]:
        """The newest page of trips."""
        return list((await self.call("trips.list", {"count": PAGE, "cursor": "-1"}, urgent=False)).values)

    async def driving(self) -> Sequence[TachoState]:
        """VEZMA knows no tachograph."""
        return []
