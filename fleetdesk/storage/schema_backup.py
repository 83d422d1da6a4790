"""The copy of an SQLite file that is kept before its schema changes."""

import contextlib
import os
import sqlite3
from pathlib import Path

from fleetdesk.base.files import sync_folder


def keep_version(path: Path, version: int) -> Path:
    """Copy the file as it is committed to NAME.versionN beside it, whole and synced; give the copy's path.

    A name that is taken gets a number: an earlier copy is never written over.
    """
    names = (f"{path.name}.version{version}{more}" for more in ("", *(f".{number}" for number in range(1, 1000))))
    target = next(each for name in names if not os.path.lexists(each := path.with_name(name)))
    beside = target.with_name(f"{target.name}.{os.getpid()}.new")
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(beside)) as copy:
        source.backup(copy)
    beside.chmod(0o600)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.replace(target)
    sync_folder(path.parent)
    return target
