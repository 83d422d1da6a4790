"""Looks at a file that is to become a document, and refuses with a sentence what cannot be one."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext
from fleetdesk.documents.file_names import megabytes, plain_name, short_name
from fleetdesk.documents.file_type import HEAD_BYTES, WORDS, sign_of, stranger
from fleetdesk.domain.documents import ENDINGS
from fleetdesk.reader.files import open_regular

KINDS = _("JPEG, PNG, GIF, WebP, TIFF, HEIC, AVIF and PDF")
MOST_COUNTED = 10_000
_ALIKE = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tiff": "tif", "heif": "heic"}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that can be a document: bytes, MIME type by its content, its name as it may be shown, and what is odd."""

    size: int
    mime: str
    name: str
    mtime_ns: int
    note: str = ""


def examine(path: Path, limit_bytes: int) -> Examined:
    """Tell what the file is by its first 4 kB; a UsageError with a sentence where it is none that can be sent."""
    with opened(path, limit_bytes) as (_, found):
        return found


@contextmanager
def opened(path: Path, limit_bytes: int) -> Iterator[tuple[int, Examined]]:
    """Yield the file as an open descriptor at its beginning, and what it is; UsageError as `examine`."""
    name = path.name or str(path)
    try:
        descriptor = open_regular(path, lambda found, target: _check(found, target, name, limit_bytes))
    except (OSError, ValueError) as error:
        raise UsageError(_unreadable(name, error)) from error
    try:
        yield descriptor, _found(descriptor, name)
    finally:
        os.close(descriptor)


def _check(found: os.stat_result, target: Path, name: str, limit_bytes: int) -> None:
    shown = short_name(name)
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(_folder(shown, target))
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(
            _("{file} is a device or a pipe, not a file. Save its content as a file and drop that.").format(file=shown)
        )
    check_size(found.st_size, name, limit_bytes)


def check_size(size: int, name: str, limit_bytes: int) -> None:
    """Raise a UsageError where there is nothing, or more than may be sent."""
    shown = short_name(name)
    if size == 0:
        raise UsageError(_("{file} is empty. Save it again, and drop it when it has a content.").format(file=shown))
    if size > limit_bytes:
        most = megabytes(limit_bytes)
        raise UsageError(
            _("{file} has {size}; at most {most} can be sent. Make it smaller, or split it.").format(
                file=shown, size=megabytes(size), most=most
            )
        )


def _folder(shown: str, folder: Path) -> str:
    try:
        with os.scandir(folder) as entries:
            count = sum(entry.is_file() for entry in islice(entries, MOST_COUNTED))
    except OSError:
        return _("{file} is a folder that cannot be opened. Open it and drop the files themselves.").format(file=shown)
    told = ngettext(
        "{file} is a folder with {count} file in it. Open it and drop the files themselves.",
        "{file} is a folder with {count} files in it. Open it and drop the files themselves.",
        count,
    )
    if count == MOST_COUNTED:
        told = _("{file} is a folder with {count} or more files in it. Open it and drop the files themselves.")
    return told.format(file=shown, count=grouped(count))


def _found(descriptor: int, name: str) -> Examined:
    try:
        now = os.fstat(descriptor)
        head = os.read(descriptor, HEAD_BYTES)
        os.lseek(descriptor, 0, os.SEEK_SET)
    except OSError as error:
        raise UsageError(_unreadable(name, error)) from error
    mime = kind(head, name)
    return Examined(now.st_size, mime, plain_name(name), now.st_mtime_ns, note(name, mime))


def kind(head: bytes, name: str) -> str:
    """Return the MIME type of a document that begins so; a UsageError that says what else it is."""
    mime = sign_of(head)
    if mime is None:
        raise UsageError(
            _("{file} is {what}. Documents are {kinds} files.").format(
                file=short_name(name), what=stranger(head), kinds=KINDS
            )
        )
    return mime


def note(name: str, mime: str) -> str:
    """Return a sentence where the name promises another kind than the content is, else ""."""
    ending = Path(name).suffix[1:].lower()
    if not ending or _ALIKE.get(ending, ending) == ENDINGS[mime]:
        return ""
    return _("{file} is {what} by its content, and is sent as one.").format(file=short_name(name), what=WORDS[mime])


def _unreadable(name: str, error: OSError | ValueError) -> str:
    shown = short_name(name)
    if isinstance(error, FileNotFoundError):
        return _("{file} is not there any more. Look for where it was moved to.").format(file=shown)
    if isinstance(error, PermissionError):
        return _("{file} may not be read. Close it in other programs, or ask its owner for leave to read it.").format(
            file=shown
        )
    reason = getattr(error, "strerror", None) or _("its name or its disk is at fault")
    return _("{file} cannot be read: {reason}. Copy it to another folder and drop the copy.").format(
        file=shown, reason=reason
    )
