"""Looks into an SQLite file without opening it as SQLite does, which may write: recover, tidy up, make side files."""

import contextlib
import shutil
import sqlite3
import struct
from pathlib import Path
from typing import NamedTuple

from fleetdesk.base.files import is_odd
from fleetdesk.base.translation import _
from fleetdesk.storage.outbox.wal import HEADER, frames

NEWER = _("a newer FleetDesk wrote it: version {version}, this one knows {known}")
_MAGIC = b"SQLite format 3\0"
# https://www.sqlite.org/fileformat2.html: the header, then the first page of the table of tables, a leaf
_HEAD = 100
_NO_TABLES = bytes((13, 0, 0, 0, 0))
_READ = _HEAD + len(_NO_TABLES)


class Told(NamedTuple):
    """What the head of a file says: whose it is, in which version, and whether it has tables."""

    owner: int
    version: int
    tables: bool = True

    @property
    def is_blank(self) -> bool:
        """Return whether nothing is in the file, and no program claims it."""
        return not (self.owner or self.version or self.tables)


def told(path: Path) -> Told | None:
    """Return the head as last committed, in the file or its journal; None where there is none that can be read."""
    if is_odd(path):
        return None
    try:
        with path.open("rb") as file:
            head = file.read(_READ)
        journal = path.with_name(path.name + "-wal")
        wal = journal.read_bytes() if journal.is_file() else b""
    except OSError:
        return None
    return _told(_newest_head(wal)) or _told(head)


def copy_of(path: Path, target: Path) -> None:
    """Copy an SQLite file and its journal whole to `target`, while another program may write; touch neither."""
    if path.with_name(path.name + "-shm").is_file():
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(_reader(path)) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            return
    for suffix in ("", "-wal"):
        side = path.with_name(path.name + suffix)
        if side.is_file():
            shutil.copyfile(side, target.with_name(target.name + suffix))


def _reader(path: Path) -> sqlite3.Connection:
    """Open a connection that shares the running program's view of the journal and writes nothing, not even there."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&readonly_shm=1", uri=True, isolation_level=None)


def _told(head: bytes) -> Told | None:
    if len(head) < _HEAD or not head.startswith(_MAGIC):
        return None
    (version,), (owner,) = (struct.unpack_from(f">{kind}", head, place) for kind, place in (("i", 60), ("I", 68)))
    return Told(owner, version, tables=head[_HEAD:] != _NO_TABLES)


def _newest_head(wal: bytes) -> bytes:
    found = b""
    for frame in frames(wal) if len(wal) > HEADER else ():
        if not frame.sound:
            break
        if frame.page == 1:
            found = frame.content
    return found[:_READ]
