"""The past that was fetched, on the disk: one SQLite file, limited in size. It may be lost."""

import math
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import numpy as np

from fleetdesk.base.sentences import plain
from fleetdesk.base.translation import _
from fleetdesk.domain.history.chunks import ChunkKind, Record, is_closed
from fleetdesk.domain.history.day_cells import cells_of
from fleetdesk.domain.history.records import InputPeriod, Refuel, TrackPoint, Trip
from fleetdesk.domain.history.track import Floats
from fleetdesk.storage.disposable_file import DisposableFile
from fleetdesk.storage.inflating import inflated

MIGRATIONS = (
    """
    CREATE TABLE chunk(
        account TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL, fetched_at REAL NOT NULL,
        closed INTEGER NOT NULL, used_at REAL NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY(account, unit, kind, day)
    ) WITHOUT ROWID;
    CREATE INDEX chunk_used ON chunk(used_at);
    CREATE TABLE page(account TEXT PRIMARY KEY, cursor TEXT NOT NULL, reached REAL NOT NULL)
    """,
    """
    CREATE TABLE track_cells(
        account TEXT NOT NULL, unit TEXT NOT NULL, day INTEGER NOT NULL, cells BLOB NOT NULL,
        PRIMARY KEY(account, unit, day)
    ) WITHOUT ROWID;
    CREATE TRIGGER chunk_gone AFTER DELETE ON chunk WHEN old.kind = 'track' BEGIN
        DELETE FROM track_cells WHERE account = old.account AND unit = old.unit AND day = old.day;
    END
    """,
)
PROBES = (
    "SELECT account, unit, kind, day, fetched_at, closed, used_at, size, body FROM chunk LIMIT 0",
    "SELECT account, cursor, reached FROM page LIMIT 0",
    "SELECT account, unit, day, cells FROM track_cells LIMIT 0",
)
DAMAGED = _("The history on this computer was damaged ({reason}) and begins anew; the old one is {file}.")
UNKEPT = _("History is not kept in this run.")
ROW_BYTES = 200
"""What a chunk takes on the disk beside its content, about."""
ROOM = 0.9  # of the limit that is left full when chunks have to go
USED_S = 600.0  # a use is noted once in so long

T = TypeVar("T")
_WHERE = "account = ? AND unit = ? AND kind = ?"
_encode = msgspec.msgpack.Encoder(enc_hook=plain).encode
_DECODERS: Mapping[ChunkKind, Callable[[bytes], list[Any]]] = {
    ChunkKind.TRIPS: msgspec.msgpack.Decoder(list[Trip]).decode,
    ChunkKind.INPUTS: msgspec.msgpack.Decoder(list[InputPeriod]).decode,
    ChunkKind.REFUELS: msgspec.msgpack.Decoder(list[Refuel]).decode,
    ChunkKind.TRACK: msgspec.msgpack.Decoder(list[TrackPoint]).decode,
}


class _Placed(msgspec.Struct, gc=False):
    """What of a track point says when and where it was; the rest is not read."""

    at: datetime | None = None
    lat: float | None = None
    lon: float | None = None


_PLACED = msgspec.msgpack.Decoder(list[_Placed]).decode


class Places(NamedTuple):
    """The points of a track: seconds since 1970, degrees; NaN for what is missing."""

    at: Floats
    lat: Floats
    lon: Floats


class HistoryFile(DisposableFile):
    """Chunks: what was fetched of one account, unit, kind and day of UTC; `unit` is empty for a whole account.

    Opened by load(). Every call may wait for the disk: use a thread from the window. sqlite3.Error where the disk does
    not take or give it. Times are seconds since 1970.
    """

    def __init__(self, path: Path, limit_bytes: float) -> None:
        super().__init__(path, MIGRATIONS, PROBES, DAMAGED, UNKEPT)
        self._limit, self.dropped = limit_bytes, 0

    def load(self) -> str | None:
        """Open the file where it is not open yet; return what has to be said of it."""
        return self._open()

    def known(self, account: str, unit: str, kind: ChunkKind, days: range, since: float) -> set[int]:
        """Return the days that need no fetching: those that are closed, and those fetched at `since` or later."""
        rows = self._rows(
            f"SELECT day FROM chunk WHERE {_WHERE} AND day >= ? AND day < ? AND (closed OR fetched_at >= ?)",
            (account, unit, kind, days.start, days.stop, since),
        )
        return {int(day) for (day,) in rows}

    def read(self, account: str, unit: str, kind: ChunkKind, days: range, now: float) -> dict[int, list[Any]]:
        """Return what is kept of these days; what cannot be read counts as not there, and in `dropped`."""
        place = (account, unit, kind, days.start, days.stop)
        rows = self._rows(f"SELECT day, body FROM chunk WHERE {_WHERE} AND day >= ? AND day < ?", place)
        found: dict[int, list[Any]] = {}
        for day, body in rows:
            records = _unpacked(kind, body)
            if records is None:
                self.dropped += 1
                self._forget_chunk(account, unit, kind, day)
            else:
                found[int(day)] = records
        self._note_use(place, now)
        return found

    def read_places(self, account: str, unit: str, days: range, now: float) -> Places:
        """Return when and where the points of a track were, in the order in which they are kept.

        A chunk that cannot be read counts as not there.
        """
        place = (account, unit, ChunkKind.TRACK, days.start, days.stop)
        rows = self._rows(f"SELECT body FROM chunk WHERE {_WHERE} AND day >= ? AND day < ? ORDER BY day", place)
        self._note_use(place, now)
        points = [point for (body,) in rows for point in _decoded(body, _PLACED) or ()]
        at = [math.nan if each.at is None else each.at.timestamp() for each in points]
        lat, lon = [each.lat for each in points], [each.lon for each in points]
        return Places(*(np.array(each, dtype=float) for each in (at, lat, lon)))

    def near(self, account: str, unit: str, days: range, cells: frozenset[int] | None) -> dict[int, bool]:
        """Return the days of a track that are kept and have a place, and whether each may have a point in the cells.

        None are all cells. A day that was kept by an earlier FleetDesk, which noted no cells, may.
        """
        rows = self._rows(
            "SELECT day, cells FROM chunk LEFT JOIN track_cells USING(account, unit, day)"
            f" WHERE {_WHERE} AND day >= ? AND day < ? ORDER BY day",
            (account, unit, ChunkKind.TRACK, days.start, days.stop),
        )
        found = {int(day): _cells(told) for day, told in rows}
        return {
            day: told is None or cells is None or not cells.isdisjoint(told)
            for day, told in found.items()
            if told is None or len(told)
        }

    def put(
        self, account: str, unit: str, kind: ChunkKind, records: Mapping[int, Sequence[Record]], now: float,
        open_days: Iterable[int] = (),
    ) -> None:  # fmt: skip
        """Keep what was fetched now of each day, all or none; `open_days` may still change, however old they are.

        Beyond the limit what was not used for longest is removed.
        """
        still_open = set(open_days)
        where = [(account, unit, day, _told_cells(each)) for day, each in records.items()]
        rows = []
        for day, each in records.items():
            body = zlib.compress(_encode(list(each)), 1)
            closed = day not in still_open and is_closed(day, now)
            rows.append((account, unit, kind, day, now, closed, now, len(body) + ROW_BYTES, body))
        with self._writing() as db:
            db.executemany("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            if kind is ChunkKind.TRACK:
                db.executemany("INSERT OR REPLACE INTO track_cells VALUES (?, ?, ?, ?)", where)
            self._make_room(db)

    def page_of(self, account: str) -> tuple[str, float] | None:
        """Return the cursor at which reading an account's pages stopped, and the moment that was reached."""
        rows = self._rows("SELECT cursor, reached FROM page WHERE account = ?", (account,))
        return (str(rows[0][0]), float(rows[0][1])) if rows else None

    def set_page(self, account: str, page: tuple[str, float] | None) -> None:
        """Remember where reading an account's pages stopped; None for nowhere."""
        with self._writing() as db:
            db.execute("DELETE FROM page WHERE account = ?", (account,))
            if page:
                db.execute("INSERT INTO page VALUES (?, ?, ?)", (account, *page))

    @property
    def size(self) -> int:
        """Return how many bytes are kept; blocks for one read."""
        return int(self._rows("SELECT coalesce(sum(size), 0) FROM chunk", ())[0][0])

    def empty(self) -> None:
        """Remove everything and give the room back to the disk."""
        with self._writing() as db:
            db.execute("DELETE FROM chunk")
            db.execute("DELETE FROM page")
        self._give_room_back()

    def forget(self, account: str) -> None:
        """Remove everything of an account."""
        with self._writing() as db:
            for table in ("chunk", "page"):
                db.execute(f"DELETE FROM {table} WHERE account = ?", (account,))

    def _rows(self, query: str, given: tuple[Any, ...]) -> list[Any]:
        with self._reading() as db:
            return db.execute(query, given).fetchall()

    def _note_use(self, place: tuple[Any, ...], now: float) -> None:
        with self._writing() as db:
            db.execute(
                f"UPDATE chunk SET used_at = ? WHERE {_WHERE} AND day >= ? AND day < ? AND used_at < ?",
                (now, *place, now - USED_S),
            )

    def _forget_chunk(self, *place: object) -> None:
        with self._writing() as db:
            db.execute(f"DELETE FROM chunk WHERE {_WHERE} AND day = ?", place)

    def _make_room(self, db: sqlite3.Connection) -> None:
        kept = int(db.execute("SELECT coalesce(sum(size), 0) FROM chunk").fetchone()[0])
        if kept <= self._limit:
            return
        gone = []
        for account, unit, kind, day, size in db.execute(
            "SELECT account, unit, kind, day, size FROM chunk ORDER BY used_at, day"
        ):
            gone.append((account, unit, kind, day))
            kept -= size
            if kept <= self._limit * ROOM:
                break
        db.executemany(f"DELETE FROM chunk WHERE {_WHERE} AND day = ?", gone)


def _told_cells(records: Sequence[Record]) -> bytes:
    return array("I", cells_of(each for each in records if isinstance(each, TrackPoint))).tobytes()


def _cells(told: object) -> Sequence[int] | None:
    """Return the cells that were noted of a day; None where none were, or they cannot be read."""
    if not isinstance(told, bytes) or len(told) % array("I").itemsize:
        return None
    return memoryview(told).cast("I")


def _unpacked(kind: ChunkKind, body: object) -> list[Any] | None:
    """Return the records of a chunk; None where it cannot be read."""
    return _decoded(body, _DECODERS[kind])


def _decoded(body: object, decode: Callable[[bytes], list[T]]) -> list[T] | None:
    try:
        return decode(inflated(body))
    except (msgspec.DecodeError, ValueError, TypeError):
        return None
