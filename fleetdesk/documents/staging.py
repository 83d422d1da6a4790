"""Copies a file at the moment it is dropped; only the copy is sent, whatever becomes of the file."""

import errno
import hashlib
import io
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.files import OURS, new_file, sync_file, sync_folder
from fleetdesk.base.translation import _
from fleetdesk.documents.dropped_file_checks import Examined, check_size, kind, note, opened
from fleetdesk.documents.file_names import megabytes, plain_name, short_name
from fleetdesk.documents.file_type import HEAD_BYTES
from fleetdesk.domain.documents import copy_name

PIECE_BYTES = 1 << 20
TRIES = 3
STEP_NS = 2_000_000_000
BESIDE = ".staging-"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_DISK = _(
    "{file} ({size}) was not taken in: the disk where documents are kept is full. Free some space and drop it again."
)

Progress = Callable[[int], None]
Stop = Callable[[], bool]


class Stopped(FleetError):
    """The user stopped the copying; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy in the folder of documents: SHA-256 in hex, bytes, MIME type, name as it may be shown, and what is odd."""

    sha256: str
    size: int
    mime: str
    name: str
    note: str = ""

    @property
    def blob(self) -> str:
        """Return the name of the copy, as Upload.blob does."""
        return copy_name(self.sha256, self.mime)


def stage(
    path: Path, folder: Path, limit_bytes: int, progress: Progress | None = None, stop: Stop | None = None
) -> Staged:
    """Copy the file into the folder, on the disk for good when it returns. Blocks: call it in a thread.

    `progress` is told the bytes so far. A UsageError where the file cannot be a document or is still being written,
    Stopped once `stop` is true, a FleetError where the disk is full; in each of these cases nothing is left behind.
    """
    for _attempt in range(TRIES):
        with opened(path, limit_bytes) as (descriptor, found), os.fdopen(descriptor, "rb", closefd=False) as source:
            staged = _land(source, found, folder, progress, stop, partial(_same, path, found, source))
        if staged:
            return staged
    raise UsageError(
        _("{file} is still being written. Drop it again when it is complete.").format(file=short_name(path.name))
    )


def stage_bytes(data: bytes, name: str, folder: Path, limit_bytes: int) -> Staged:
    """Put bytes (the clipboard's) into the folder under a name for showing; errors as `stage`."""
    check_size(len(data), name, limit_bytes)
    mime = kind(data[:HEAD_BYTES], name)
    found = Examined(len(data), mime, plain_name(name), 0, note(name, mime))
    staged = _land(io.BytesIO(data), found, folder, None, None, lambda _: True)
    assert staged is not None  # bytes do not change
    return staged


def _same(path: Path, found: Examined, source: io.BufferedReader, sha256: str) -> bool:
    """Return whether the name still leads to what was copied.

    Times of files move in steps (4 ms on Linux, 2 s on FAT): of a file younger than that, the content is compared.
    """
    try:
        now = path.stat()
        if (now.st_size, now.st_mtime_ns) != (found.size, found.mtime_ns):
            return False
        if abs(time.time_ns() - now.st_mtime_ns) > STEP_NS:
            return True
        source.seek(0)
        return hashlib.file_digest(source, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _land(
    source: BinaryIO,
    found: Examined,
    folder: Path,
    progress: Progress | None,
    stop: Stop | None,
    unchanged: Callable[[str], bool],
) -> Staged | None:
    """Copy the file and put the copy under its name; None where the source changed meanwhile."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        with new_file(folder, BESIDE, OURS) as (file, beside):
            sha256 = _copy(source, file, found, progress or (lambda _: None), stop or (lambda: False))
            if sha256 is None or not unchanged(sha256):
                return None
            sync_file(file)
            file.close()
            staged = Staged(sha256, found.size, found.mime, found.name, found.note)
            _settle(beside, folder / staged.blob, staged)
            return staged
    except OSError as error:
        raise _disk_trouble(found, error) from error


def _copy(source: BinaryIO, file: BinaryIO, found: Examined, progress: Progress, stop: Stop) -> str | None:
    """Return the SHA-256 of what was copied; None where it is not as long as it was."""
    digest, done = hashlib.sha256(), 0
    while piece := _piece(source, found):
        if stop():
            raise Stopped(_("{file} was not copied: you stopped it.").format(file=short_name(found.name)))
        digest.update(piece)
        file.write(piece)
        done += len(piece)
        if done > found.size:
            return None
        progress(done)
    return digest.hexdigest() if done == found.size else None


def _piece(source: BinaryIO, found: Examined) -> bytes:
    try:
        return source.read(PIECE_BYTES)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(
            _("{file} could not be read to its end: {reason}. Drop it again.").format(
                file=short_name(found.name), reason=reason
            )
        ) from error


def _settle(beside: Path, place: Path, staged: Staged) -> None:
    """Keep the same content once; the time of its copy is renewed, so that no sweep takes it now."""
    if place.is_file() and place.stat().st_size == staged.size and verified(place, staged.sha256):
        os.utime(place)
    else:
        beside.replace(place)
    sync_folder(place.parent)


def verified(path: Path, sha256: str) -> bool:
    """Return whether the file is there and has this SHA-256 (hex)."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except (OSError, ValueError):
        return False


def _disk_trouble(found: Examined, error: OSError) -> FleetError:
    told = _("{file} ({size}) was not taken in: the folder of documents cannot be written ({reason}).")
    if error.errno in _FULL:
        told = _FULL_DISK
    reason = error.strerror or error
    return FleetError(told.format(file=short_name(found.name), size=megabytes(found.size), reason=reason))
