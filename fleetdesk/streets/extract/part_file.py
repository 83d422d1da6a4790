"""The file under way, FILE.part, and beside it what is done of its plan, so that it can be gone on with."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fleetdesk.base.translation import _
from fleetdesk.streets.extract.plan import Content, Plan
from fleetdesk.streets.pmtiles_file import HEADER_BYTES
from fleetdesk.streets.tiles import TileError
from fleetdesk.streets.vector_tile import unpacked

_TABLES = (
    "CREATE TABLE plan (address TEXT, version TEXT, title TEXT, front BLOB)",
    "CREATE TABLE contents (source INT PRIMARY KEY, length INT, target INT)",
    "CREATE TABLE requests (start INT PRIMARY KEY, stop INT, sha256 BLOB)",
)
_WITHIN = "SELECT source, length, target FROM contents WHERE source >= ? AND source < ? ORDER BY source"


class PartFile:
    """A map file that is being fetched. All methods block; used by one thread at a time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._part, self._plan = file.with_name(f"{file.name}.part"), file.with_name(f"{file.name}.plan")
        self._open = contextlib.ExitStack()
        self._database: sqlite3.Connection | None = None

    def begin(self, plan: Plan) -> None:
        """Begin anew with a plan: its file is as large as it will be, and empty."""
        self.drop()
        with contextlib.closing(sqlite3.connect(self._plan)) as database, database:
            for each in _TABLES:
                database.execute(each)
            database.execute(
                "INSERT INTO plan VALUES (?, ?, ?, ?)", (plan.address, plan.version, plan.title, plan.front)
            )
            rows = ((each.source, each.length, each.target) for each in plan.contents)
            database.executemany("INSERT INTO contents VALUES (?, ?, ?)", rows)
            database.executemany("INSERT INTO requests VALUES (?, ?, NULL)", plan.requests)
        with self._part.open("wb") as part:
            part.truncate(plan.size)

    def resume(self, address: str, title: str) -> Plan | None:
        """Return the plan that was begun for this address and title; None where there is none, or it is damaged."""
        if not (self._plan.is_file() and self._part.is_file()):
            return None
        try:
            with contextlib.closing(sqlite3.connect(self._plan)) as database:
                told = database.execute("SELECT address, version, title, front FROM plan").fetchone()
                contents = [Content(*row) for row in database.execute("SELECT source, length, target FROM contents")]
                wanted = database.execute("SELECT start, stop FROM requests ORDER BY start").fetchall()
        except (sqlite3.Error, TypeError):
            return None
        if told is None or (told[0], told[2]) != (address, title):
            return None
        return Plan(told[0], told[1], told[2], told[3], contents, wanted)

    def open(self) -> None:
        """Open the file and its plan, to go on."""
        self._database = sqlite3.connect(self._plan, isolation_level=None, check_same_thread=False)
        self._open.callback(self._database.close)
        self._file = self._open.enter_context(self._part.open("r+b", buffering=0))

    def close(self) -> None:
        """Close both; what is done stays done."""
        self._open.close()

    def missing(self) -> list[tuple[int, int]]:
        """Return the ranges that are still to be fetched."""
        return self._asked("SELECT start, stop FROM requests WHERE sha256 IS NULL ORDER BY start")

    def write(self, start: int, fetched: bytes) -> None:
        """Write the contents in a range to their places, then note that it is done."""
        for content in self._within(start, start + len(fetched)):
            at = content.source - start
            self._put(content.target, fetched[at : at + content.length])
        os.fsync(self._file.fileno())
        self._asked("UPDATE requests SET sha256 = ? WHERE start = ?", self._digest(start, start + len(fetched)), start)

    def check(self, start: int, stop: int) -> None:
        """Check the contents of a range once more, as they are on the disk; TileError where one is damaged."""
        told = self._asked("SELECT sha256 FROM requests WHERE start = ?", start)
        if told[0][0] != self._digest(start, stop):
            self._damaged(start)
        for content in self._within(start, stop):
            try:
                unpacked(self._get(content))
            except ValueError:
                self._damaged(start)

    def finish(self, plan: Plan) -> None:
        """Write the front, its header last, and put the file in its place, where an older one is replaced."""
        for at, part in ((HEADER_BYTES, plan.front[HEADER_BYTES:]), (0, plan.front[:HEADER_BYTES])):
            self._put(at, part)
            os.fsync(self._file.fileno())
        self.close()
        self._part.replace(self.file)
        self._plan.unlink()

    def drop(self) -> None:
        """Remove what was fetched so far."""
        self.close()
        for each in (self._part, self._plan):
            each.unlink(missing_ok=True)

    def _damaged(self, start: int) -> None:
        self._asked("UPDATE requests SET sha256 = NULL WHERE start = ?", start)
        raise TileError(
            _("A part of the map has come damaged, or the disk has changed it. Go on, and it is fetched again.")
        )

    def _put(self, at: int, part: bytes) -> None:
        self._file.seek(at)
        written = 0
        while written < len(part):
            written += self._file.write(part[written:]) or 0

    def _get(self, content: Content) -> bytes:
        self._file.seek(content.target)
        return self._file.read(content.length) or b""

    def _within(self, start: int, stop: int) -> Iterator[Content]:
        return (Content(*row) for row in self._asked(_WITHIN, start, stop))

    def _digest(self, start: int, stop: int) -> bytes:
        digest = hashlib.sha256()
        for content in self._within(start, stop):
            digest.update(self._get(content))
        return digest.digest()

    def _asked(self, statement: str, *values: object) -> list[Any]:
        assert self._database is not None
        return self._database.execute(statement, values).fetchall()
