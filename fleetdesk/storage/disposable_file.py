"""What the files that may be lost share: opened late, closed once, one caller at a time."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fleetdesk.storage.database import open_disposable


class DisposableFile:
    """One SQLite file of which the rest can be done without. Every call may wait for the disk.

    `damaged` and `unkept` are the sentences of open_disposable().
    """

    def __init__(self, path: Path, migrations: Sequence[str], probes: Sequence[str], damaged: str, unkept: str) -> None:
        self.path = path
        self._opening = migrations, probes, damaged, unkept
        self._db: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def _open(self) -> str | None:
        """Open the file where it is not open yet; return what has to be said of it."""
        with self._lock:
            if self._db is not None:
                return None
            self._db, notice = open_disposable(self.path, *self._opening)
        return notice

    def close(self) -> None:
        """Close the file, where it was opened."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def _give_room_back(self) -> None:
        """Give the room of what was removed back to the disk."""
        with self._reading() as db:
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give the database to one caller; sqlite3.ProgrammingError where it is not open."""
        with self._lock:
            if self._db is None:
                raise sqlite3.ProgrammingError(f"{self.path.name} is closed")
            yield self._db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Give the database in one transaction; sqlite3.ProgrammingError where it is not open."""
        with self._reading() as db, db:
            db.execute("BEGIN IMMEDIATE")
            yield db
