"""The states a write goes through, each step one transaction; only the holder of the sender's lock may call these."""

from collections.abc import Iterable
from typing import Any

from fleetdesk.domain.outbox import IN_FLIGHT, Op, OpKind, OpState
from fleetdesk.domain.task_fields import Fields
from fleetdesk.storage.outbox.db import OutboxFile
from fleetdesk.storage.outbox.rows import dump

KEPT_S = 30 * 86400.0
LONGEST_WAIT_S = 3600.0


class Moves(OutboxFile):
    """Moves writes from state to state."""

    def begin(self, number: int, now: float, **more: Any) -> Op | None:
        """The intent to send, durable before the first byte; None where the write has changed meanwhile."""
        with self.transaction():
            moved = self._move(
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
                self.db.execute("INSERT INTO attempt(op, started) VALUES (?, ?)", (number, now))
            return self.op(number) if moved else None

    def unsent(self, number: int, not_before: float, code: str, reason: str) -> Op | None:
        """Surely nothing reached the server: as if it had never been tried, but not before the given moment."""
        with self.transaction():
            self._conclude(number, None, code or "unsent", None)
            states = {OpState.SENDING, OpState.QUEUED}
            self._move(
                number,
                states,
                state=OpState.QUEUED,
                not_before=not_before,
                code=code,
                reason=reason,
                more="attempts = attempts - (state = 'sending')",
            )
            return self.op(number)

    def doubt(self, number: int, not_before: float, code: str, reason: str, http: int | None = None) -> Op | None:
        """It may have arrived: to be looked up, not before the server has had time to finish."""
        return self._to(number, OpState.UNCERTAIN, not_before=not_before, code=code, reason=reason, http=http, looks=0)

    def postpone(self, number: int, not_before: float, reason: str = "", *, looked: bool = False) -> Op | None:
        """The same state later; `looked` counts one look that found nothing."""
        with self.transaction():
            self._move(
                number,
                {OpState.QUEUED, OpState.UNCERTAIN, OpState.CONFIRMING},
                not_before=not_before,
                reason=reason,
                more=f"looks = looks + {int(looked)}",
            )
            return self.op(number)

    def later(self, number: int, not_before: float) -> None:
        """Not before that moment, nor before what it waits for already."""
        with self.transaction():
            self._move(
                number,
                {OpState.QUEUED, OpState.UNCERTAIN, OpState.CONFIRMING},
                more=f"not_before = max(not_before, {float(not_before)!r})",
            )

    def again(self, number: int) -> Op | None:
        """It surely did not arrive: the identical write goes again."""
        return self._to(number, OpState.QUEUED, not_before=0.0, code="again", reason="")

    def confirming(self, number: int, http: int = 200, **more: Any) -> Op | None:
        """The server took it; whether it shows is still to be seen."""
        return self._to(number, OpState.CONFIRMING, not_before=0.0, code="", reason="", http=http, looks=0, **more)

    def done(self, number: int, now: float, server_id: int | None = None) -> Op | None:
        """Confirmed; the server's id of a new task is kept in the same transaction."""
        with self.transaction():
            op = self.op(number)
            if op and server_id is not None:
                self.db.execute(
                    "UPDATE task_map SET server_id = NULL WHERE account = ? AND server_id = ?", (op.account, server_id)
                )
                self.db.execute(
                    "UPDATE task_map SET server_id = ? WHERE account = ? AND task = ?", (server_id, op.account, op.task)
                )
            if op and op.kind is not OpKind.CREATE and op.fields.get("order_ref"):
                self.db.execute(
                    "UPDATE OR IGNORE task_map SET order_ref = ? WHERE account = ? AND task = ? "
                    "AND order_ref IS NOT NULL",
                    (op.fields["order_ref"], op.account, op.task),
                )
            self._conclude(number, now, "done", None)
            self._move(number, IN_FLIGHT | {OpState.QUEUED}, state=OpState.DONE, done_at=now, code="", reason="")
            return self.op(number)

    def ask(
        self, number: int, state: OpState, code: str, reason: str, theirs: Fields | None = None, http: int | None = None
    ) -> Op | None:
        """Only the user can go on: BLOCKED, CONFLICT with the server's values, or DEAD with its reason."""
        return self._to(number, state, code=code, reason=reason, theirs=dump(theirs or {}), http=http)

    def left(self, number: int, not_before: float) -> Op | None:
        """Its step ended without a word, a full disk in the way: what is still called being sent is in doubt."""
        with self.transaction():
            self._move(
                number,
                {OpState.SENDING},
                state=OpState.UNCERTAIN,
                not_before=not_before,
                code="doubt",
                reason="FleetDesk could not keep the answer",
                looks=0,
            )
            return self.op(number)

    def recover(self, not_before: float) -> list[Op]:
        """After a start: what was being sent when the program ended is uncertain.

        A moment further ahead than any wait may be was written by a wrong clock; it would hold the write up for good.
        """
        with self.transaction():
            rows = self._rows("SELECT id FROM op WHERE state = 'sending'")
            moved = [
                self._move(
                    row[0],
                    {OpState.SENDING},
                    state=OpState.UNCERTAIN,
                    not_before=not_before,
                    reason="FleetDesk ended while it was being sent",
                    looks=0,
                )
                for row in rows
            ]
            self.db.execute(
                "UPDATE op SET not_before = ? WHERE not_before > ?", (not_before, not_before + LONGEST_WAIT_S)
            )
            self._forget(not_before - KEPT_S)
            return [self._ops("WHERE o.id = ?", row[0])[0] for row, done in zip(rows, moved, strict=True) if done]

    def _forget(self, until: float) -> None:
        """History that is older goes, and what can be taken back with it."""
        self.db.execute("DELETE FROM op WHERE state IN ('done', 'cancelled') AND done_at < ?", (until,))
        self.db.execute("DELETE FROM attempt WHERE op NOT IN (SELECT id FROM op)")
        self.db.execute("DELETE FROM step WHERE at < ?", (until,))

    def _to(self, number: int, state: OpState, **columns: Any) -> Op | None:
        with self.transaction():
            self._conclude(number, None, state.value, columns.get("http"))
            self._move(number, IN_FLIGHT | {OpState.QUEUED}, state=state, **columns)
            return self.op(number)

    def _move(self, number: int, states: Iterable[OpState], *, more: str = "", **columns: Any) -> bool:
        sets = [f"{name} = ?" for name in columns] + ([more] if more else [])
        allowed = ", ".join(f"'{state.value}'" for state in states)
        values = [value.value if isinstance(value, OpState) else value for value in columns.values()]
        sql = f"UPDATE op SET {', '.join(sets)} WHERE id = ? AND state IN ({allowed}) RETURNING id"
        return bool(self.db.execute(sql, (*values, number)).fetchall())

    def _end(self, number: int, state: OpState, now: float, code: str = "") -> None:
        self.db.execute(
            "UPDATE op SET state = ?, done_at = ?, code = ?, reason = '' WHERE id = ?", (state.value, now, code, number)
        )

    def _conclude(self, number: int, at: float | None, outcome: str, http: int | None) -> None:
        """How the attempt under way ended, for the history."""
        last = "(SELECT max(rowid) FROM attempt WHERE op = ? AND ended IS NULL)"
        sql = f"UPDATE attempt SET ended = ifnull(?, started), outcome = ?, http = ? WHERE rowid = {last}"
        self.db.execute(sql, (at, outcome, http, number))
