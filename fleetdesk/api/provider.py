"""What the desk asks of a back end, whichever it is. Sync and the command line know this and nothing below it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from fleetdesk.api.outgoing import Outgoing
from fleetdesk.domain.area_questions import Questions
from fleetdesk.domain.areas import ids_by_rings
from fleetdesk.domain.capabilities import Capabilities
from fleetdesk.domain.documents import DocumentType, Upload
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.history import Trip
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Document, Task
from fleetdesk.domain.units import Position, Unit

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


@dataclass(frozen=True, slots=True)
class Listing:
    """The tasks of a list, and whether it was read whole: only a whole list says that a task is gone.

    `unread` counts its rows that could not be read.
    """

    tasks: Sequence[Task]
    complete: bool = True
    unread: int = 0


class RowList(list[T]):
    """The rows of a whole list, and how many more could not be read: one of these may be what is missed."""

    def __init__(self, rows: Iterable[T] = (), unread: int = 0) -> None:
        super().__init__(rows)
        self.unread = unread


class Provider(Protocol):
    """A signed-in account. Every method may raise the errors of fleetdesk.base.errors; lists hold what was readable."""

    account: str
    capabilities: Capabilities
    user: str
    """The name under which the server keeps what this account does; empty where that is not known."""
    skew_s: float | None
    """Seconds by which this computer's clock was ahead of the server's at the last answer."""

    async def call(self, operation: str, given: Mapping[str, Any] | None = None, *, urgent: bool = True) -> Answered:
        """Any operation of the back end's table, with parameters under the vendor's own names."""
        ...

    async def sign_in(self) -> None:
        """Proves that the account works."""
        ...

    async def units(self) -> RowList[Unit]:
        """Everything that can be on the map."""
        ...

    async def positions(self) -> Sequence[Position]:
        """The last known position of everything."""
        ...

    async def pairings(self) -> Sequence[Pairing]:
        """Which vehicle each person drives now; empty where vehicles report for themselves."""
        ...

    async def in_area(self, ring: Sequence[tuple[float, float]]) -> Sequence[str]:
        """Ids of the units in a closed ring of (lon, lat), by the server's own knowledge."""
        ...

    async def tasks(self, *, everything: bool = False) -> Listing:
        """Active tasks, or with `everything` the finished ones too."""
        ...

    async def find_task(self, number: int) -> Task | None:
        """One task as the server has it now, finished or not; None where a whole list does not have it."""
        ...

    async def tasks_with_refs(self, refs: Collection[str]) -> Mapping[str, Task]:
        """The tasks of these order references, finished ones too; what is left out, no whole list has."""
        ...

    async def create_task(self, fields: Fields) -> Task:
        """Makes a task of domain fields and gives the server's own copy; sent once, never tried again here."""
        ...

    async def update_task(self, number: int, fields: Fields) -> None:
        """Changes fields of a task; sent once, never tried again here."""
        ...

    async def documents(self, task: int) -> RowList[Document]:
        """The documents of a task."""
        ...

    async def all_documents(self) -> RowList[Document]:
        """The documents of everything, where the back end lists them for all."""
        ...

    async def file_document(self, task: int, upload: Upload, name: str, copy: Outgoing) -> Document:
        """Files a copy on a task under this name and gives the server's own record; sent once, never tried again here.

        Halted or Spoilt where the copy was not sent whole.
        """
        ...

    async def set_type(self, document: int, document_type: DocumentType) -> None:
        """Calls a filed document something else; sent once, never tried again here."""
        ...

    async def trips(self) -> Sequence[Trip]:
        """The newest trips, where the back end lists them for all."""
        ...

    async def driving(self) -> Sequence[TachoState]:
        """Who drives what now and how long they still may; empty where the back end cannot tell."""
        ...

    async def spent(self) -> tuple[int, int | None]:
        """Requests of the running window and how many are allowed; None where no limit is named."""
        ...

    @property
    def dropped(self) -> int:
        """How many unreadable rows were left out since the start."""
        ...

    async def close(self) -> None:
        """Ends what is under way and closes the connections."""
        ...


async def ids_in(provider: Provider, asked: Questions) -> tuple[str, ...]:
    """The server's ids for an area, asked ring by ring: each outer ring less its holes."""
    answers = []
    for outer, holes in asked.parts:
        ids = await provider.in_area(outer)
        answers.append((ids, [await provider.in_area(hole) for hole in holes]))
    return ids_by_rings(answers)
