"""What the user decides about a write that waits or asks: again, corrected, or given up."""

from collections.abc import Mapping

from fleetdesk.domain.outbox import IN_FLIGHT, PAUSED, Draft, Op, OpCode, OpKind, OpState
from fleetdesk.domain.task_fields import Fields
from fleetdesk.storage.outbox.db import OutboxDatabase
from fleetdesk.storage.outbox.documents import Documents
from fleetdesk.storage.outbox.insert import Insert
from fleetdesk.storage.outbox.op_states import OpStates
from fleetdesk.storage.outbox.queries import Queries


class Decisions:
    """What the user decides, each in one transaction. Moments are in seconds since 1970."""

    def __init__(
        self, database: OutboxDatabase, states: OpStates, queries: Queries, insert: Insert, documents: Documents
    ) -> None:
        self._database, self._states, self._queries = database, states, queries
        self._insert, self._documents = insert, documents

    def retry(self, number: int) -> Op | None:
        """Go on with what asked or waited, as soon as the order of its task and the account allow."""
        with self._database.transaction():
            self._states.move(
                number,
                {OpState.BLOCKED, OpState.DEAD, OpState.CONFLICT},
                state=OpState.QUEUED,
                code=OpCode.USER,
                reason="",
                not_before=0.0,
            )
            self._states.move(number, {OpState.QUEUED}, not_before=0.0)
            return self._queries.op(number)

    def hurry(self, account: str) -> None:
        """End the back-off and the pause of an account's queued writes; uncertain ones still wait for the server."""
        with self._database.transaction():
            self._database.execute("UPDATE op SET not_before = 0 WHERE account = ? AND state = 'queued'", (account,))
            self._database.execute("DELETE FROM pause WHERE account = ?", (account,))

    def discard(self, number: int, now: float, *, doubtful: bool = False) -> list[Op]:
        """Give a write up; with a task or geozone that was never made its later writes go too.

        Return what was given up. One in flight is not; with `doubtful` one is whose arrival nobody knows.
        """
        kept = {OpState.SENDING} if doubtful else IN_FLIGHT
        with self._database.transaction():
            op = self._queries.op(number)
            if op is None or op.state in kept or op.done_at is not None:
                return []
            given_up = [op]
            if op.kind in (OpKind.CREATE, OpKind.ZONE):
                given_up = self._queries.of_task(op.account, op.task)
                self._database.execute(
                    "UPDATE task_map SET order_ref = NULL WHERE account = ? AND task = ? AND server_id IS NULL",
                    (op.account, op.task),
                )
            for each in given_up:
                self._states.end(each.id, OpState.CANCELLED, now, OpCode.DISCARDED)
            return [self._database.ops("WHERE o.id = ?", each.id)[0] for each in given_up]

    def replace(self, number: int, fields: Fields, base: Fields, now: float, label: str = "") -> Op | None:
        """Put a corrected write in the place of one that asked; None where nothing is left to send.

        It is called by the `label`, by its order reference, or as before.
        """
        with self._database.transaction():
            op = self._queries.op(number)
            if op is None or op.state not in (OpState.BLOCKED, OpState.CONFLICT, OpState.DEAD, OpState.QUEUED):
                return None
            self._states.end(number, OpState.CANCELLED, now, OpCode.REPLACED)
            label = label or str(fields.get("order_ref") or op.label)
            if op.kind is OpKind.CREATE:
                self._insert.rename(op, label)
            if not fields:
                return None
            same_ref = fields.get("order_ref") == op.fields.get("order_ref")
            draft = Draft(op.account, op.task, op.kind, fields, base, label, op.proposed and same_ref)
            return self._insert.insert_row(draft, op.seq, now)

    def pause_upload(self, number: int) -> Op | None:
        """Stop a document that waits until the user goes on with it; one that may have arrived is looked for."""
        with self._database.transaction():
            self._states.move(number, {OpState.QUEUED}, state=OpState.BLOCKED, code=PAUSED, reason="", not_before=0.0)
            return self._queries.op(number)

    def identify(self, number: int, now: float, file: int) -> Op | None:
        """End an upload in doubt as the file of the server that the user has recognised as the document."""
        with self._database.transaction():
            self.retry(number)
            return self._documents.filed(number, now, file, echoes=None)

    def edit_upload(self, number: int, changes: Mapping[str, object], now: float) -> Op | None:
        """Change a document that is not being sent (its type, whether it is hidden); None where it is.

        UsageError where it would be the same as another one on its task.
        """
        with self._database.transaction():
            op = self._queries.op(number)
            if op is None or op.state in IN_FLIGHT or op.kind is not OpKind.UPLOAD:
                return None
            fields = {**op.fields, **changes}
            if fields.get("type") != op.fields.get("type"):
                self._insert.refuse_same(Draft(op.account, op.task, op.kind, fields, {}, op.label))  # type: ignore[arg-type]
            new = self.replace(number, fields, {}, now)  # type: ignore[arg-type]
            return self.pause_upload(new.id) if new and op.paused else new
