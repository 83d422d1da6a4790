"""Opens SQLite files the way each deserves: the cache fast and disposable, with numbered migrations."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

SIDE_FILES = ("-wal", "-shm")
BUSY_S = 5.0


class TooNew(Exception):
    """A newer FleetDesk wrote this file."""


def open_disposable(
    path: Path, migrations: Sequence[str], probes: Sequence[str] = ()
) -> tuple[sqlite3.Connection, str | None]:
    """A cache: WAL, NORMAL. A damaged or newer file is put aside, never a reason not to start; the notice says so.

    `probes` are queries that must run: quick_check does not see that a column's name is damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _opened(path, migrations, probes), None
    except (sqlite3.DatabaseError, TooNew, UnicodeDecodeError) as error:  # SQLite's own message may be damaged too
        if is_unwritable(error):
            return _opened(Path(":memory:"), migrations, probes), f"The cache cannot be used now ({error})."
        aside = put_aside(path)
        notice = f"The cache was damaged ({error}) and begins anew; the old one is {aside.name}."
        return _opened(path, migrations, probes), notice


def is_unwritable(error: BaseException) -> bool:
    """Held by another program, or on a disk that takes nothing: not damaged, and not ours to put aside."""
    codes = {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
    }
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in codes


def _opened(path: Path, migrations: Sequence[str], probes: Sequence[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_S)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA trusted_schema=OFF")
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check failed")
        _migrate(connection, migrations)
        for probe in probes:
            connection.execute(probe)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Runs the steps this file has not seen; user_version counts them."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(migrations):
        raise TooNew(f"it is of version {version}, this FleetDesk knows {len(migrations)}")
    for number, step in enumerate(migrations[version:], version + 1):
        connection.executescript(f"BEGIN; {step}; PRAGMA user_version={number}; COMMIT;")


def put_aside(path: Path) -> Path:
    """Renames a file that cannot be read, with its side files; gives its new name."""
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    names = (path.with_name(f"{path.name}.corrupt.{stamp}{more}") for more in ("", *(f".{n}" for n in range(1, 1000))))
    aside = next(name for name in names if not name.exists())
    path.replace(aside)
    for suffix in SIDE_FILES:
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.replace(aside.with_name(aside.name + suffix))
    return aside
