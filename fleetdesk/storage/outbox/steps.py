"""The list of what can be taken back and done again, in gestures; kept in the file of the outbox."""

from collections.abc import Iterable, Sequence

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import Draft, Op
from fleetdesk.domain.steps import Direction, Step
from fleetdesk.storage.outbox.db import OutboxDatabase
from fleetdesk.storage.outbox.decisions import Decisions
from fleetdesk.storage.outbox.insert import Insert
from fleetdesk.storage.outbox.rows import read_step

_COLUMNS = "id, account, task, label, kind, before, after, at, gesture, direction"
_OPEN = "undone = 0 AND account NOT IN (SELECT account FROM owner WHERE was IS NOT NULL)"
MOST = 30
ON_ITS_WAY = _("It is being sent just now and cannot be taken back. Wait for the answer.")


class Steps:
    """Reads the list and leads gestures back. Moments are in seconds since 1970."""

    def __init__(self, database: OutboxDatabase, insert: Insert, decisions: Decisions) -> None:
        self._database, self._insert, self._decisions = database, insert, decisions

    def gestures(self, direction: Direction = Direction.DONE, most: int = MOST) -> list[list[Step]]:
        """Return the gestures that can still be led back, the newest first, each with its steps in their order."""
        sql = f"SELECT gesture FROM step WHERE {_OPEN} AND direction = ? GROUP BY gesture ORDER BY max(id) DESC LIMIT ?"
        found = (self.gesture(name) for (name,) in self._database.rows(sql, direction.value, most))
        return [steps for steps in found if steps]

    def gesture(self, name: str) -> list[Step]:
        """Return the steps of one gesture in the order in which they were done; none where it was led back."""
        sql = f"SELECT {_COLUMNS} FROM step WHERE {_OPEN} AND gesture = ? ORDER BY id"
        return [step for step in map(read_step, self._database.rows(sql, name)) if step]

    def forget(self, gesture: str) -> None:
        """Take a gesture that never can be led back off the list."""
        with self._database.transaction():
            self._database.execute("UPDATE step SET undone = 1 WHERE gesture = ?", (gesture,))

    def lead_back(
        self,
        gesture: str,
        discards: Iterable[int],
        drafts: Sequence[Draft],
        records: Iterable[Draft],
        into: tuple[str, Direction],
        now: float,
    ) -> list[Op]:
        """Discard these writes, add these drafts, and list `records` as a gesture that leads forth again; all or none.

        `into` names that gesture and its direction. Return the writes that ended or were added. UsageError where a
        write is being sent this moment.
        """
        with self._database.transaction():
            ended = [op for number in discards for op in self._discard(number, now)]
            added = self._insert.add(drafts, now)
            self.forget(gesture)
            for record in records:
                self._insert.add_step(record, now, *into)
            return [*ended, *added]

    def _discard(self, number: int, now: float) -> list[Op]:
        given_up = self._decisions.discard(number, now, doubtful=False)
        if not given_up:
            raise UsageError(ON_ITS_WAY)
        return given_up
