"""Copies of the outbox beside it, for the day on which its own file cannot be read."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from fleetdesk.base.local_formats import date_and_time
from fleetdesk.base.translation import ngettext
from fleetdesk.storage.outbox.db import OutboxDatabase
from fleetdesk.storage.schema_backup import write_whole_database

COPIES, COPY_EVERY_S = 3, 3600.0


def copies(path: Path) -> list[Path]:
    """Return the copies there are, the newest first."""
    there = (each for each in _names(path) if each.is_file())
    return sorted(there, key=lambda each: each.stat().st_mtime, reverse=True)


def said_of_copy(path: Path) -> str:
    """Say what the newest readable copy holds, as a sentence; empty without a copy."""
    for copy in copies(path):
        reader = f"{copy.absolute().as_uri()}?immutable=1"  # makes no files beside it
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(reader, uri=True)) as db:
            count = int(db.execute("SELECT count(*) FROM op WHERE state NOT IN ('done', 'cancelled')").fetchone()[0])
            when = date_and_time(datetime.fromtimestamp(copy.stat().st_mtime, UTC).astimezone())
            return ngettext(
                "Its copy of {when} holds {count} unsent change.",
                "Its copy of {when} holds {count} unsent changes.",
                count,
            ).format(when=when, count=count)
    return ""


def _names(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}.copy{number}") for number in range(1, COPIES + 1)]


def make_copy(database: OutboxDatabase) -> Path:
    """Write a whole, synced copy beside the file; the oldest of three makes room. OSError or sqlite3.Error."""
    kept, names = copies(database.path), _names(database.path)
    target = next((name for name in names if name not in kept), kept[-1] if kept else names[0])
    write_whole_database(target, database.backup_into)
    return target
