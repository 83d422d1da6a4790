"""The sender's transitions: each is one transaction, and only who holds the sender's lock may call them."""

from collections.abc import Callable, Iterable
from typing import Any

from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import IN_FLIGHT, Op, OpCode, OpKind, OpState, lacks_vehicle
from fleetdesk.domain.task_fields import Fields
from fleetdesk.storage.outbox.db import OutboxDatabase
from fleetdesk.storage.outbox.op_states import OpStates
from fleetdesk.storage.outbox.queries import Queries
from fleetdesk.storage.outbox.rows import dump

KEPT_S = 30 * 86400.0
LONGEST_WAIT_S = 3600.0


class Transitions:
    """What became of a write that was being sent. Each call returns the write as it is then.

    Moments (`now`, `not_before`) are in seconds since 1970. None stands for a write that is gone or, in sending(), for
    one that has changed meanwhile.
    """

    def __init__(self, database: OutboxDatabase, states: OpStates, queries: Queries) -> None:
        self._database, self._states, self._queries = database, states, queries

    def sending(self, number: int, now: float, **more: Any) -> Op | None:
        """Put the intent to send on the disk, before the first byte; None where the write has changed meanwhile."""
        with self._database.transaction():
            moved = self._states.move(
                number,
                {OpState.QUEUED},
                state=OpState.SENDING,
                sent_at=now,
                code="",
                reason="",
                more="attempts = attempts + 1",
                **more,
            )
            if moved:
                self._database.execute("INSERT INTO attempt(op, started) VALUES (?, ?)", (number, now))
            return self._queries.op(number) if moved else None

    def due(
        self,
        account: str,
        now: float,
        but: Iterable[int] = (),
        most: int = 1,
        *,
        uploads: bool = False,
        blocked: Callable[[Op], object] = lambda op: None,
    ) -> list[Op]:
        """Return the writes that may go now, the oldest first: each the first open one of its task, and not in `but`.

        Uploads are asked for by themselves: they take minutes, and nothing is to wait behind them. A damaged write and
        a new task without a vehicle never go: they become BLOCKED, `blocked` is called with each, and what follows on
        their task waits.
        """
        passed = {*but}
        found = self._queries.ready(account, now, passed, most, uploads=uploads)
        while held := [op for op in found if op.damaged or _is_held(op)]:
            passed |= {op.id for op in held}
            for op in filter(None, map(self._block, held)):
                blocked(op)
            found = self._queries.ready(account, now, passed, most, uploads=uploads)
        return found

    def _block(self, op: Op) -> Op | None:
        if op.damaged:
            return self.ask(op.id, OpState.BLOCKED, OpCode.DAMAGED, _("It is damaged on this disk."))
        return self.ask(op.id, OpState.BLOCKED, OpCode.UNASSIGNED, "")

    def unsent(self, number: int, not_before: float, code: str, reason: str) -> Op | None:
        """Queue a write again that surely did not reach the server: as never tried, but not before `not_before`."""
        with self._database.transaction():
            self._states.conclude_attempt(number, None, code or OpCode.UNSENT, None)
            states = {OpState.SENDING, OpState.QUEUED}
            self._states.move(
                number,
                states,
                state=OpState.QUEUED,
                not_before=not_before,
                code=code,
                reason=reason,
                more="attempts = attempts - (state = 'sending')",
            )
            return self._queries.op(number)

    def doubt(self, number: int, not_before: float, code: str, reason: str, http: int | None = None) -> Op | None:
        """Mark a write as uncertain: it may have arrived, and is looked up from `not_before` on."""
        return self._to(number, OpState.UNCERTAIN, not_before=not_before, code=code, reason=reason, http=http, looks=0)

    def postpone(self, number: int, not_before: float, reason: str = "", *, looked: bool = False) -> Op | None:
        """Leave a write in its state until `not_before`; `looked` counts one look that found nothing."""
        with self._database.transaction():
            self._states.move(
                number,
                {OpState.QUEUED, OpState.UNCERTAIN, OpState.CONFIRMING},
                not_before=not_before,
                reason=reason,
                more=f"looks = looks + {int(looked)}",
            )
            return self._queries.op(number)

    def later(self, number: int, not_before: float) -> None:
        """Let a write wait until `not_before`, or for longer where it waits for longer already."""
        with self._database.transaction():
            self._states.move(
                number,
                {OpState.QUEUED, OpState.UNCERTAIN, OpState.CONFIRMING},
                more=f"not_before = max(not_before, {float(not_before)!r})",
            )

    def again(self, number: int) -> Op | None:
        """Queue an uncertain write again that surely did not arrive: the identical one goes."""
        return self._to(number, OpState.QUEUED, not_before=0.0, code=OpCode.AGAIN, reason="")

    def confirming(self, number: int, http: int = 200, **more: Any) -> Op | None:
        """Mark a write as taken by the server, to be read again before it is called confirmed."""
        return self._to(number, OpState.CONFIRMING, not_before=0.0, code="", reason="", http=http, looks=0, **more)

    def done(self, number: int, now: float, server_id: int | None = None) -> Op | None:
        """End a write as confirmed; the server's id of a new task is kept in the same transaction."""
        with self._database.transaction():
            op = self._queries.op(number)
            if op and server_id is not None:
                self._database.execute(
                    "UPDATE task_map SET server_id = NULL WHERE account = ? AND server_id = ?", (op.account, server_id)
                )
                self._database.execute(
                    "UPDATE task_map SET server_id = ? WHERE account = ? AND task = ?", (server_id, op.account, op.task)
                )
            if op and op.kind is not OpKind.CREATE and op.fields.get("order_ref"):
                self._database.execute(
                    "UPDATE OR IGNORE task_map SET order_ref = ? WHERE account = ? AND task = ? "
                    "AND order_ref IS NOT NULL",
                    (op.fields["order_ref"], op.account, op.task),
                )
            self._states.conclude_attempt(number, now, "done", None)
            self._states.move(number, IN_FLIGHT | {OpState.QUEUED}, state=OpState.DONE, done_at=now, code="", reason="")
            return self._queries.op(number)

    def ask(
        self, number: int, state: OpState, code: str, reason: str, theirs: Fields | None = None, http: int | None = None
    ) -> Op | None:
        """Leave a write to the user: BLOCKED, CONFLICT with the server's values, or DEAD with its reason."""
        return self._to(number, state, code=code, reason=reason, theirs=dump(theirs or {}), http=http)

    def left(self, number: int, not_before: float) -> Op | None:
        """Mark a write as uncertain whose step failed half-way, if it is still called being sent."""
        with self._database.transaction():
            self._states.move(
                number,
                {OpState.SENDING},
                state=OpState.UNCERTAIN,
                not_before=not_before,
                code=OpCode.DOUBT,
                reason=_("FleetDesk could not keep the answer"),
                looks=0,
            )
            return self._queries.op(number)

    def pause(self, account: str, until: float) -> None:
        """Keep that a server asked for a pause: nothing of the account goes before `until`, after a restart neither."""
        with self._database.transaction():
            self._database.execute("INSERT OR REPLACE INTO pause VALUES (?, ?)", (account, until))

    def recover(self, not_before: float) -> list[Op]:
        """Mark what was being sent when the program ended as uncertain; call it once after a start.

        A moment further ahead than any wait may be was written by a wrong clock; it would hold the write up for good.
        """
        with self._database.transaction():
            rows = self._database.rows("SELECT id FROM op WHERE state = 'sending'")
            moved = [
                self._states.move(
                    row[0],
                    {OpState.SENDING},
                    state=OpState.UNCERTAIN,
                    not_before=not_before,
                    reason=_("FleetDesk ended while it was being sent"),
                    looks=0,
                )
                for row in rows
            ]
            self._database.execute(
                "UPDATE op SET not_before = ? WHERE not_before > ?", (not_before, not_before + LONGEST_WAIT_S)
            )
            self._forget(not_before - KEPT_S)
            return [
                self._database.ops("WHERE o.id = ?", row[0])[0] for row, done in zip(rows, moved, strict=True) if done
            ]

    def _forget(self, until: float) -> None:
        """Delete older history, and what could be taken back with it."""
        self._database.execute("DELETE FROM op WHERE state IN ('done', 'cancelled') AND done_at < ?", (until,))
        self._database.execute("DELETE FROM attempt WHERE op NOT IN (SELECT id FROM op)")
        self._database.execute("DELETE FROM step WHERE at < ?", (until,))

    def _to(self, number: int, state: OpState, **columns: Any) -> Op | None:
        with self._database.transaction():
            self._states.conclude_attempt(number, None, state.value, columns.get("http"))
            self._states.move(number, IN_FLIGHT | {OpState.QUEUED}, state=state, **columns)
            return self._queries.op(number)


def _is_held(op: Op) -> bool:
    """Return whether the write would be sent for the first time and lacks a vehicle; one in doubt is looked up."""
    return op.state is OpState.QUEUED and lacks_vehicle(op.kind, op.fields)
