"""What files need to last: written whole, with their folder on the disk; put aside under a name that nobody has."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

ATTEMPTS = 1000
OURS, USERS = 0o600, 0o666  # modes of new files: for this user's eyes only; as the user's umask has it
_STEM = 40  # characters: of four bytes each they still leave room in a name of 255
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP})  # some network file systems sync no folders
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


def is_odd(path: Path) -> bool:
    """Return whether something is there that is no file: a folder, a link to itself, or an endless source."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return error.errno == errno.ELOOP


def sync_folder(folder: Path) -> None:
    """Sync a folder: a new name in it lasts through a power cut only then. Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


def sync_file(file: BinaryIO) -> None:
    """Write what is buffered of an open file to the disk, and wait until it is there."""
    file.flush()
    os.fsync(file.fileno())


@contextlib.contextmanager
def new_file(folder: Path, stem: str, mode: int) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a new file of its own name in the folder; it is gone at the end unless it was given another name."""
    beside = folder / f"{stem}{secrets.token_hex(6)}.new"
    descriptor = os.open(beside, _FLAGS, mode)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file, beside
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def put_in_place(file: BinaryIO, beside: Path, path: Path) -> None:
    """Sync a new file, close it, rename it to `path` in the same folder, and sync the folder."""
    sync_file(file)
    file.close()  # Windows renames no open file
    beside.replace(path)
    sync_folder(path.parent)


def write_whole(path: Path, content: str | bytes | Callable[[BinaryIO], object], mode: int) -> None:
    """Write a file beside, sync it, rename it, sync the folder: a crash leaves the old file or the new one.

    `content` is text (written as UTF-8), bytes, or a function that fills the file that it is called with. The mode
    (OURS or USERS) holds before the content is there. Each writer has a name of its own for the file beside, so two at
    once do not meet. A link is followed, so that it stays one. OSError, or what `content` raises, leaves what was
    there before and nothing beside it. Blocks: call it in a thread.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with new_file(path.parent, f".{path.name[:_STEM]}.", mode) as (file, beside):
        if callable(content):
            content(file)
        else:
            file.write(content.encode() if isinstance(content, str) else content)
        put_in_place(file, beside, path)


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file of ours to where the user wants it, as write_whole() does; OSError where either cannot be used."""
    with source.open("rb") as file:
        write_whole(path, lambda target: shutil.copyfileobj(file, target), USERS)


def put_aside(path: Path, pattern: str) -> Path:
    """Rename a file or folder to `pattern`, in which {stamp} is now in UTC; return its new path.

    Several in the same second get numbers behind the stamp: nothing is ever written over. OSError where the folder
    does not allow it.
    """
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    for number in range(ATTEMPTS):
        aside = path.with_name(pattern.replace("{stamp}", f"{stamp}.{number}" if number else stamp))
        if not os.path.lexists(aside) and _renamed(path, aside):
            return aside
    raise FileExistsError(f"{path.name} was put aside {ATTEMPTS} times in one second")


def _renamed(path: Path, aside: Path) -> bool:
    """Rename where the new name is free; return whether it was. A link never writes over anything."""
    try:
        os.link(path, aside, follow_symlinks=False)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):  # a folder, or a file system without links
        path.rename(aside)
        return True
    path.unlink()
    return True
