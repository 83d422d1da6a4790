"""What an account can do, in parts that not every vendor has, and what these parts answer with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from fleetdesk.api.outgoing import Outgoing
from fleetdesk.domain.creations import Made
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.expenses import NamesOfExpenses
from fleetdesk.domain.fuel.fuel_ups import FuelUp
from fleetdesk.domain.history.private import PrivateTime
from fleetdesk.domain.history.records import (
    InputPeriod,
    Refuel,
    Report,
    Rides,
    TrackPoint,
    Trip,
    Visit,
    WorkPeriod,
    WorkTime,
)
from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.places import Expense, Geozone, Place, Poi, Service, Tank
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.domain.units import Unit, VehicleSettings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a person is doing now: the vehicle of the open trip, and when that began, in UTC."""

    person: str
    vehicle: str
    since: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class ExpensePage:
    """A page of expenses, the newest first, and the cursor of the next; None at the end. `unread` rows are missing."""

    expenses: tuple[Expense, ...]
    following: str | None = None
    unread: int = 0


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


class TripPart(Protocol):
    """Trips of people, where a vendor tracks these and not vehicles.

    `private_times` are the times at which people drove privately, as far as the pages that were read tell.
    """

    private_times: frozenset[PrivateTime]

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


class VisitedPart(Protocol):
    """Places that people visit, where a vendor keeps such."""

    async def one(self, number: int) -> Place:
        """Return one of them as it is now, for which a user has asked."""
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


class CarPart(Protocol):
    """Cars that are no units, because the vendor tracks the people in them."""

    async def known(self) -> RowList[Unit]:
        """Return all cars of the account; one request."""
        ...

    async def one(self, car: str) -> Unit:
        """Return one car as the server has it now; one request."""
        ...

    async def services(self) -> RowList[Service]:
        """Return the kinds of service that the company has defined, the deleted ones too; one request."""
        ...


class ReportPart(Protocol):
    """Reports that a vendor makes when they are ordered; CreationPart orders one."""

    async def known(self) -> RowList[Report]:
        """Return all reports that the account lists, and how far each is."""
        ...

    async def rows(self, number: int) -> RowList[Visit]:
        """Return what a report holds that is done."""
        ...


class TankPart(Protocol):
    """Fuel tanks at yards, where a vendor reads these."""

    async def known(self) -> RowList[Tank]:
        """Return all tanks of the account with their newest levels."""
        ...

    async def one(self, unit: str) -> Tank | None:
        """Return one tank with the refill that the server expects; None where it does not know the tank."""
        ...


class WorkPart(Protocol):
    """Work time, repairs and rides, where a vendor counts them. Times are in UTC, an end is not included."""

    async def times(self, start: datetime, stop: datetime) -> RowList[WorkTime]:
        """Return how long each vehicle worked and was repaired in a period."""
        ...

    async def rides(self, start: datetime, stop: datetime) -> RowList[Rides]:
        """Return how many rides each vehicle made in a period."""
        ...

    async def periods(self, unit: str, start: datetime, stop: datetime) -> RowList[WorkPeriod]:
        """Return the periods of work and repair of one vehicle that touch a period."""
        ...


class FuelUpPart(Protocol):
    """Fuel that people paid for, where a vendor keeps expenses."""

    async def page(self, cursor: str = FIRST_PAGE) -> FuelUpPage:
        """Return a page of the account's expenses, from the newest on or from a cursor; for nobody in a hurry."""
        ...


class ExpensePart(Protocol):
    """What people spent, where a vendor keeps expenses."""

    async def page(self, cursor: str = FIRST_PAGE) -> ExpensePage:
        """Return a page of the account's expenses, from the newest on or from a cursor; for nobody in a hurry."""
        ...

    async def names(self) -> NamesOfExpenses:
        """Return how vehicles and people are called, and what expenses may be for."""
        ...
