"""Tries a read where a document says it is, and says how well it answered; writes are never tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from fleetdesk.api.client import Client
from fleetdesk.api.likeness import expected
from fleetdesk.api.operations import Answer, Operation
from fleetdesk.api.provider import Answered
from fleetdesk.api.samples import Samples
from fleetdesk.base.errors import BadAnswer, FleetError, NoAnswer, NotSignedIn, RateLimited, Refused, Unreachable
from fleetdesk.base.translation import _, ngettext, pgettext

NO_SUCH_PLACE = (404, 405, 410, 501)
ALIKE = 0.3  # of the fields we read, in a row that comes
MOST_SILENT = 2
MOST_UNSIGNED = 2  # at the very start: then it is the key or token, and not the place


class Grade(IntEnum):
    """How well a place answered, worst first."""

    NOT_THERE = 0
    OTHER = 1  # something answers, and it is not what we read
    REFUSED = 2  # it is there and did not like the question
    EMPTY = 3
    WORKS = 4


@dataclass(frozen=True, slots=True)
class Tried:
    """The outcome of one read: its grade and what to tell."""

    grade: Grade
    said: str

    @property
    def there(self) -> bool:
        """Return whether the operation is at that place."""
        return self.grade >= Grade.REFUSED


class Trial:
    """Asks reads of one account, one after the other; what their answers name serves the next."""

    def __init__(self, client: Client) -> None:
        self._client, self.samples = client, Samples()
        self._silent = self._unsigned = 0
        self._accepted = False

    async def read(self, operation: Operation) -> Tried | None:
        """Return the outcome; None where it cannot be asked, because an id is missing.

        Raise Unreachable where the server is away, does not answer twice, or allows no more requests; NotSignedIn
        where it does not accept the account at all.
        """
        given = self.samples.given(operation)
        if given is None:
            return None
        try:
            reply = await self._client.ask(operation, given, urgent=True)
            answered = self._client.read(operation, reply, given)
        except FleetError as error:
            return self._failed(error)
        self._accepted = True
        self.samples.learn(operation.name, answered.raw)
        return _judged(operation, answered)

    def _failed(self, error: FleetError) -> Tried:
        if isinstance(error, Refused):
            there = error.status not in NO_SUCH_PLACE
            return Tried(Grade.REFUSED if there else Grade.NOT_THERE, _("answers {status}").format(status=error.status))
        if isinstance(error, NotSignedIn):
            self._unsigned += 1
            if self._unsigned >= MOST_UNSIGNED and not self._accepted:
                raise error
            return Tried(Grade.OTHER, _("does not take the sign-in"))
        if isinstance(error, BadAnswer):
            return Tried(Grade.OTHER, _("answers with something else"))
        self._silent += isinstance(error, NoAnswer)
        if isinstance(error, RateLimited) or not error.maybe_done or self._silent >= MOST_SILENT:
            raise error
        if isinstance(error, Unreachable):
            return Tried(
                Grade.OTHER, _("does not answer") if isinstance(error, NoAnswer) else pgettext("status", "fails")
            )
        raise error


def _judged(operation: Operation, answered: Answered) -> Tried:
    if operation.answer is Answer.ONE:
        rows = [answered.raw]
    else:
        inside = answered.raw.get(operation.items) if isinstance(answered.raw, Mapping) else answered.raw
        rows = inside if isinstance(inside, list) else [answered.raw]
        if not rows:
            return Tried(Grade.EMPTY, _("answers, with nothing in it"))
    if answered.dropped and not answered.values:
        return Tried(Grade.OTHER, _("answers with rows that cannot be read"))
    if not any(_alike(operation, row) for row in rows[:20]):
        return Tried(Grade.OTHER, _("answers with other fields"))
    if operation.answer is Answer.ONE:
        return Tried(Grade.WORKS, pgettext("status", "works"))
    count = len(rows)
    return Tried(Grade.WORKS, ngettext("works, {count} row", "works, {count} rows", count).format(count=count))


def _alike(operation: Operation, row: Any) -> bool:
    ours = expected(operation)
    return not ours or (isinstance(row, Mapping) and len(ours & row.keys()) >= ALIKE * len(ours))
