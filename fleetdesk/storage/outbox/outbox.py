"""The outbox: every write the user has made and no server has confirmed, on disk before anybody calls it saved.

All calls may wait for the disk: from the window use a thread. One thread at a time; two programs may share the file,
but only the one that holds the sender's lock may call recover() or any of the transitions (outbox_moves.py).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from fleetdesk.domain.outbox import Op, OpState
from fleetdesk.storage.outbox.db import OPEN
from fleetdesk.storage.outbox.holds import Holds

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


class Outbox(Holds):
    """One SQLite file; docs/outbox.md has the reason of each rule."""

    def open_ops(self) -> list[Op]:
        """Everything that has not ended, in the order it was made."""
        return self._ops(f"WHERE {OPEN} ORDER BY o.id")

    def due(
        self,
        account: str,
        now: float,
        but: Iterable[int] = (),
        most: int = 1,
        *,
        uploads: bool = False,
        damaged: Callable[[Op], object] = lambda op: None,
    ) -> list[Op]:
        """Writes that may go now, the oldest first: each the first open one of its task, and not in `but`.

        Uploads are asked for by themselves: they take minutes, and nothing is to wait behind them. A damaged one never
        goes: `damaged` is told that it asks, and what follows it on its task waits.
        """
        passed = {*but}
        found = self._due(account, now, passed, most, uploads)
        while spoilt := [op for op in found if op.damaged]:
            passed |= {op.id for op in spoilt}
            asking = [self.ask(op.id, OpState.BLOCKED, "damaged", "It is damaged on this disk.") for op in spoilt]
            for op in filter(None, asking):
                damaged(op)
            found = self._due(account, now, passed, most, uploads)
        return found

    def _due(self, account: str, now: float, but: Iterable[int], most: int, uploads: bool) -> list[Op]:
        passed = ", ".join(str(int(each)) for each in but)
        return self._ops(
            f"WHERE o.account = ? AND {_READY} AND o.not_before <= ? AND o.id NOT IN ({passed}) AND {_FIRST[uploads]} "
            "ORDER BY o.state = 'queued', o.id LIMIT ?",
            account,
            now,
            most,
        )

    def next_due(self, account: str, *, uploads: bool = False) -> float | None:
        """When the next write of the account may go, in seconds since 1970; None where none waits for time."""
        sql = f"SELECT min(o.not_before) FROM op o WHERE o.account = ? AND {_READY} AND {_FIRST[uploads]}"
        found = self._rows(sql, account)[0][0]
        return None if found is None else float(found)

    def states(self, numbers: Sequence[int]) -> Counter[OpState]:
        """How many of these writes are in which state, without reading them."""
        sql = "SELECT state, count(*) FROM op WHERE id IN (SELECT value FROM json_each(?)) GROUP BY state"
        return Counter({OpState(state): count for state, count in self._rows(sql, json.dumps(list(numbers)))})

    def tasks(self, account: str) -> dict[int, str]:
        """The ends of the keys of tasks that were made here, by the server's ids."""
        sql = "SELECT server_id, task FROM task_map WHERE account = ? AND server_id IS NOT NULL"
        return {int(number): str(task) for number, task in self._rows(sql, account)}
