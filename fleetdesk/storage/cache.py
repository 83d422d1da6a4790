"""The last known fleet, so that the desk is useful before the network answers. Disposable."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from fleetdesk.base.sentences import plain
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit
from fleetdesk.storage.database import open_disposable

CACHE_DB = "cache.db"
"""What the file is called in the folder of the cache."""
MIGRATIONS = (
    """
    CREATE TABLE unit(key TEXT PRIMARY KEY, account TEXT NOT NULL, body BLOB NOT NULL);
    CREATE TABLE position(key TEXT PRIMARY KEY, account TEXT NOT NULL, body BLOB NOT NULL);
    CREATE TABLE task(key TEXT PRIMARY KEY, account TEXT NOT NULL, body BLOB NOT NULL);
    CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)
    """,
)

PROBES = (
    *(f"SELECT key, account, body FROM {table} LIMIT 0" for table in ("unit", "position", "task")),
    "SELECT name, value FROM meta LIMIT 0",
)
UNSEEN, LEARNT = "unseen/{account}", "learnt/{account}"

Value = TypeVar("Value", Unit, Position, Task)
_encode = msgspec.msgpack.Encoder(enc_hook=plain).encode
_DECODERS: dict[str, Callable[[bytes], Any]] = {
    "unit": msgspec.msgpack.Decoder(Unit).decode,
    "position": msgspec.msgpack.Decoder(Position).decode,
    "task": msgspec.msgpack.Decoder(Task).decode,
}
_KEYS = msgspec.json.Decoder(list[str])


class Cache:
    """One SQLite file. Every call may wait for the disk: use a thread from the window."""

    def __init__(self, path: Path) -> None:
        self._db, self.notice = open_disposable(path, MIGRATIONS, PROBES)
        self._lock = threading.Lock()
        self.dropped = 0

    def keep_positions(self, positions: Sequence[Position]) -> None:
        """Replace the positions of these units, in one transaction."""
        self._keep("position", positions)

    def keep_units(self, account: str, units: Sequence[Unit]) -> None:
        """Replace the account's units."""
        self._replace("unit", account, units)

    def keep_tasks(self, account: str, tasks: Sequence[Task]) -> None:
        """Replace the account's tasks."""
        self._replace("task", account, tasks)

    def keep_unseen(self, account: str, keys: Sequence[str]) -> None:
        """Replace the keys of the account's tasks that the user has not looked at since somebody changed them."""
        with self._transaction():
            row = UNSEEN.format(account=account), msgspec.json.encode(list(keys), enc_hook=plain).decode()
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)

    def unseen(self, accounts: Iterable[str]) -> list[str]:
        """Return the keys last kept of these accounts by keep_unseen(); what cannot be read is no key."""
        found: list[str] = []
        with self._lock:
            for account in accounts:
                row = self._db.execute("SELECT value FROM meta WHERE name = ?", (UNSEEN.format(account=account),))
                for (value,) in row:
                    with contextlib.suppress(msgspec.DecodeError, ValueError, TypeError):
                        found += _KEYS.decode(value)
        return found

    def keep_learnt(self, account: str, text: str) -> None:
        """Replace what was learnt of the account's ways, as domain/learnt_ways.py writes it."""
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (LEARNT.format(account=account), text))

    def learnt(self, accounts: Iterable[str]) -> dict[str, str]:
        """Return what was learnt of these accounts, by their names."""
        with self._lock:
            rows = {
                account: self._db.execute("SELECT value FROM meta WHERE name = ?", (LEARNT.format(account=account),))
                for account in accounts
            }
            return {account: str(text) for account, row in rows.items() for (text,) in row}

    def units(self, accounts: Iterable[str]) -> list[Unit]:
        """Return the units last seen of these accounts."""
        return self._read("unit", accounts)

    def positions(self, accounts: Iterable[str]) -> list[Position]:
        """Return the positions last seen of these accounts."""
        return self._read("position", accounts)

    def tasks(self, accounts: Iterable[str]) -> list[Task]:
        """Return the tasks last seen of these accounts."""
        return self._read("task", accounts)

    def forget(self, account: str) -> None:
        """Remove everything of an account."""
        with self._transaction():
            for table in _DECODERS:
                self._db.execute(f"DELETE FROM {table} WHERE account = ?", (account,))
            for name in (UNSEEN, LEARNT):
                self._db.execute("DELETE FROM meta WHERE name = ?", (name.format(account=account),))

    def _keep(self, table: str, values: Sequence[Value]) -> None:
        with self._transaction():
            rows = ((each.key, each.account, _encode(each)) for each in values)
            self._db.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)

    def _replace(self, table: str, account: str, values: Sequence[Value]) -> None:
        with self._transaction():
            self._db.execute(f"DELETE FROM {table} WHERE account = ?", (account,))
            rows = ((each.key, each.account, _encode(each)) for each in values)
            self._db.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)

    def _read(self, table: str, accounts: Iterable[str]) -> list[Any]:
        """Return the rows that can be read; others are counted and left out, for the network brings them again."""
        found, decode = [], _DECODERS[table]
        with self._lock:
            for account in accounts:
                for (body,) in self._db.execute(f"SELECT body FROM {table} WHERE account = ?", (account,)):
                    try:
                        found.append(decode(body))
                    except (msgspec.DecodeError, ValueError, TypeError):
                        self.dropped += 1
        return found

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db, self._lock)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


class _Transaction:
    """BEGIN to COMMIT, or ROLLBACK where anything was raised; one at a time."""

    def __init__(self, db: sqlite3.Connection, lock: threading.Lock) -> None:
        self._db, self._lock = db, lock

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        finally:
            self._lock.release()
