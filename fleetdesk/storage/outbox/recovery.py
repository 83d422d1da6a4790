"""Opens the outbox whatever state its file is in: nothing is ever deleted, and what cannot be read is said."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from fleetdesk.base.files import OURS, is_odd, write_whole
from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.outbox import Op
from fleetdesk.storage.database import is_unwritable, put_aside
from fleetdesk.storage.durable_sqlite import APPLICATION_ID
from fleetdesk.storage.outbox.backups import copies, said_of_copy
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.rows import MIGRATIONS
from fleetdesk.storage.outbox.salvage import pour
from fleetdesk.storage.outbox.wal import HEADER, hides_something, journal_of
from fleetdesk.storage.sqlite_peek import told

_PROBES = (
    "SELECT account, task, sha256, type, file, blob, name, at FROM filed",
    "SELECT account, echoes FROM trait",
    "SELECT id, uid, account, task, seq, state FROM op",
    "SELECT op, started, ended, outcome, http FROM attempt",
    "SELECT account, task, order_ref, server_id FROM task_map",
    "SELECT account, until FROM pause",
    "SELECT id, account, task, label, kind, before, after, at, undone, gesture, direction FROM step",
    "SELECT account, server, was, at, uid FROM owner",
)

NEAR_VERSIONS = 8
SMALLEST = 100  # the head of an SQLite file


class Damaged(Exception):
    """The file is damaged and may not be replaced now, because another program may be using it."""


def open_outbox(path: Path, settle_until: float, *, alone: bool = True) -> tuple[Outbox, list[str]]:
    """Open the outbox; return it with sentences on what was lost or saved.

    Where the file is damaged it is kept aside and every sound row of it and of its copies goes into a new one. What
    comes from either is uncertain until `settle_until`: it may have been sent since, so it is looked up before it goes
    again. Only who is `alone` with the file may do that; Damaged for others.
    """
    if alone:
        _clear_sides(path)
    mark = _unfinished(path)
    resumed = alone and mark.exists()
    if not resumed:
        found, journal = _opened(path, alone=alone)
        if found:
            return found
        if not alone:
            trouble = _("{file} is damaged. Start the desk anew; it saves what can be read.").format(file=path.name)
            raise Damaged(together(trouble, said_of_copy(path)))
        write_whole(mark, journal, OURS)  # one that was cut off would be taken for all of it at the next start
    return _rescued(path, mark, settle_until, resumed=resumed)


def _clear_sides(path: Path) -> None:
    """Put aside a folder or pipe in the place of a side file: beside it SQLite cannot open the outbox."""
    for side in (path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm")):
        if is_odd(side):
            put_aside(side)


def _opened(path: Path, *, alone: bool) -> tuple[tuple[Outbox, list[str]] | None, bytes]:
    """Return the outbox where it is sound; else its journal, which SQLite takes away when it closes the file."""
    journal = journal_of(path)
    if is_lost(path) or is_odd(path) or _is_hit(path):
        return None, journal
    try:
        outbox = Outbox(path)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if is_unwritable(error):
            raise
        return None, journal
    try:
        ops = _read(outbox, alone=alone)
        if ops is not None:
            return (outbox, _damaged(ops)), b""
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if is_unwritable(error):
            outbox.close()
            raise
    journal = journal_of(path)
    outbox.close()
    return None, journal


def is_lost(path: Path) -> bool:
    """Return whether the file is gone or holds nothing while a copy or a journal of it is there."""
    if is_odd(path) or (path.exists() and _holds_something(path)):
        return False
    return bool(copies(path)) or len(journal_of(path)) > HEADER


def _holds_something(path: Path) -> bool:
    """Return whether the file is more than a beginning, or than a database in which nothing was ever made."""
    head = told(path)
    return path.stat().st_size >= SMALLEST and not (head and head.is_blank)


def _is_hit(path: Path) -> bool:
    """Return whether the head names another program or a far newer version, but is ours with one bit flipped.

    The next few versions are believed, whatever their bits: a newer FleetDesk's file is not ours to touch.
    """
    head, known = told(path), len(MIGRATIONS)
    if head is None:
        return False
    if head.owner not in (0, APPLICATION_ID):
        return (head.owner ^ APPLICATION_ID).bit_count() == 1
    return head.version > known + NEAR_VERSIONS and (head.version ^ known).bit_count() == 1


def _read(outbox: Outbox, *, alone: bool) -> list[Op] | None:
    """Return the open writes; None where the file is not sound."""
    for probe in _PROBES:
        outbox.database.execute(probe).fetchone()
    if outbox.database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        return None
    ops = outbox.queries.open_ops()
    if not alone:
        return ops
    with outbox.database.transaction():  # nobody writes to the journal meanwhile
        return None if hides_something(journal_of(outbox.path)) else ops


def _damaged(ops: Iterable[Op]) -> list[str]:
    bad = [op for op in ops if op.damaged]
    if not bad:
        return []
    names = joined(op.label or _("no. {number}").format(number=op.id) for op in bad[:5])
    sentence = ngettext(
        "{count} unsent change is damaged on this disk ({tasks}). It is in the outbox and is not sent.",
        "{count} unsent changes are damaged on this disk ({tasks}). They are in the outbox and are not sent.",
        len(bad),
    )
    return [sentence.format(count=len(bad), tasks=names)]


def _unfinished(path: Path) -> Path:
    """Name the file that keeps the journal until all is saved: a rescue may be killed too."""
    return path.with_name(f"{path.name}.rescue")


def _rescued(path: Path, mark: Path, settle_until: float, *, resumed: bool) -> tuple[Outbox, list[str]]:
    there = path.exists() or is_odd(path)
    gone = not resumed and not there
    earlier = [] if gone else _aside(path)  # what an earlier rescue left is older than the copies
    sources = [*([put_aside(path)] if there else []), *earlier]
    fresh = Outbox(path)
    journal_only = path.with_name(f"{path.name}.gone")
    try:
        with fresh.database.transaction():
            used = (*(sources[:2] or [journal_only]), *copies(path))
            saved = sum(pour(source, mark, fresh.database, settle_until) for source in used)
    except BaseException:
        fresh.close()
        raise
    kept = next((each.name for each in sources), "")
    _keep_journal(mark, path.with_name(f"{kept or journal_only.name}-wal"))
    sentence = together(
        _("The file of unsent changes was gone.") if gone else _("The file of unsent changes was damaged."),
        (_saved_from_copies(saved) if gone else _saved_from_file(saved)).format(count=saved),
        _("The damaged file is kept as {file}.").format(file=kept) if kept else "",
    )
    return fresh, [sentence, *_damaged(fresh.queries.open_ops())]


def _saved_from_copies(count: int) -> str:
    return ngettext(
        "{count} change was saved from its journal and its copies; it is looked up on the server before anything is "
        "sent again.",
        "{count} changes were saved from its journal and its copies; they are looked up on the server before anything "
        "is sent again.",
        count,
    )


def _saved_from_file(count: int) -> str:
    return ngettext(
        "{count} change was saved from it and from its copies; it is looked up on the server before anything is sent "
        "again.",
        "{count} changes were saved from it and from its copies; they are looked up on the server before anything is "
        "sent again.",
        count,
    )


def _keep_journal(mark: Path, beside: Path) -> None:
    """Put the journal beside the damaged file, where there is one; delete an empty one."""
    if mark.stat().st_size or not beside.name.endswith(".gone-wal"):
        mark.replace(beside)
    else:
        mark.unlink()


def _aside(path: Path) -> list[Path]:
    """Return the files that earlier rescues have put aside, the newest first."""
    found = [each for each in path.parent.glob(f"{path.name}.corrupt.*") if not each.name.endswith(("-wal", "-shm"))]
    return sorted(found, reverse=True)
