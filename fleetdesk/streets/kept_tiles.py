"""Tiles that were fetched, kept on disk for as long as their server says, and no more of them than a bound."""

import contextlib
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Place = tuple[int, int, int]
"""Zoom, x and y of a tile; rows are counted from the north."""

MOST_BYTES = 256 << 20
WEEK_S = 7 * 86_400.0  # for those that say nothing: what OpenStreetMap's servers ask for at least
LOOK_EVERY = 64  # tiles kept between two looks at the bound
_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_TABLE = """
CREATE TABLE IF NOT EXISTS tiles (
  source TEXT, zoom INT, x INT, y INT, body BLOB, etag TEXT, fresh_until REAL, used REAL,
  PRIMARY KEY (source, zoom, x, y)
) WITHOUT ROWID
"""
_READ = "SELECT body, etag, fresh_until FROM tiles WHERE source = ? AND zoom = ? AND x = ? AND y = ?"
_USED = "UPDATE tiles SET used = ? WHERE source = ? AND zoom = ? AND x = ? AND y = ?"
_RENEWED = "UPDATE tiles SET fresh_until = ? WHERE source = ? AND zoom = ? AND x = ? AND y = ?"
_DROPPED = "DELETE FROM tiles WHERE source = ? AND zoom = ? AND x = ? AND y = ?"
_OLDEST = "SELECT source, zoom, x, y, length(body) FROM tiles ORDER BY used"


@dataclass(frozen=True, slots=True)
class Kept:
    """A tile, the server's mark of its version, and whether it may be shown without asking again."""

    body: bytes
    etag: str
    fresh: bool


class KeptTiles:
    """The tiles of one source, in a file that many share; used by one thread at a time.

    A file that is damaged is begun anew, and where none can be written nothing is kept. `clock` tells Unix seconds.
    """

    def __init__(
        self, file: Path | None, source: str, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.time
    ) -> None:
        self._source, self._most_bytes, self._clock = source, most_bytes, clock
        self._since_look = 0
        self._database = _opened(file)

    def get(self, place: Place) -> Kept | None:
        """Return a tile, however old; None where it is not kept."""
        kept, key, now = None, (self._source, *place), self._clock()
        with self._forgiving():
            found = self._database.execute(_READ, key).fetchone()
            if found is not None:
                kept = Kept(bytes(found[0]), str(found[1]), now < found[2])
                self._database.execute(_USED, (now, *key))
        return kept

    def put(self, place: Place, tile: bytes, headers: Mapping[str, str]) -> None:
        """Keep a tile where its server allows it; `headers` are those of its answer, in lower case."""
        if is_forbidden(headers) or len(tile) > self._most_bytes:
            return
        now = self._clock()
        row = (self._source, *place, tile, headers.get("etag", ""), now + fresh_s(headers), now)
        with self._forgiving():
            self._database.execute("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._since_look += 1
            if self._since_look >= LOOK_EVERY or self._since_look * len(tile) > self._most_bytes / 8:
                self._since_look = 0
                self._make_room()

    def renew(self, place: Place, headers: Mapping[str, str]) -> None:
        """Let a tile be fresh again, which the server says has not changed."""
        with self._forgiving():
            until = self._clock() + fresh_s(headers)
            key = (until, self._source, *place)
            self._database.execute(_RENEWED, key)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _make_room(self) -> None:
        """Drop those that were not used for longest, of all sources, until the rest fits."""
        total = self._database.execute("SELECT coalesce(sum(length(body)), 0) FROM tiles").fetchone()[0]
        gone = []
        for *key, size in self._database.execute(_OLDEST) if total > self._most_bytes else ():
            if total <= self._most_bytes:
                break
            gone.append(key)
            total -= size
        self._database.executemany(_DROPPED, gone)

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Do without what the file cannot give or take: a full disk, damage, another program that holds it."""
        with contextlib.suppress(sqlite3.Error, TypeError, ValueError):
            yield


def _opened(file: Path | None) -> sqlite3.Connection:
    """Open the file, anew where it is damaged; in memory where there is none."""
    for name in (file, file, ":memory:"):
        if name is None:
            continue
        with contextlib.suppress(sqlite3.Error, OSError):
            database = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
            try:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = NORMAL")
                database.execute(_TABLE)
                database.execute("SELECT fresh_until FROM tiles LIMIT 1")
            except sqlite3.DatabaseError:
                database.close()
                if isinstance(name, Path):
                    name.unlink(missing_ok=True)
                raise
            return database
    raise sqlite3.Error("no memory")


def is_forbidden(headers: Mapping[str, str]) -> bool:
    """Return whether an answer must not be kept."""
    return "no-store" in headers.get("cache-control", "").lower()


def fresh_s(headers: Mapping[str, str]) -> float:
    """Return the seconds for which an answer may be shown again without asking."""
    said = headers.get("cache-control", "").lower()
    if "no-store" in said or "no-cache" in said:
        return 0.0
    age = _MAX_AGE.search(said)
    return float(age[1]) if age else WEEK_S
