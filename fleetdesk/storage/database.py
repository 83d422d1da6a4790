"""Opens SQLite files the way each deserves: the cache fast and disposable, with numbered migrations."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from fleetdesk.base import files
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.storage.sqlite_peek import NEWER, told

DAMAGED = _("The cache was damaged ({reason}) and begins anew; the old one is {file}.")
UNKEPT = _("The last known fleet is not kept in this run.")
SIDE_FILES = ("-wal", "-shm")
BUSY_S = 5.0


class TooNew(Exception):
    """A newer FleetDesk wrote this file."""


def open_disposable(
    path: Path, migrations: Sequence[str], probes: Sequence[str] = (), damaged: str = DAMAGED, unkept: str = UNKEPT
) -> tuple[sqlite3.Connection, str | None]:
    """Open a cache (WAL, NORMAL). Put a damaged file aside, leave a newer one; the notice says so, the start goes on.

    `damaged` and `unkept` are the notice's sentences, of which the first has {reason} and {file}.
    `probes` are queries that must run: quick_check does not see that a column's name is damaged.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        refuse_newer(path, len(migrations))
        if files.is_odd(path):
            raise sqlite3.DatabaseError(_("it is no file"))
        return _opened(path, migrations, probes), None
    except (sqlite3.DatabaseError, TooNew, UnicodeDecodeError, OSError) as error:  # SQLite's message may be damaged too
        unusable = _("{file} cannot be used now ({reason}).").format(file=path.name, reason=error)
        in_memory = together(unusable, unkept)
        if not path.is_dir() and (is_unwritable(error) or isinstance(error, TooNew | OSError)):
            return _opened(Path(":memory:"), migrations, probes), in_memory
        try:
            aside = put_aside(path)
            notice = damaged.format(reason=error, file=aside.name)
            return _opened(path, migrations, probes), notice
        except OSError:
            return _opened(Path(":memory:"), migrations, probes), in_memory


def refuse_newer(path: Path, known: int) -> None:
    """Raise TooNew for a file of a newer FleetDesk, before SQLite opens it: opening may write."""
    head = told(path)
    if head and head.version > known:
        raise TooNew(NEWER.format(version=head.version, known=known))


def is_unwritable(error: BaseException) -> bool:
    """Return whether the file is in use or on a disk that takes nothing: not damaged, and not ours to put aside."""
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
    """Run the steps this file has not seen; user_version counts them."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(migrations):
        raise TooNew(NEWER.format(version=version, known=len(migrations)))
    for number, step in enumerate(migrations[version:], version + 1):
        connection.executescript(f"BEGIN; {step}; PRAGMA user_version={number}; COMMIT;")


def put_aside(path: Path) -> Path:
    """Rename a file that cannot be read, with its side files; return its new path."""
    aside = files.put_aside(path, f"{path.name}.corrupt.{{stamp}}")
    for suffix in SIDE_FILES:
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.replace(aside.with_name(aside.name + suffix))
    return aside
