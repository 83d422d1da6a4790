"""What files need to last: written whole, with their folder on the disk; put aside under a name that nobody has."""

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path

ATTEMPTS = 1000


def is_odd(path: Path) -> bool:
    """Whether something is there that is no file: a folder, a link to itself, or what might be read without end."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return error.errno == errno.ELOOP


def sync_folder(folder: Path) -> None:
    """A new name lasts through a power cut only once its folder is on the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: str, mode: int) -> None:
    """Write a UTF-8 text beside, sync it, rename it, sync the folder: a crash leaves the old file or the new one.

    The mode holds before the content is there. Each writer has a name of its own for the file beside, so two at once
    do not meet. A link is followed, so that it stays one.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".new", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            beside.chmod(mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def put_aside(path: Path, pattern: str) -> Path:
    """Rename a file or folder to `pattern`, in which {stamp} is now in UTC; give its new name.

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
    """Whether the new name was free; a link takes it without writing over anything, where the system has links."""
    try:
        os.link(path, aside, follow_symlinks=False)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):  # a folder, or a file system without links
        path.rename(aside)
        return True
    path.unlink()
    return True
