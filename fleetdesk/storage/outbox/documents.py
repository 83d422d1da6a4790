"""Documents in the outbox: what was known of a task's files before one was sent, and what has been filed from here."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from fleetdesk.domain.documents import ENDINGS
from fleetdesk.domain.outbox import Op, OpState
from fleetdesk.storage.outbox.db import OPEN, OutboxDatabase
from fleetdesk.storage.outbox.op_states import OpStates
from fleetdesk.storage.outbox.queries import Queries
from fleetdesk.storage.outbox.transitions import Transitions

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Filed:
    """A document filed from this desk: the server's id of it and the name of its copy here; `at` in seconds."""

    account: str
    task: str
    sha256: str
    type: str
    file: int
    blob: str
    name: str
    at: float


def filed_of(op: Op) -> Filed | None:
    """Return the document that a finished upload has filed; None for any other write."""
    upload, file = op.upload, op.known.get("file")
    if upload is None or op.state is not OpState.DONE or not isinstance(file, int):
        return None
    return Filed(
        op.account, op.task, upload.sha256, upload.type.value, file, upload.blob, upload.name, op.done_at or 0.0
    )


class Documents:
    """The sender's transitions that only documents have, and what is known of those that were filed from here.

    Moments are in seconds since 1970, `file` is the server's id of a document.
    """

    def __init__(self, database: OutboxDatabase, states: OpStates, queries: Queries, transitions: Transitions) -> None:
        self._database, self._states, self._queries, self._transitions = database, states, queries, transitions

    def sending(self, number: int, now: float, before: Iterable[int]) -> Op | None:
        """Put the intent to send a document on the disk, with the ids of the files that its task has now."""
        return self._transitions.sending(number, now, known=json.dumps({"before": sorted(before)}))

    def named(self, number: int, file: int) -> Op | None:
        """Mark a document as taken by the server under this id; whether it lists it is still to be seen."""
        with self._database.transaction():
            op = self._queries.op(number)
            known = json.dumps({**(op.known if op else {}), "file": file})
            return self._transitions.confirming(number, known=known)

    def filed(self, number: int, now: float, file: int, *, echoes: bool | None) -> Op | None:
        """End an upload as confirmed; `echoes` is whether the server shows the name that was sent, None if unknown."""
        with self._database.transaction():
            op = self._queries.op(number)
            if op and (upload := op.upload):
                values = op.account, op.task, upload.sha256, upload.type.value, file, upload.blob, upload.name, now
                self._database.execute("INSERT OR REPLACE INTO filed VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
                if echoes is not None:
                    self._database.execute("INSERT OR REPLACE INTO trait VALUES (?, ?)", (op.account, int(echoes)))
                self._database.execute("UPDATE op SET known = ? WHERE id = ?", (json.dumps({"file": file}), number))
            return self._transitions.done(number, now)

    def echoes(self, account: str) -> bool | None:
        """Return whether the account's server shows the names that are sent; None before the first document."""
        rows = self._database.rows("SELECT echoes FROM trait WHERE account = ?", account)
        return bool(rows[0][0]) if rows else None

    def stopped(self, number: int, code: str) -> Op | None:
        """Leave a document to the user whose sending was stopped half-way: the server cannot have all of it."""
        with self._database.transaction():
            self._states.conclude_attempt(number, None, code, None)
            self._states.move(number, {OpState.SENDING}, state=OpState.BLOCKED, code=code, reason="")
            return self._queries.op(number)

    def filed_here(self, account: str = "") -> list[Filed]:
        """Return the documents filed from this desk, the newest first; of one account, or of all."""
        sql = "SELECT account, task, sha256, type, file, blob, name, at FROM filed WHERE ? IN ('', account)"
        return [Filed(*row) for row in self._database.rows(f"{sql} ORDER BY at DESC", account)]

    def copies_needed(self, since: float) -> set[str]:
        """Return the names of the copies that something waits for, or that were filed after that moment."""
        ops = self._database.ops(f"WHERE {OPEN}")
        waiting = {op.upload.blob for op in ops if op.upload}
        return waiting | self._of_damaged(ops) | {each.blob for each in self.filed_here() if each.at >= since}

    def _of_damaged(self, ops: Iterable[Op]) -> set[str]:
        """Return every copy that a damaged write may mean: it may be the last one of the document."""
        damaged = json.dumps([op.id for op in ops if op.damaged])
        rows = self._database.rows("SELECT payload FROM op WHERE id IN (SELECT value FROM json_each(?))", damaged)
        found = {sha256 for (payload,) in rows for sha256 in _SHA256.findall(str(payload))}
        return {f"{sha256}.{ending}" for sha256 in found for ending in ENDINGS.values()}
