"""Brings what can be read of a damaged outbox, or of a copy of one, into a new one, row by row."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fleetdesk.base.files import is_odd
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import ENDED, IN_FLIGHT, RESCUED, Op, OpState
from fleetdesk.storage.durable_sqlite import read_damaged_text
from fleetdesk.storage.outbox.db import OutboxDatabase
from fleetdesk.storage.outbox.rows import COLUMNS, mended, read_op
from fleetdesk.storage.outbox.wal import unchecked

_MAP = ("account", "task", "order_ref", "server_id")
_FILED = ("account", "task", "sha256", "type", "file", "blob", "name", "at")
_OWNER = ("account", "server", "was", "at", "uid")
_NEAR = 200
Row = tuple[Any, ...]


def pour(source: Path, journal: Path, fresh: OutboxDatabase, settle_until: float) -> int:
    """Bring every row over that is not there yet; return how many unended sound writes those were."""
    saved = 0
    for db in _readings(source, journal):
        with contextlib.closing(db):
            db.execute("PRAGMA writable_schema=ON")  # then a damaged schema is read as far as it goes
            read_damaged_text(db)
            for row in _rows(db, "task_map", _MAP, "rowid").values():
                with contextlib.suppress(sqlite3.Error):
                    fresh.execute("INSERT OR IGNORE INTO task_map VALUES (?, ?, ?, ?)", row)
            for row in _rows(db, "owner", _OWNER, "rowid").values():
                with contextlib.suppress(sqlite3.Error):
                    fresh.execute("INSERT OR IGNORE INTO owner VALUES (?, ?, ?, ?, ?)", row)
            for row in _rows(db, "filed", _FILED, "rowid").values():
                with contextlib.suppress(sqlite3.Error):
                    fresh.execute(f"INSERT OR IGNORE INTO filed VALUES ({', '.join('?' * len(row))})", row)
            rows = sorted(_rows(db, "op", COLUMNS, "id").values(), key=_was_waiting)
            saved += sum(_bring(row, fresh, settle_until) for row in rows)
    return saved


def _readings(source: Path, journal: Path) -> Iterator[sqlite3.Connection]:
    """Open the file with all of its journal, whatever the checksums say; then as SQLite reads it."""
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError, OSError):
        yield unchecked(source, journal)
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError, OSError):
        yield _plain(source)


def _plain(source: Path) -> sqlite3.Connection:
    if is_odd(source):
        raise OSError(_("it is no file"))
    return sqlite3.connect(f"file:{source}?mode=ro", uri=True, isolation_level=None)


def _rows(db: sqlite3.Connection, table: str, columns: tuple[str, ...], key: str) -> dict[int, Row]:
    """Read all rows that can be reached: from the front, from the back, and one by one between and around."""
    sql = f"SELECT {key}, {', '.join(columns)} FROM {table}"
    found: dict[int, Row] = {}
    for order in ("ASC", "DESC"):
        found |= _walked(db, f"{sql} ORDER BY {key} {order}")
    near = range(max(min(found, default=1) - _NEAR, 0), max(found, default=0) + _NEAR)
    for number in (each for each in near if each not in found):
        found |= _walked(db, f"{sql} WHERE {key} = {number}")
    return dict(sorted(found.items()))


def _walked(db: sqlite3.Connection, sql: str) -> dict[int, Row]:
    found: dict[int, Row] = {}
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
        for number, *row in db.execute(sql):
            if isinstance(number, int):  # a damaged page may hold something else there
                found[number] = tuple(row)
    return found


def _was_waiting(row: Row) -> bool:
    """Sort what was on its way first: of a task one write may be in doubt, and it must be that one."""
    return row[COLUMNS.index("state")] not in IN_FLIGHT


def _bring(row: Row, fresh: OutboxDatabase, settle_until: float) -> bool:
    op = read_op((*row, "{}", None, None))
    named = dict(zip(COLUMNS, row, strict=True))
    if op.damaged:
        named = {name: mended(name, value) for name, value in named.items()} | {"kind": op.kind.value}
    named |= {"state": _state(op).value, "not_before": settle_until}
    with contextlib.suppress(sqlite3.Error):
        fresh.execute("INSERT OR IGNORE INTO task_map(account, task) VALUES (?, ?)", (op.account, op.task))
    again = {"state": OpState.QUEUED.value, "code": RESCUED, "attempts": 1}
    return any(_insert(named | changed, fresh) for changed in ({}, again)) and named["state"] == OpState.UNCERTAIN


def _state(op: Op) -> OpState:
    if op.state in ENDED:
        return op.state
    return OpState.BLOCKED if op.damaged or op.paused else OpState.UNCERTAIN


def _insert(named: Mapping[str, Any], fresh: OutboxDatabase) -> bool:
    columns = [name for name in COLUMNS if name != "id"]
    sql = f"INSERT INTO op({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    try:
        fresh.execute(sql, tuple(named[name] for name in columns))
    except (sqlite3.Error, OverflowError):
        return False
    return True
