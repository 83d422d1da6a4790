"""The statements that change the state of one write; every part that changes states shares them."""

from collections.abc import Iterable
from typing import Any

from fleetdesk.domain.outbox import OpState
from fleetdesk.storage.outbox.db import OutboxDatabase


class OpStates:
    """Changes of one row of table `op`, each within the transaction that the caller has open."""

    def __init__(self, database: OutboxDatabase) -> None:
        self._database = database

    def move(self, number: int, states: Iterable[OpState], *, more: str = "", **columns: Any) -> bool:
        """Set columns of a write that is in one of `states`; return whether it was. `more` is a further assignment."""
        sets = [f"{name} = ?" for name in columns] + ([more] if more else [])
        allowed = ", ".join(f"'{state.value}'" for state in states)
        values = [value.value if isinstance(value, OpState) else value for value in columns.values()]
        sql = f"UPDATE op SET {', '.join(sets)} WHERE id = ? AND state IN ({allowed}) RETURNING id"
        return bool(self._database.execute(sql, (*values, number)).fetchall())

    def end(self, number: int, state: OpState, now: float, code: str = "") -> None:
        """End a write in any state; `now` is in seconds since 1970."""
        self._database.execute(
            "UPDATE op SET state = ?, done_at = ?, code = ?, reason = '' WHERE id = ?", (state.value, now, code, number)
        )

    def conclude_attempt(self, number: int, at: float | None, outcome: str, http: int | None) -> None:
        """Note for the history how the attempt under way ended; without `at` its end is its start."""
        last = "(SELECT max(rowid) FROM attempt WHERE op = ? AND ended IS NULL)"
        sql = f"UPDATE attempt SET ended = ifnull(?, started), outcome = ?, http = ? WHERE rowid = {last}"
        self._database.execute(sql, (at, outcome, http, number))
