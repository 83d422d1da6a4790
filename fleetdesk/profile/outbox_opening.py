"""Opens the outbox of this user for the desk and for commands, and keeps copies of it."""

import asyncio
import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fleetdesk.base.errors import UsageError
from fleetdesk.base.files import is_odd
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Folders
from fleetdesk.storage.database import put_aside
from fleetdesk.storage.durable_sqlite import Foreign
from fleetdesk.storage.outbox.backups import COPY_EVERY_S, copies, make_copy, said_of_copy
from fleetdesk.storage.outbox.recovery import Damaged, is_lost, open_outbox
from fleetdesk.storage.sqlite_peek import copy_of
from fleetdesk.sync.outbox_thread import NoOutbox, OutboxThread
from fleetdesk.sync.transitions import SETTLE_S

UNUSABLE = _(
    "Changes cannot be saved on this computer: {file} cannot be used ({reason}). Reading goes on; "
    "changing tasks does not."
)
RESTORE = _("To go on with that, end the desk and run: fleetdesk outbox restore")


def documents_folder(folders: Folders) -> Path:
    """Return where copies of documents lie that wait to be sent, or were."""
    return folders.data / "papers"


def has_outbox(folders: Folders) -> bool:
    """Return whether anything was ever kept there, even where its file is gone now."""
    path = folders.data / "outbox.db"
    return path.exists() or is_odd(path) or is_lost(path)


def words_of_loss(path: Path) -> str:
    """Say why there is nothing to read, and what a copy holds; nothing where the file may be opened."""
    if is_odd(path):
        sentence = _("{file} is no file. Start the desk; it saves what can be read.")
    elif is_lost(path):
        sentence = _("{file} is gone or empty. Start the desk; it saves what can be read.")
    else:
        return ""
    return together(sentence.format(file=path.name), said_of_copy(path))


def open_outbox_thread(folders: Folders, *, alone: bool = True) -> tuple[OutboxThread, list[str]]:
    """Open outbox.db in its thread; NoOutbox where it cannot be used. Return what has to be said of the file too.

    `alone` is who holds the claim on the folder: only then is a damaged file replaced.
    """
    path = folders.data / "outbox.db"
    try:
        outbox, notices = open_outbox(path, time.time() + SETTLE_S, alone=alone)
    except (Damaged, Foreign, sqlite3.Error, OSError) as error:
        copy = said_of_copy(path) if isinstance(error, Foreign) else ""
        sentence = together(UNUSABLE.format(file=path.name, reason=error), copy, copy and RESTORE)
        return NoOutbox(sentence), [sentence]
    lost = any(path.parent.glob(f"{path.name}.corrupt.*"))  # as long as it lies there, its documents may be wanted
    return OutboxThread(outbox, whole=not notices and not lost), notices


def restore(folders: Folders) -> list[str]:
    """Put a file that is not ours aside and go on with its copies; what has to be said. UsageError without a need."""
    path = folders.data / "outbox.db"
    try:
        outbox, notices = open_outbox(path, time.time() + SETTLE_S)
    except Foreign as foreign:
        if not copies(path):
            raise UsageError(
                _("{file} cannot be used ({reason}), and there is no copy of it.").format(
                    file=path.name, reason=foreign
                )
            ) from foreign
        aside = put_aside(path)
        outbox, notices = open_outbox(path, time.time() + SETTLE_S)
        notices.append(_("The file that was there is kept as {file}.").format(file=aside.name))
    except (sqlite3.Error, OSError) as error:
        raise UsageError(
            _("{file} cannot be used ({reason}). Check the disk and the folder's rights.").format(
                file=path.name, reason=error
            )
        ) from error
    outbox.close()
    if not notices:
        raise UsageError(_("{file} is sound; there is nothing to restore.").format(file=path.name))
    return notices


@contextlib.contextmanager
def open_copy(folders: Folders) -> Iterator[tuple[OutboxThread, list[str]]]:
    """Open a copy of outbox.db for commands that only read: the file itself is not touched, nor made."""
    path = folders.data / "outbox.db"
    with tempfile.TemporaryDirectory(prefix="fleetdesk-") as place:
        if trouble := words_of_loss(path):
            yield NoOutbox(trouble), [trouble]
            return
        try:
            copy_of(path, Path(place) / path.name)
        except OSError as error:
            trouble = _("{file} cannot be read ({reason}).").format(file=path.name, reason=error.strerror or error)
            yield NoOutbox(trouble), [trouble]
            return
        outbox_thread, notices = open_outbox_thread(replace(folders, data=Path(place)), alone=False)
        if isinstance(outbox_thread, NoOutbox):
            trouble = together(notices[0], said_of_copy(path))
            outbox_thread, notices = NoOutbox(trouble), [trouble]
        yield outbox_thread, notices


async def keep_copies(outbox_thread: OutboxThread) -> None:
    """Copy the outbox every hour, for ever."""
    while True:
        await asyncio.sleep(COPY_EVERY_S)
        await outbox_thread.do(make_copy, outbox_thread.outbox.database)


async def close(outbox_thread: OutboxThread) -> None:
    """Make a last copy, then close the file."""
    if not isinstance(outbox_thread, NoOutbox):
        await outbox_thread.do(make_copy, outbox_thread.outbox.database)
    await outbox_thread.close()
