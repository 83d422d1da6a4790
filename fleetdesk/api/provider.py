"""What the desk asks of a back end, whichever it is. Sync and the command line know this and nothing below it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from fleetdesk.api.outgoing import Outgoing
from fleetdesk.base.errors import Unsupported
from fleetdesk.domain.asked_area import Questions, ids_by_rings
from fleetdesk.domain.capabilities import Ability, Capabilities
from fleetdesk.domain.creations import Made
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.history.records import InputPeriod, Refuel, TrackPoint, Trip
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.places import Geozone, Place, Poi, Tank
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.domain.units import Position, Unit, VehicleSettings

T = TypeVar("T")


@dataclass(slots=True)
class Answered:
    """One answer: domain values, the vendor's own JSON, and the reasons for rows that were dropped."""

    values: Any
    raw: Any = None
    dropped: list[str] = field(default_factory=list)
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a person is doing now: the vehicle of the open trip."""

    person: str
    vehicle: str


FIRST_PAGE = "-1"
"""The cursor of the newest page."""


@dataclass(frozen=True, slots=True)
class TripPage:
    """A page of trips, the newest first, and the cursor of the next; None at the end. `unread` rows are missing."""

    trips: tuple[Trip, ...]
    following: str | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """The tasks of a list, and whether it was read whole: only a whole list says that a task is gone.

    `unread` counts its rows that could not be read.
    """

    tasks: Sequence[Task]
    complete: bool = True
    unread: int = 0


@dataclass(frozen=True, slots=True)
class FuelUpPage:
    """The fuel-ups on a page of expenses, the newest first, and the cursor of the next page; None at the end.

    `newest` is when the newest expense of the page was made, whatever it is for.
    """

    fuel_ups: tuple[FuelUp, ...]
    following: str | None = None
    newest: datetime | None = None


class RowList(list[T]):
    """The rows of a whole list, and how many more could not be read: one of these may be what is missed."""

    def __init__(self, rows: Iterable[T] = (), unread: int = 0) -> None:
        super().__init__(rows)
        self.unread = unread


class TaskPart(Protocol):
    """Tasks, where a vendor has them."""

    async def listing(self, *, everything: bool = False) -> Listing:
        """Return the active tasks, or with `everything` the finished ones too."""
        ...

    async def find(self, number: int) -> Task | None:
        """Return one task as the server has it now, finished or not; None where a whole list does not have it."""
        ...

    async def with_refs(self, refs: Collection[str]) -> Mapping[str, Task]:
        """Return the tasks of these order references, finished ones too; what is left out, no whole list has."""
        ...

    async def create(self, fields: Fields) -> Task:
        """Make a task of domain fields and return the server's own copy; sent once, never tried again here."""
        ...

    async def update(self, number: int, fields: Fields) -> None:
        """Change fields of a task; sent once, never tried again here."""
        ...


class DocumentPart(Protocol):
    """Documents of tasks, where a vendor keeps them."""

    async def of_task(self, task: int) -> RowList[Document]:
        """Return the documents of a task."""
        ...

    async def everywhere(self) -> RowList[Document]:
        """Return the documents of the whole account."""
        ...

    async def file(self, task: int, upload: Upload, name: str, copy: Outgoing) -> Document:
        """File a copy on a task under this name and return the server's record; sent once, never tried again here.

        Halted or Spoilt where the copy was not sent whole.
        """
        ...

    async def set_type(self, document: int, document_type: DocumentType) -> None:
        """Call DocumentPart.set_type; Unsupported comes with the answer, as any other refusal does."""
        ...


class AreaPart(Protocol):
    """Who is in an area, where a vendor answers that."""

    async def units_in(self, ring: Sequence[tuple[float, float]]) -> Sequence[str]:
        """Return the ids of the units in a closed ring of (lon, lat), by the server's own knowledge."""
        ...


class TachographPart(Protocol):
    """Live tachographs, where a vendor reads them."""

    async def driving(self) -> Sequence[TachoState]:
        """Return who drives what now and how long they still may."""
        ...


class TripPart(Protocol):
    """Trips of people, where a vendor tracks these and not vehicles."""

    async def pairings(self) -> Sequence[Pairing]:
        """Return which vehicle each person drives now."""
        ...

    async def page(self, cursor: str = FIRST_PAGE) -> TripPage:
        """Return a page of the trips of all people, from the newest on or from a cursor; for nobody who is in a hurry.

        Private trips are masked.
        """
        ...


class HistoryPart(Protocol):
    """The past of one vehicle, where a vendor tells it. Times are in UTC; lists hold what could be read."""

    async def trips(self, unit: str, start: datetime, stop: datetime) -> RowList[Trip]:
        """Return the finished trips that began in a period."""
        ...

    async def inputs(self, unit: str, start: datetime, stop: datetime) -> RowList[InputPeriod]:
        """Return the periods of inputs of the trips that began in a period."""
        ...

    async def refuels(self, unit: str, start: datetime, stop: datetime) -> RowList[Refuel]:
        """Return the fillings of the tank in a period."""
        ...

    async def track(self, unit: str, start: datetime) -> RowList[TrackPoint]:
        """Return the track from a moment on, as far as the server gives it at once."""
        ...


class PlacePart(Protocol):
    """Named places of an account, where a vendor keeps such."""

    async def known(self) -> Sequence[Poi | Place | Geozone]:
        """Return all of them."""
        ...


class CreationPart(Protocol):
    """New places, geozones, ties, orders and reports, where a vendor takes such. Kinds are those of the outbox."""

    async def create(self, kind: OpKind, fields: Fields) -> Made | None:
        """Make it, and return what the server says that it made; None where it took it without a word.

        It is sent once, never tried again here.
        """
        ...

    async def listed(self, kind: OpKind, fields: Fields) -> RowList[Made]:
        """Return what the server lists of the kind; of ties those of this geozone, of orders those of this vehicle."""
        ...


class DevicePart(Protocol):
    """What devices of vehicles can be told, where a vendor takes orders to them."""

    async def settings(self, unit: str) -> VehicleSettings:
        """Return what the device of a vehicle can do, and what was ordered of it."""
        ...


class TankPart(Protocol):
    """Fuel tanks at yards, where a vendor reads these."""

    async def known(self) -> RowList[Tank]:
        """Return all tanks of the account with their newest levels."""
        ...

    async def one(self, unit: str) -> Tank | None:
        """Return one tank with the refill that the server expects; None where it does not know the tank."""
        ...


class FuelUpPart(Protocol):
    """Fuel that people paid for, where a vendor keeps expenses."""

    async def page(self, cursor: str = FIRST_PAGE) -> FuelUpPage:
        """Return a page of the account's expenses, from the newest on or from a cursor; for nobody in a hurry."""
        ...


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
    def creations(self) -> CreationPart | None:
        """Return the part for new places, geozones, ties, orders and reports; None where the vendor takes none."""
        ...

    @property
    def devices(self) -> DevicePart | None:
        """Return the part for devices of vehicles; None where the vendor takes no orders to them."""
        ...

    @property
    def places(self) -> PlacePart | None:
        """Return the part for named places; None where the vendor has none."""
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
