"""Opens the outbox of this user for the desk and for commands, and keeps copies of it."""

import asyncio
import sqlite3
import time
from pathlib import Path

from fleetdesk.settings import Folders
from fleetdesk.storage.outbox_copies import make_copy
from fleetdesk.storage.outbox_rescue import Damaged, open_outbox
from fleetdesk.storage.precious import Foreign
from fleetdesk.sync.door import Door, ShutDoor
from fleetdesk.sync.transitions import SETTLE_S

COPY_EVERY_S = 3600.0


def papers_folder(folders: Folders) -> Path:
    """Where copies of papers lie that wait to be sent, or were."""
    return folders.data / "papers"


def open_door(folders: Folders, *, alone: bool = True) -> tuple[Door, list[str]]:
    """The door to outbox.db and what has to be said about the file; a shut door where it cannot be used.

    `alone` is who holds the claim on the folder: only then is a damaged file replaced.
    """
    path = folders.data / "outbox.db"
    try:
        outbox, notices = open_outbox(path, time.time() + SETTLE_S, alone=alone)
    except (Damaged, Foreign, sqlite3.Error, OSError) as error:
        sentence = (
            f"Changes cannot be saved on this computer: {path.name} cannot be used ({error}). Reading goes on; "
            "changing tasks does not."
        )
        return ShutDoor(sentence), [sentence]
    lost = any(path.parent.glob(f"{path.name}.corrupt.*"))  # as long as it lies there, its papers may be wanted
    return Door(outbox, whole=not notices and not lost), notices


async def keep_copies(door: Door) -> None:
    """A copy of the outbox every hour, for ever."""
    while True:
        await asyncio.sleep(COPY_EVERY_S)
        await door.do(make_copy, door.outbox)


async def close(door: Door) -> None:
    """A last copy, then the file."""
    if not isinstance(door, ShutDoor):
        await door.do(make_copy, door.outbox)
    await door.close()
