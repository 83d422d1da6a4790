"""What the user decides about a write that waits or asks: again, corrected, or given up."""

from fleetdesk.domain.outbox import IN_FLIGHT, Draft, Op, OpKind, OpState
from fleetdesk.domain.task_fields import Fields
from fleetdesk.storage.outbox.insert import Adding


class Deciding(Adding):
    """Takes decisions."""

    def retry(self, number: int) -> Op | None:
        """Goes on with what asked or waited: as soon as the order of its task and the account allow."""
        with self.transaction():
            self._move(
                number,
                {OpState.BLOCKED, OpState.DEAD, OpState.CONFLICT},
                state=OpState.QUEUED,
                code="user",
                reason="",
                not_before=0.0,
            )
            self._move(number, {OpState.QUEUED}, not_before=0.0)
            return self.op(number)

    def hurry(self, account: str) -> None:
        """Nothing queued waits for its back-off any more; what is uncertain still waits for the server."""
        with self.transaction():
            self.db.execute("UPDATE op SET not_before = 0 WHERE account = ? AND state = 'queued'", (account,))
            self.db.execute("DELETE FROM pause WHERE account = ?", (account,))

    def discard(self, number: int, now: float, *, doubtful: bool = False) -> list[Op]:
        """Gives a write up; with a task that was never made its later writes go too.

        One in flight is not given up; with `doubtful` one is whose arrival nobody knows.
        """
        kept = {OpState.SENDING} if doubtful else IN_FLIGHT
        with self.transaction():
            op = self.op(number)
            if op is None or op.state in kept or op.done_at is not None:
                return []
            given_up = [op]
            if op.kind is OpKind.CREATE:
                given_up = self.of_task(op.account, op.task)
                self.db.execute(
                    "UPDATE task_map SET order_ref = NULL WHERE account = ? AND task = ? AND server_id IS NULL",
                    (op.account, op.task),
                )
            for each in given_up:
                self._end(each.id, OpState.CANCELLED, now, "discarded")
            return [self._ops("WHERE o.id = ?", each.id)[0] for each in given_up]

    def replace(self, number: int, fields: Fields, base: Fields, now: float) -> Op | None:
        """Puts a corrected write in the place of one that asked; None where nothing is left to send."""
        with self.transaction():
            op = self.op(number)
            if op is None or op.state not in (OpState.BLOCKED, OpState.CONFLICT, OpState.DEAD, OpState.QUEUED):
                return None
            self._end(number, OpState.CANCELLED, now, "replaced")
            label = str(fields.get("order_ref") or op.label)
            if op.kind is OpKind.CREATE:
                self._rename(op, label)
            if not fields:
                return None
            same_ref = fields.get("order_ref") == op.fields.get("order_ref")
            draft = Draft(op.account, op.task, op.kind, fields, base, label, op.proposed and same_ref)
            return self._insert(draft, op.seq, now)
