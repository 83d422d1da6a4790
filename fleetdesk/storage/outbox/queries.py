"""Questions to the outbox; nothing here changes a row."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fleetdesk.domain.outbox import Draft, Op, OpKind, OpState
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import server_number
from fleetdesk.storage.outbox.db import OPEN, OutboxDatabase

_READY = "o.state IN ('queued', 'confirming', 'uncertain')"
_DOCUMENT = "('file.upload', 'file.retype')"
_BEFORE = (
    "NOT EXISTS(SELECT 1 FROM op e WHERE e.account = o.account AND e.task = o.task AND e.seq < o.seq "
    "AND e.state NOT IN ('done', 'cancelled') AND "
)
_FIRST = {
    False: f"o.kind <> 'file.upload' AND {_BEFORE} (e.kind = 'task.create' OR e.kind = o.kind "
    f"OR (e.kind NOT IN {_DOCUMENT} AND o.kind NOT IN {_DOCUMENT})))",
    True: f"o.kind = 'file.upload' AND {_BEFORE} (e.kind = 'task.create' OR (e.kind = 'file.upload' "
    "AND e.state = 'queued'))) AND NOT EXISTS(SELECT 1 FROM op e WHERE e.account = o.account AND "
    "e.task = o.task AND e.id <> o.id AND e.kind = 'file.upload' "
    "AND e.state IN ('sending', 'confirming', 'uncertain'))",
}
"""What goes first on its task, for uploads and for all else: a task's own writes keep their order, and so do changes of
documents; uploads wait for the task to be there and for each other, and nothing waits for them."""


class Queries:
    """Reads the outbox. Moments are in seconds since 1970; the task of a write is the end of its key."""

    def __init__(self, database: OutboxDatabase) -> None:
        self._database = database

    def op(self, number: int) -> Op | None:
        """Return one write, ended or not; None where there is none of this number."""
        return next(iter(self._database.ops("WHERE o.id = ?", number)), None)

    def existing(self, numbers: Iterable[int]) -> list[Op]:
        """Return those of these writes that exist, ended or not."""
        return [op for op in map(self.op, numbers) if op is not None]

    def open_ops(self) -> list[Op]:
        """Return everything that has not ended, in the order in which it was made."""
        return self._database.ops(f"WHERE {OPEN} ORDER BY o.id")

    def of_task(self, account: str, task: str) -> list[Op]:
        """Return the open writes of one task in the order in which they go."""
        return self._database.ops(f"WHERE o.account = ? AND o.task = ? AND {OPEN} ORDER BY o.seq, o.id", account, task)

    def ready(self, account: str, now: float, but: Iterable[int], most: int, *, uploads: bool) -> list[Op]:
        """Return at most `most` writes whose turn has come, damaged ones too; to send use Transitions.due()."""
        passed = ", ".join(str(int(each)) for each in but)
        return self._database.ops(
            f"WHERE o.account = ? AND {_READY} AND o.not_before <= ? AND o.id NOT IN ({passed}) AND {_FIRST[uploads]} "
            "ORDER BY o.state = 'queued', o.id LIMIT ?",
            account,
            now,
            most,
        )

    def next_due(self, account: str, *, uploads: bool = False) -> float | None:
        """Return when the next write of the account may go; None where none waits for time."""
        sql = f"SELECT min(o.not_before) FROM op o WHERE o.account = ? AND {_READY} AND {_FIRST[uploads]}"
        found = self._database.rows(sql, account)[0][0]
        return None if found is None else float(found)

    def paused_until(self, account: str) -> float:
        """Return until when the account sends nothing; 0 where no server asked for that."""
        rows = self._database.rows("SELECT until FROM pause WHERE account = ?", account)
        return float(rows[0][0]) if rows else 0.0

    def count_states(self, numbers: Sequence[int]) -> Counter[OpState]:
        """Count these writes by state, without reading them."""
        sql = "SELECT state, count(*) FROM op WHERE id IN (SELECT value FROM json_each(?)) GROUP BY state"
        return Counter({OpState(state): count for state, count in self._database.rows(sql, json.dumps(list(numbers)))})

    def count_unassigned(self, numbers: Sequence[int]) -> int:
        """Count those of these writes that make a task without a vehicle."""
        sql = (
            "SELECT count(*) FROM op WHERE state = 'blocked' AND code = 'unassigned' "
            "AND id IN (SELECT value FROM json_each(?))"
        )
        return int(self._database.rows(sql, json.dumps(list(numbers)))[0][0])

    def tasks_made_here(self, account: str) -> dict[int, str]:
        """Map the server's ids of tasks that were made here to the ends of their keys."""
        sql = "SELECT server_id, task FROM task_map WHERE account = ? AND server_id IS NOT NULL"
        return {int(number): str(task) for number, task in self._database.rows(sql, account)}

    def under_own_key(self, draft: Draft) -> Draft:
        """Return the draft under the key that its task got here, where a list named the task by the server's id."""
        sql = "SELECT task FROM task_map WHERE account = ? AND server_id = ?"
        own = self._database.rows(sql, draft.account, server_number(draft.task))
        return replace(draft, task=str(own[0][0])) if own else draft

    def same_document(self, draft: Draft) -> int | None:
        """Return the number of the write that waits to file the same bytes on the same task as the same type."""
        named = self.under_own_key(draft)
        waiting = (op for op in self.of_task(named.account, named.task) if op.kind is OpKind.UPLOAD)
        return next((op.id for op in waiting if _identity(op.fields) == _identity(draft.fields)), None)

    def is_filed(self, draft: Draft) -> bool:
        """Return whether the document was filed from here on that very key."""
        sql = "SELECT 1 FROM filed WHERE account = ? AND task = ? AND sha256 = ? AND type = ?"
        return bool(self._database.rows(sql, draft.account, draft.task, *_identity(draft.fields)))

    def is_there(self, draft: Draft) -> bool:
        """Return whether the document waits to be filed or was filed from here."""
        return self.same_document(draft) is not None or self.is_filed(self.under_own_key(draft))


def _identity(fields: Fields) -> tuple[object, object]:
    """Return the bytes and the type of a document, which make two documents of a task one."""
    return fields.get("sha256"), fields.get("type")
