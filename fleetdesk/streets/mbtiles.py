"""MBTiles files, which strangers make: read only, each question with a deadline, no row larger than a tile.

Such a file is a database, and its tables may be views of anything: rows without end, a blob of a gigabyte, or gigabytes
to sort. So this is done in a process of its own (file_process.py), and what fits in no deadline or limit is refused.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from fleetdesk.base.errors import UsageError
from fleetdesk.base.files import is_odd
from fleetdesk.base.translation import _
from fleetdesk.reader.files import check_file, start, target_of
from fleetdesk.streets.images import kind_of
from fleetdesk.streets.schema import Schema, said_layers, schema_of
from fleetdesk.streets.tiles import LARGEST_FILE, LARGEST_TILE, LONGEST_WORD, TileError
from fleetdesk.streets.vector_tile import layer_names, unpacked

OPEN_S, TILE_S = 3.0, 1.0
STEP_S = 10.0  # from tile to tile where all are read: some files have those of a zoom far apart
MOST_WORDS = 200
STEPS = 1000  # of SQLite's work between two looks at the clock
_IMAGES = {"png", "jpg", "jpeg", "webp"}
_SLOW = _("That MBTiles file does not answer in time: its tables are made to do harm, or its disk is too slow.")
_LOOKED_AT = 20  # tiles: the first may be an empty one
_FUNCTIONS = {"length", "typeof", "coalesce", "ifnull", "substr", "lower", "upper", "abs", "round", "likely"}
# Names of a damaged database that are no text stop Python's own part of the work.
DAMAGE = (sqlite3.Error, ValueError, OverflowError, MemoryError)
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LARGEST_TILE + 100_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


class MBTiles:
    """One MBTiles file, opened to read only; TileError where it cannot be used. Blocks: open it in a thread."""

    def __init__(self, file: str) -> None:
        self._uri = f"{_checked(Path(file)).as_uri()}?mode=ro"
        rows, tiles = self._read(Path(file))
        self.metadata = {str(name): str(value) for name, value in rows}
        self.schema = _schema(tiles, self.metadata)

    def _read(self, file: Path) -> tuple[list[tuple[object, object]], list[bytes]]:
        """Return the file's metadata and its first tiles; a file without metadata may be sound."""
        try:
            with self._opened(OPEN_S) as database:
                found = database.execute(
                    "SELECT CASE WHEN length(tile_data) <= ? THEN tile_data END FROM tiles LIMIT ?",
                    (LARGEST_TILE, _LOOKED_AT),
                ).fetchall()
                database.execute("SELECT zoom_level, tile_column, tile_row FROM tiles LIMIT 1").fetchone()
                return _words(database), [bytes(each) for (each,) in found if isinstance(each, bytes) and each]
        except DAMAGE as error:
            raise TileError(_SLOW if _is_late(error) else _why_none(file)) from error

    @contextmanager
    def _opened(self, deadline_s: float) -> Iterator[sqlite3.Connection]:
        """Yield the database for some questions, which end at the deadline with an error of SQLite."""
        with closing(sqlite3.connect(self._uri, uri=True, timeout=deadline_s, isolation_level=None)) as database:
            database.set_progress_handler(_over(time.monotonic() + deadline_s), STEPS)
            for limit, most in _LIMITS.items():
                database.setlimit(limit, most)
            database.text_factory = lambda text: text.decode("utf-8", "replace")
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA query_only = ON")
            database.execute("PRAGMA cell_size_check = ON")
            database.set_authorizer(_authorize)
            yield database

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return a tile by XYZ numbers (rows counted from the north), unpacked; None where the file has none.

        sqlite3.Error or ValueError where the file is damaged or does not answer in time.
        """
        with self._opened(TILE_S) as database:
            found = database.execute(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? "
                "AND length(tile_data) <= ? LIMIT 1",
                (zoom, x, (1 << zoom) - 1 - y, LARGEST_TILE),
            ).fetchone()
        return unpacked(found[0]) if found and isinstance(found[0], bytes) else None

    def deepest(self, most: int) -> int:
        """Return the deepest zoom up to `most` of which the file has a tile, 0 where it has none.

        An error as that of tile(), here and below.
        """
        for zoom in range(most, 0, -1):
            with self._opened(OPEN_S) as database:
                if database.execute("SELECT 1 FROM tiles WHERE zoom_level = ? LIMIT 1", (zoom,)).fetchone():
                    return zoom
        return 0

    def tiles_of(self, zoom: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield x, y and content of each tile of a zoom, unpacked, but for those that are damaged."""
        side = 1 << zoom
        with self._opened(STEP_S) as database:
            rows = database.execute(
                "SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = ? AND length(tile_data) <= ?",
                (zoom, LARGEST_TILE),
            )
            while row := rows.fetchone():
                x, from_south, tile = row
                if x in range(side) and from_south in range(side) and isinstance(tile, bytes):
                    with suppress(ValueError):
                        yield int(x), side - 1 - int(from_south), unpacked(tile)
                database.set_progress_handler(_over(time.monotonic() + STEP_S), STEPS)

    def close(self) -> None:
        """Nothing is open between two questions."""


def _checked(path: Path) -> Path:
    """Return the file itself, behind links; what SQLite would open beside it must be files too."""
    try:
        check_file(path, LARGEST_FILE)
        target = target_of(path)
        for ending in ("-journal", "-wal", "-shm"):
            beside = target.with_name(target.name + ending)
            if beside.is_symlink() or is_odd(beside):
                raise UsageError(_("{file} beside it is no file.").format(file=beside.name))
    except (UsageError, OSError, ValueError) as error:
        raise TileError(_("That MBTiles file cannot be used: {reason}").format(reason=error)) from error
    return target


def _over(until: float) -> Callable[[], bool]:
    return lambda: time.monotonic() > until


def _authorize(action: int, first: str | None, second: str | None, database: str | None, view: str | None) -> int:
    """Allow SQLite reading alone, and nothing that could go on by itself."""
    if action in _ALLOWED or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _words(database: sqlite3.Connection) -> list[tuple[object, object]]:
    try:
        return database.execute(
            "SELECT name, value FROM metadata WHERE length(name) <= ? AND length(value) <= ? LIMIT ?",
            (LONGEST_WORD, LONGEST_WORD, MOST_WORDS),
        ).fetchall()
    except DAMAGE as error:
        if _is_late(error):
            raise
        return []


def _is_late(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT


def _schema(tiles: list[bytes], metadata: Mapping[str, str]) -> Schema:
    """Return the schema by the content of the first tiles, and by what the file says only where none tells."""
    if any(map(kind_of, tiles)):
        return Schema.IMAGES
    names = {name for tile in tiles for name in _layers(tile)}
    if names:
        return schema_of(names | _said_layers(metadata.get("json", "")))
    if not tiles:
        raise TileError(_("That MBTiles file holds no tiles. Choose another, or make it again."))
    if metadata.get("format", "").strip().lower().removeprefix("image/") in _IMAGES:
        return Schema.IMAGES
    raise TileError(_("That MBTiles file holds neither images (PNG, JPEG, WebP) nor vector tiles."))


def _layers(tile: bytes) -> set[str]:
    try:
        return layer_names(unpacked(tile))
    except ValueError:
        return set()


def _said_layers(said: str) -> set[str]:
    try:
        return said_layers(json.loads(said))
    except (ValueError, RecursionError):
        return set()


def _why_none(path: Path) -> str:
    """Return why this is no map: it is not there, or is something else."""
    try:
        head = start(path, 16)
    except UsageError as error:
        return _("That MBTiles file cannot be used: {reason}").format(reason=error)
    if not head.startswith(b"SQLite format 3\0"):
        return _("That file is not a map in the MBTiles format. Choose a file that ends with .mbtiles.")
    return _("That file is a database, but not a map in the MBTiles format, or it is damaged or in use.")
