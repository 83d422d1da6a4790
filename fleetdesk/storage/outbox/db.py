"""The outbox's file: opened with care, used by one thread at a time, one transaction at a time."""

import sqlite3
import threading
from pathlib import Path
from typing import Any

from fleetdesk.domain.outbox import Op
from fleetdesk.storage.durable_sqlite import Connect, Transaction, connect, open_precious
from fleetdesk.storage.outbox.rows import MIGRATIONS, SELECT, read_op

OPEN = "o.state NOT IN ('done', 'cancelled')"


class OutboxFile:
    """What all parts of the outbox stand on."""

    def __init__(self, path: Path, connector: Connect = connect) -> None:
        self.path = path
        self.db = open_precious(path, MIGRATIONS, connector)
        self._lock = threading.RLock()

    def _ops(self, rest: str, *values: Any) -> list[Op]:
        return [read_op(row) for row in self._rows(SELECT + rest, *values)]

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            return list(self.db.execute(sql, values).fetchall())

    def op(self, number: int) -> Op | None:
        """One write, ended or not."""
        return next(iter(self._ops("WHERE o.id = ?", number)), None)

    def of_task(self, account: str, task: str) -> list[Op]:
        """The open writes of one task in the order in which they go."""
        return self._ops(f"WHERE o.account = ? AND o.task = ? AND {OPEN} ORDER BY o.seq, o.id", account, task)

    def pause(self, account: str, until: float) -> None:
        """Nothing of the account goes before that moment, after a restart neither."""
        with self.transaction():
            self.db.execute("INSERT OR REPLACE INTO pause VALUES (?, ?)", (account, until))

    def paused_until(self, account: str) -> float:
        """Until when the account sends nothing; 0 where no server asked for that."""
        rows = self._rows("SELECT until FROM pause WHERE account = ?", account)
        return float(rows[0][0]) if rows else 0.0

    def transaction(self) -> "_Held":
        """BEGIN to COMMIT, one at a time; a transaction within one is part of it."""
        return _Held(self.db, self._lock)

    def backup_into(self, db: sqlite3.Connection) -> None:
        """Copies the whole file into another connection of the standard library."""
        with self._lock:
            self.db.backup(db)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self.db.close()


class _Held:
    """The lock and the transaction together."""

    def __init__(self, db: Any, lock: threading.RLock) -> None:
        self._lock, self._db = lock, db
        self._inner: Transaction | None = None

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            if not _in_transaction(self._db):
                inner = Transaction(self._db)
                inner.__enter__()
                self._inner = inner
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, *raised: Any) -> None:
        try:
            if self._inner:
                self._inner.__exit__(*raised)
        finally:
            self._lock.release()


def _in_transaction(db: Any) -> bool:
    return bool(getattr(db, "in_transaction", False))
