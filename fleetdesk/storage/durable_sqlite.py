"""Opens the SQLite file that must never lose a row: every commit is on the disk before it is believed.

With synchronous=NORMAL a power cut takes nearly all acknowledged commits of a WAL file, with FULL none
(docs/outbox.md#the-file).
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fleetdesk.base.translation import _
from fleetdesk.storage.schema_backup import keep_version
from fleetdesk.storage.sqlite_peek import NEWER, Told, told

APPLICATION_ID = 0x464C4454  # "FLDT"
BUSY_MS = 5000
Connect = Callable[[str], Any]

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=1",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MS}",
    "trusted_schema=OFF",
)


class Foreign(Exception):
    """The file is another program's, or a newer FleetDesk's: it is left as it is."""


def connect(path: str) -> Any:
    """Open a connection of the standard library that commits only where told to; damaged text never stops a read."""
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
    read_damaged_text(db)
    return db


def read_damaged_text(db: sqlite3.Connection) -> None:
    """Read text that is no UTF-8 any more with replacement characters instead of an error."""
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")


def open_precious(path: Path, migrations: Sequence[str], connector: Connect = connect) -> Any:
    """Open the file with its newest schema; Foreign, or an error of SQLite, where it cannot be used."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _check_told(path, len(migrations))
    new = not path.exists()
    db = connector(str(path))
    try:
        if new:
            path.chmod(0o600)
        _check_ours(db, len(migrations))  # first: journal_mode would write into a file that is not ours
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}").fetchall()
        _migrate(db, migrations, path)
    except BaseException:
        db.close()
        raise
    return db


def _check_told(path: Path, known: int) -> None:
    """Check the file before SQLite opens it, which may write: a file that is not ours is left byte for byte."""
    head = told(path)
    if head:
        _check(head, known)


def _check_ours(db: Any, known: int) -> None:
    db.execute(f"PRAGMA busy_timeout={BUSY_MS}").fetchall()
    tables = bool(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    _check(Told(int(db.execute("PRAGMA application_id").fetchone()[0]), _version(db), tables), known)


def _check(head: Told, known: int) -> None:
    """Raise Foreign for another program's file or a newer one; 0 is any program's number, ours comes with a table."""
    if head.owner not in (0, APPLICATION_ID) or (not head.owner and not head.version and head.tables):
        raise Foreign(_("it belongs to another program"))
    if head.version > known:
        raise Foreign(NEWER.format(version=head.version, known=known))


def _version(db: Any) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _migrate(db: Any, migrations: Sequence[str], path: Path) -> None:
    """Run all missing steps in one transaction, after a copy; two programs that start at once do them once."""
    if _version(db) == len(migrations):
        return
    with Transaction(db):
        if 0 < _version(db) < len(migrations):
            keep_version(path, _version(db))
        for number, step in enumerate(migrations[_version(db) :], _version(db) + 1):
            for statement in filter(str.strip, step.split(";")):
                db.execute(statement)
            db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            db.execute(f"PRAGMA user_version={number}")


class Transaction:
    """BEGIN IMMEDIATE to COMMIT; ROLLBACK where anything was raised, a failed COMMIT included."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            try:
                self._db.execute("COMMIT")
                return
            except sqlite3.Error:
                self._undo()
                raise
        self._undo()

    def _undo(self) -> None:
        """Roll back; SQLite has ended the transaction itself after some errors, a full disk among them."""
        try:
            self._db.execute("ROLLBACK")
        except sqlite3.Error:
            return
