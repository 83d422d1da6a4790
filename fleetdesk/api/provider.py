"""What the desk asks of a back end, whichever it is. Sync and the command line know this and nothing below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from fleetdesk.api.driver_parts import BookingPart, DriverPart, TachographPart
from fleetdesk.api.outgoing import Outgoing
from fleetdesk.api.parts import (
    AreaPart,
    CarPart,
    CreationPart,
    DevicePart,
    DocumentPart,
    ExpensePart,
    FuelUpPart,
    HistoryPart,
    PlacePart,
    ReportPart,
    RowList,
    TankPart,
    TaskPart,
    TripPart,
    VisitedPart,
    WorkPart,
)
from fleetdesk.base.errors import Unsupported
from fleetdesk.domain.asked_area import Questions, ids_by_rings
from fleetdesk.domain.capabilities import Ability, Capabilities
from fleetdesk.domain.creations import Made
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.domain.units import Position, Unit


@dataclass(slots=True)
class Answered:
    """One answer: domain values, the vendor's own JSON, and the reasons for rows that were dropped."""

    values: Any
    raw: Any = None
    dropped: list[str] = field(default_factory=list)
    next_cursor: str | None = None


class Provider(Protocol):
    """A signed-in account. Every method may raise the errors of fleetdesk.base.errors; lists hold what was readable.

    What not every vendor has is a part, which is None where it is missing.
    """

    account: str
    capabilities: Capabilities
    user: str
    """The name under which the server keeps what this account does; empty where that is not known."""
    skew_s: float | None
    """Seconds by which this computer's clock was ahead of the server's at the last answer."""

    @property
    def tasks(self) -> TaskPart | None:
        """Return the part for tasks; None where the vendor has none."""
        ...

    @property
    def documents(self) -> DocumentPart | None:
        """Return the part for documents of tasks; None where the vendor has none."""
        ...

    @property
    def area(self) -> AreaPart | None:
        """Return the part that asks the server who is in an area; None where the vendor has none."""
        ...

    @property
    def tachograph(self) -> TachographPart | None:
        """Return the part for live tachographs; None where the vendor has none."""
        ...

    @property
    def drivers(self) -> DriverPart | None:
        """Return the part that tells who drives; None where the vendor has none."""
        ...

    @property
    def bookings(self) -> BookingPart | None:
        """Return the part for bookings and waybills; None where the vendor has none."""
        ...

    @property
    def trips(self) -> TripPart | None:
        """Return the part for trips of people; None where the vendor has none."""
        ...

    @property
    def history(self) -> HistoryPart | None:
        """Return the part for the past of vehicles; None where the vendor has none."""
        ...

    @property
    def tanks(self) -> TankPart | None:
        """Return the part for fuel tanks; None where the vendor has none."""
        ...

    @property
    def fuel_ups(self) -> FuelUpPart | None:
        """Return the part for fuel that people paid for; None where the vendor has none."""
        ...

    @property
    def expenses(self) -> ExpensePart | None:
        """Return the part for what people spent; None where the vendor keeps no expenses."""
        ...

    @property
    def work(self) -> WorkPart | None:
        """Return the part for work time of vehicles; None where the vendor counts none."""
        ...

    @property
    def creations(self) -> CreationPart | None:
        """Return the part for new places, geozones, ties, orders and reports; None where the vendor takes none."""
        ...

    @property
    def devices(self) -> DevicePart | None:
        """Return the part for devices of vehicles; None where the vendor takes no orders to them."""
        ...

    @property
    def cars(self) -> CarPart | None:
        """Return the part for cars that are no units; None where vehicles are units."""
        ...

    @property
    def reports(self) -> ReportPart | None:
        """Return the part for reports that are ordered; None where the vendor makes none."""
        ...

    @property
    def places(self) -> PlacePart | None:
        """Return the part for named places; None where the vendor has none."""
        ...

    @property
    def visited(self) -> VisitedPart | None:
        """Return the part for single visited places; None where the vendor keeps none."""
        ...

    async def call(self, operation: str, given: Mapping[str, Any] | None = None, *, urgent: bool = True) -> Answered:
        """Call any operation of the vendor's table, with parameters under the vendor's own names."""
        ...

    async def sign_in(self) -> None:
        """Prove that the account works."""
        ...

    async def units(self) -> RowList[Unit]:
        """Return everything that can be on the map."""
        ...

    async def positions(self) -> Sequence[Position]:
        """Return the last known position of every unit."""
        ...

    async def position(self, unit: str) -> Position:
        """Return the last known position of one unit, asked for because somebody looks at it."""
        ...

    async def spent(self) -> tuple[int, int | None]:
        """Return the requests of the running window and how many are allowed; None where no limit is named."""
        ...

    @property
    def dropped(self) -> int:
        """Return the number of unreadable rows left out since the start."""
        ...

    async def close(self) -> None:
        """End what is under way and close the connections."""
        ...


def tasks_of(provider: Provider) -> TaskPart:
    """Return the tasks of an account; Unsupported, in a sentence for the user, where its vendor has none."""
    if provider.tasks is None:
        raise Unsupported(provider.capabilities.why_not(Ability.TASKS))
    return provider.tasks


def documents_of(provider: Provider) -> DocumentPart:
    """Return the documents of an account; Unsupported, in a sentence for the user, where its vendor has none."""
    if provider.documents is None:
        raise Unsupported(provider.capabilities.why_not(Ability.DOCUMENTS))
    return provider.documents


def creations_of(provider: Provider) -> CreationPart:
    """Return the part that makes these; Unsupported, in a sentence for the user, where the vendor takes none."""
    if provider.creations is None:
        raise Unsupported(provider.capabilities.why_not(Ability.CREATIONS))
    return provider.creations


async def create(provider: Provider, kind: OpKind, fields: Fields) -> Made | None:
    """Call CreationPart.create; Unsupported comes with the answer, as any other refusal does."""
    return await creations_of(provider).create(kind, fields)


async def create_task(provider: Provider, fields: Fields) -> Task:
    """Call TaskPart.create; Unsupported comes with the answer, as any other refusal does."""
    return await tasks_of(provider).create(fields)


async def update_task(provider: Provider, number: int, fields: Fields) -> None:
    """Call TaskPart.update; Unsupported comes with the answer, as any other refusal does."""
    await tasks_of(provider).update(number, fields)


async def file_document(provider: Provider, task: int, upload: Upload, name: str, copy: Outgoing) -> Document:
    """Call DocumentPart.file; Unsupported comes with the answer, as any other refusal does."""
    return await documents_of(provider).file(task, upload, name, copy)


async def set_type(provider: Provider, document: int, document_type: DocumentType) -> None:
    """Call DocumentPart.set_type; Unsupported comes with the answer, as any other refusal does."""
    await documents_of(provider).set_type(document, document_type)


async def ids_in(area: AreaPart, asked: Questions) -> tuple[str, ...]:
    """Return the server's ids for an area, asked ring by ring: each outer ring less its holes."""
    answers = []
    for outer, holes in asked.parts:
        ids = await area.units_in(outer)
        answers.append((ids, [await area.units_in(hole) for hole in holes]))
    return ids_by_rings(answers)
