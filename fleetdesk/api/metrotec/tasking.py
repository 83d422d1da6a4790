"""Tasks of a Metrotec account: lists walked page by page, one found again, made and changed.

The vendor has no call for one task and says neither the order of the list nor a largest page
(docs/vendors/metrotec.md#tasks). So pages overlap by one row, which shows whether the list moved meanwhile; and one
task is first looked for where it was.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from fleetdesk.api.operations import OperationTable
from fleetdesk.api.parts import Listing
from fleetdesk.api.provider import Answered
from fleetdesk.api.scalars import text
from fleetdesk.base.errors import BadAnswer, Unsupported
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import STATUS_BY_CODE, Task, TaskStatus

PAGE = 1000
MOST_PAGES = 2000
WALKS = 3
AROUND = 10
_CODES = {status: code for code, status in STATUS_BY_CODE.items()}
_NAMES = {
    "unit": "object_id",
    "order_ref": "order_ref",
    "start_at": "start_time",
    "stop_at": "stop_time",
    "lat": "lat",
    "lon": "lon",
    "address": "task_address",
    "description": "task_description",
    "details": "order_details",
    "notes": "task_notes",
    "start_address": "start_address",
    "start_lat": "start_lat",
    "start_lon": "start_lon",
    "planned_km": "planned_km",
    "status": "status",
    "active": "active",
    "group": "group_id",
    "not_own": "is_not_own_vehicle",
}
_TEXTS = {"address", "description", "details", "notes", "start_address"}


class MetrotecCaller(Protocol):
    """What is needed of an account."""

    table: OperationTable

    async def call(self, operation: str, given: Mapping[str, Any] | None = None, *, urgent: bool = True) -> Answered:
        """Call any operation."""
        ...


class Moved(Exception):
    """The list changed while its pages were read; `found` is what was read until then."""

    def __init__(self, found: dict[int, Task]) -> None:
        super().__init__("the list changed")
        self.found = found


class Walked(NamedTuple):
    """What a walk found, and how many rows of a whole list could not be read."""

    found: dict[int, Task]
    unread: int = 0


class TaskCalls:
    """The task operations of one account."""

    def __init__(self, calls: MetrotecCaller, sender: str = "") -> None:
        self._calls, self._sender = calls, sender
        self._places: dict[tuple[str, bool], int] = {}

    async def listing(self, *, everything: bool = False, urgent: bool = False, refs: Collection[str] = ()) -> Listing:
        """Return all active tasks, or all there are; `complete` is False where the list kept changing meanwhile.

        BadAnswer where one of the `refs` stands in a row that cannot be read.
        """
        found: dict[int, Task] = {}
        for _attempt in range(WALKS):
            try:
                walked = await self._walk(everything, urgent, refs=refs)
            except Moved as moved:
                found |= moved.found
                continue
            return Listing(list(walked.found.values()), complete=True, unread=walked.unread)
        return Listing(list(found.values()), complete=False)

    async def _walk(
        self, everything: bool, urgent: bool, stop: Callable[[Task], bool] = lambda _: False, refs: Collection[str] = ()
    ) -> Walked:
        """Read the list to its end, or until a task that stop() wants; Moved with what was found so far."""
        found: dict[int, Task] = {}
        seen: dict[Any, None] = {}
        start, last = 0, None
        for _attempt in range(MOST_PAGES):
            tasks, rows = await self._page(everything, PAGE, start, urgent, refs)
            fresh = [row for row in rows if row not in seen]
            if not fresh and (not seen or (rows and rows[0] in (last, next(iter(seen))))):
                # The end, or a server that takes no offset and has told all at once.
                return Walked(found, len(seen) - len(found))
            if seen and (not rows or rows[0] != last):
                raise Moved(found)
            found |= {int(task.id or 0): task for task in tasks}
            if any(map(stop, tasks)):
                return Walked(found)
            seen |= dict.fromkeys(fresh)
            start, last = start + len(rows) - 1, rows[-1]
        raise BadAnswer(_("The server's list of tasks has no end."))

    async def _page(
        self, everything: bool, limit: int, offset: int, urgent: bool, refs: Collection[str] = ()
    ) -> tuple[Sequence[Task], list[Any]]:
        """Return one page: its readable tasks, and what identifies each of its rows, unreadable ones too."""
        given = {"limit": limit, "offset": offset, "all": int(everything)}
        answered = await self._calls.call("tasks.list", given, urgent=urgent)
        if refs and answered.dropped:
            _check_readable(answered, refs)
        rows = [str(row.get("id") if isinstance(row, dict) else row) for row in answered.raw]
        self._places |= {(row, everything): place for place, row in enumerate(rows, offset)}
        return answered.values, rows

    async def find(self, number: int) -> Task | None:
        """Return the task as the server has it now; None only where a whole list does not have it."""
        for everything in (False, True):
            found = await self._where_it_was(number, everything)
            if found is not None:
                return found
        for everything in (False, True):
            task = await self._search(lambda task: task.id == number, everything, ())
            if task is not None:
                return task
        return None

    async def _where_it_was(self, number: int, everything: bool) -> Task | None:
        place = self._places.get((str(number), everything))
        if place is None:
            return None
        page, _ = await self._page(everything, 2 * AROUND, max(place - AROUND, 0), True)
        return next((task for task in page if task.id == number), None)

    async def _search(self, wanted: Callable[[Task], bool], everything: bool, refs: Collection[str]) -> Task | None:
        for _attempt in range(WALKS):
            try:
                walked = await self._walk(everything, True, wanted, refs)
            except Moved as moved:
                found = next(filter(wanted, moved.found.values()), None)
                if found is not None:
                    return found
                continue
            return next(filter(wanted, walked.found.values()), None)
        raise BadAnswer(_("The server's list of tasks keeps changing while it is read. FleetDesk tries again."))

    async def with_refs(self, refs: Collection[str]) -> dict[str, Task]:
        """Return the tasks of these order references, finished ones too; what is left out, no whole list has.

        BadAnswer where the server has one of them in a row that cannot be read.
        """
        wanted = {ref.strip() for ref in refs}
        if len(wanted) == 1:
            task = await self._search(lambda task: (task.order_ref or "").strip() in wanted, True, wanted)
            return {next(iter(refs)): task} if task else {}
        listing = await self.listing(everything=True, urgent=True, refs=wanted)
        if not listing.complete:
            raise BadAnswer(_("The server's list of tasks keeps changing while it is read. FleetDesk tries again."))
        found = {(task.order_ref or "").strip(): task for task in listing.tasks}
        return {ref: found[ref.strip()] for ref in refs if ref.strip() in found}

    async def create(self, fields: Fields) -> Task:
        """Make a task and return it as the server answered; BadAnswer where that is not the task."""
        answered = await self._calls.call("tasks.create", wire(fields))
        made = answered.values
        if not isinstance(made, Task) or made.id is None:
            raise BadAnswer(_("The server did not answer with the new task."))
        return made

    async def update(self, number: int, fields: Fields) -> None:
        """Change fields of a task, naming the account's user as sender, with the audit that `edit` asks for.

        What comes back is not to be relied on.
        """
        given = {"id": number, **wire(fields), "edit": True}
        await self._calls.call("tasks.update", given | ({"sender": self._sender} if self._sender else {}))


def _check_readable(answered: Answered, refs: Collection[str]) -> None:
    """Raise BadAnswer where a reference stands in an unreadable row alone: it is there, and must not be made again."""
    told = {(text(row.get("order_ref")) or "").strip() for row in answered.raw if isinstance(row, dict)}
    hidden = (told & set(refs)) - {(task.order_ref or "").strip() for task in answered.values}
    if hidden:
        raise BadAnswer(
            _("The server has {reference} in a row that cannot be read. FleetDesk looks again.").format(
                reference=readable(min(hidden), NAME)
            )
        )


def wire(fields: Fields) -> dict[str, Any]:
    """Return the fields under the vendor's names. An emptied text goes as empty text; null is not known to be taken."""
    written: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, TaskStatus):
            if value not in _CODES:
                raise Unsupported(_("A status that FleetDesk does not know cannot be sent. Choose one of the five."))
            written[_NAMES[name]] = _CODES[value]
        elif value is not None:
            written[_NAMES[name]] = value
        elif name in _TEXTS:
            written[_NAMES[name]] = ""
    return written
