"""Files that a person or a stranger named: looked at before they are opened, and read no further than a bound.

A pipe would hold whoever opens it until somebody writes into it, a device may never end, and a name may lead elsewhere
by the time it is opened. So every such file is opened here.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.documents.file_names import megabytes, short_name

Check = Callable[[os.stat_result, Path], None]
# A pipe that took the file's place meanwhile opens at once; Windows reads text unless it is told not to.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def content(path: Path, most_bytes: int) -> bytes:
    """Return the bytes of a file; UsageError where it is none, is empty, or holds more than `most_bytes`."""
    with opened(path, most_bytes) as file:
        try:
            found = file.read(most_bytes + 1)
        except OSError as error:
            raise UsageError(_unreadable(path, error)) from error
    if len(found) > most_bytes:
        raise UsageError(_("{file} grows while it is read. Try again when it is finished.").format(file=shown(path)))
    return found


def start(path: Path, count: int, most_bytes: int = 1 << 43) -> bytes:
    """Return the first bytes of a file; UsageError as `content`."""
    with opened(path, most_bytes) as file:
        try:
            return file.read(count)
        except OSError as error:
            raise UsageError(_unreadable(path, error)) from error


@contextmanager
def opened(path: Path, most_bytes: int) -> Iterator[BinaryIO]:
    """Open the file to read; UsageError as `content`. What is read may still be more than `most_bytes`."""
    check_file(path, most_bytes)
    try:
        descriptor = open_regular(path, lambda found, target: _check(found, path, most_bytes))
    except (OSError, ValueError) as error:
        raise UsageError(_unreadable(path, error)) from error
    with os.fdopen(descriptor, "rb") as file:
        yield file


def check_file(path: Path, most_bytes: int) -> None:
    """Check a file without opening it; UsageError as `content`."""
    try:
        _check(target_of(path).stat(), path, most_bytes)
    except (OSError, ValueError) as error:
        raise UsageError(_unreadable(path, error)) from error


def open_regular(path: Path, check: Check) -> int:
    """Return a descriptor of the file, which `check` saw before and after opening; OSError, or what it raises.

    A file may be put in another's place in between: what counts is what was opened.
    """
    target = target_of(path)
    check(target.stat(), target)
    descriptor = os.open(target, _FLAGS)
    try:
        check(os.fstat(descriptor), target)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def target_of(path: Path) -> Path:
    """Return the path that links lead to now, followed once; UsageError for links in a circle."""
    try:
        return path.resolve(strict=True)
    except (RuntimeError, OSError) as error:  # RuntimeError is what Python 3.11 and 3.12 say of links in a circle
        if isinstance(error, OSError) and error.errno != errno.ELOOP:
            raise
        raise UsageError(
            _("{file} is a link that leads back to itself. Take the file itself.").format(file=shown(path))
        ) from error


def shown(path: Path) -> str:
    """Return the file's name as a sentence can hold it."""
    return short_name(path.name or str(path))


def _check(found: os.stat_result, path: Path, most_bytes: int) -> None:
    name = shown(path)
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(_("{file} is a folder. Choose a file in it.").format(file=name))
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(
            _("{file} is a device or a pipe, not a file. Save its content as a file and choose that.").format(file=name)
        )
    if not found.st_size:
        raise UsageError(_("{file} is empty. Save it again, and choose it when it has a content.").format(file=name))
    if found.st_size > most_bytes:
        raise UsageError(
            _("{file} has {size}; at most {most} are read.").format(
                file=name, size=megabytes(found.st_size), most=megabytes(most_bytes)
            )
        )


def _unreadable(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("{file} cannot be read. There is no file of that name: look for where it was moved to.").format(
            file=shown(path)
        )
    if isinstance(error, PermissionError):
        return _("{file} may not be read. Close it in other programs, or ask its owner for leave to read it.").format(
            file=shown(path)
        )
    reason = getattr(error, "strerror", None) or _("its name or its disk is at fault")
    return _("{file} cannot be read: {reason}. Copy it to another folder and take the copy.").format(
        file=shown(path), reason=reason
    )
