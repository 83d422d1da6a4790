"""Opens the outbox whatever state its file is in: nothing is ever deleted, and what cannot be read is said."""

import contextlib
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from fleetdesk.domain.outbox import ENDED, Op, OpState
from fleetdesk.storage.database import put_aside
from fleetdesk.storage.outbox import Outbox
from fleetdesk.storage.outbox_rows import COLUMNS, SELECT, read_op

COPIES = 3
_MAP = ("account", "task", "order_ref", "server_id")


def open_outbox(path: Path, settle_until: float) -> tuple[Outbox, list[str]]:
    """The outbox, and sentences on what was lost or saved.

    Where the file is damaged it is kept aside and every sound row of it and of the newest sound copy goes into a new
    one. What comes from either is uncertain until `settle_until`: it may have been sent since, so it is looked up
    before it goes again.
    """
    try:
        outbox = Outbox(path)
        if outbox.db.execute("PRAGMA quick_check").fetchone()[0] == "ok":
            return outbox, _damaged(outbox.open_ops())
        outbox.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if _busy(error):
            raise
    return _rescued(path, settle_until)


def _busy(error: BaseException) -> bool:
    """Held by another program, or on a disk that takes nothing: not damaged."""
    codes = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
             sqlite3.SQLITE_FULL}  # fmt: skip
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in codes


def _damaged(ops: Iterable[Op]) -> list[str]:
    bad = [op for op in ops if op.damaged]
    if not bad:
        return []
    names = ", ".join(op.label or f"no. {op.id}" for op in bad[:5])
    return [f"{len(bad)} unsent changes are damaged on this disk ({names}). They are in the outbox and are not sent."]


def _rescued(path: Path, settle_until: float) -> tuple[Outbox, list[str]]:
    aside = put_aside(path)
    sources = [aside, *copies(path)]
    fresh = Outbox(path)
    counts = [_pour(source, fresh, settle_until) for source in sources]
    saved = sum(counts)
    return fresh, [
        f"The file of unsent changes was damaged. {saved} changes were saved from it and from its copies; they are "
        f"looked up on the server before anything is sent again. The damaged file is kept as {aside.name}."
    ]


def _pour(source: Path, fresh: Outbox, settle_until: float) -> int:
    """Brings every sound row over that is not there yet; gives how many unended writes that were."""
    try:
        db = sqlite3.connect(f"file:{source}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error:
        return 0
    with contextlib.closing(db):
        for row in _rows(db, f"SELECT {', '.join(_MAP)} FROM task_map"):
            with contextlib.suppress(sqlite3.Error):
                fresh.db.execute("INSERT OR IGNORE INTO task_map VALUES (?, ?, ?, ?)", row)
        return sum(_bring(row, fresh, settle_until) for row in _rows(db, SELECT))


def _rows(db: sqlite3.Connection, sql: str) -> Iterable[tuple[object, ...]]:
    """Row by row, as far as the damage lets it."""
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
        yield from db.execute(sql)


def _bring(row: tuple[object, ...], fresh: Outbox, settle_until: float) -> bool:
    try:
        op = read_op(row)
    except (ValueError, TypeError):
        return False
    state = op.state if op.state in ENDED or op.damaged else OpState.UNCERTAIN
    named = dict(zip(COLUMNS, row, strict=False)) | {"state": state.value, "not_before": settle_until}
    with contextlib.suppress(sqlite3.Error):
        fresh.db.execute("INSERT OR IGNORE INTO task_map(account, task) VALUES (?, ?)", (op.account, op.task))
    columns = [name for name in COLUMNS if name != "id"]
    marks = ", ".join("?" * len(columns))
    for changed in ({}, {"state": OpState.QUEUED.value, "code": "again", "attempts": 1}):
        with contextlib.suppress(sqlite3.Error):
            sql = f"INSERT INTO op({', '.join(columns)}) VALUES ({marks})"
            fresh.db.execute(sql, tuple((named | changed)[name] for name in columns))
            return state is OpState.UNCERTAIN
    return False


def copies(path: Path) -> list[Path]:
    """The copies there are, the newest first."""
    found = [path.with_name(f"{path.name}.copy{number}") for number in range(1, COPIES + 1)]
    return sorted((each for each in found if each.is_file()), key=lambda each: each.stat().st_mtime, reverse=True)


def make_copy(outbox: Outbox) -> Path:
    """A whole, synced copy beside the file; the oldest of three makes room."""
    kept = copies(outbox.path)
    names = [outbox.path.with_name(f"{outbox.path.name}.copy{number}") for number in range(1, COPIES + 1)]
    target = next((name for name in names if name not in kept), kept[-1] if kept else names[0])
    beside = target.with_name(target.name + ".new")
    beside.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(beside)) as db:
        outbox.backup_into(db)
    beside.chmod(0o600)
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(target)
    return target
