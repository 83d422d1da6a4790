"""The copy of an SQLite file that is kept before its schema changes."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from fleetdesk.base.files import OURS, new_file, put_in_place


def write_whole_database(path: Path, fill: Callable[[sqlite3.Connection], object]) -> None:
    """Write an SQLite file that `fill` makes, whole and synced, over what is there; OSError or sqlite3.Error."""
    with new_file(path.parent, f".{path.name}.", OURS) as (file, beside):
        with contextlib.closing(sqlite3.connect(beside)) as db:
            fill(db)
        put_in_place(file, beside, path)


def keep_version(path: Path, version: int) -> Path:
    """Copy the file as it is committed to NAME.versionN beside it, whole and synced; return the copy's path.

    A name that is taken gets a number: an earlier copy is never written over.
    """
    names = (f"{path.name}.version{version}{more}" for more in ("", *(f".{number}" for number in range(1, 1000))))
    target = next(each for name in names if not os.path.lexists(each := path.with_name(name)))
    with contextlib.closing(sqlite3.connect(path)) as source:
        write_whole_database(target, source.backup)
    return target
