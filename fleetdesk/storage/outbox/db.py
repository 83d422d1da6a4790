"""The file of the outbox: one connection, used by one thread at a time, in one transaction at a time."""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fleetdesk.domain.outbox import Op
from fleetdesk.storage.durable_sqlite import Connect, Transaction, connect, open_precious
from fleetdesk.storage.outbox.rows import MIGRATIONS, SELECT, read_op

OPEN = "o.state NOT IN ('done', 'cancelled')"


class OutboxDatabase:
    """The connection, the lock and the transaction on which every part of the outbox works.

    Opening raises Foreign where the file is another program's or a newer FleetDesk's, and sqlite3.Error where SQLite
    cannot use it. Every call may wait for the disk.
    """

    def __init__(self, path: Path, connector: Connect = connect) -> None:
        self.path = path
        self.connection = open_precious(path, MIGRATIONS, connector)
        self._lock = threading.RLock()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Execute one statement and return its cursor; a statement that writes belongs into a transaction()."""
        return self.connection.execute(sql, values)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Return all rows of a query."""
        with self._lock:
            return list(self.connection.execute(sql, values).fetchall())

    def ops(self, rest: str, *values: Any) -> list[Op]:
        """Return the writes for which `rest`, the end of a SELECT over table `op` as `o`, holds."""
        return [read_op(row) for row in self.rows(SELECT + rest, *values)]

    def transaction(self) -> "_LockedTransaction":
        """Return a context from BEGIN to COMMIT, one at a time; a transaction within one is part of it."""
        return _LockedTransaction(self.connection, self._lock)

    def backup_into(self, target: sqlite3.Connection) -> None:
        """Copy the whole file into another connection of the standard library."""
        with self._lock:
            self.connection.backup(target)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.connection.close()


class _LockedTransaction:
    """The lock and the transaction together."""

    def __init__(self, connection: Any, lock: threading.RLock) -> None:
        self._lock, self._connection = lock, connection
        self._inner: Transaction | None = None

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            if not _in_transaction(self._connection):
                inner = Transaction(self._connection)
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


def _in_transaction(connection: Any) -> bool:
    return bool(getattr(connection, "in_transaction", False))
