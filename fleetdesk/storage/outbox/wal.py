"""SQLite's write-ahead file, read past its own checksums: one flipped byte there hides every commit behind it.

SQLite stops at the first frame whose checksum is wrong and says nothing (its manual, WAL-mode file format). Our rows
carry checksums of their own, so all frames can be laid over the file and each row judged by itself.
"""

import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fleetdesk.base.translation import _

HEADER, FRAME = 32, 24
LITTLE, BIG = 0x377F0682, 0x377F0683
PAGE = 4096  # of a file that we made
MOST_PAGES = 1 << 18


class _Frame(NamedTuple):
    page: int
    size: int
    sound: bool
    content: bytes


def journal_of(path: Path) -> bytes:
    """Read the journal beside the file as it is now; empty where there is none."""
    return _read(path.with_name(path.name + "-wal"))


def hides_something(wal: bytes) -> bool:
    """Return whether frames were written to the journal that SQLite will not read."""
    return any(not frame.sound for frame in frames(wal))


def unchecked(path: Path, journal: Path) -> sqlite3.Connection:
    """Open the file in memory with every frame of its journal laid over it; rows must be judged by themselves."""
    body, wal = bytearray(_read(path)), _read(journal)
    for frame in frames(wal):
        if 0 < frame.page <= MOST_PAGES:
            start = (frame.page - 1) * frame.size
            body.extend(bytes(max(start + frame.size - len(body), 0)))
            body[start : start + len(frame.content)] = frame.content
    if not body:
        raise sqlite3.DatabaseError(_("there is nothing to read"))
    if len(body) >= 100:
        body[18:20] = b"\x01\x01"  # a database in memory has no journal
        body[28:32] = struct.pack(">I", len(body) // _page_size(body))
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(bytes(body))
    return db


def _page_size(body: bytes | bytearray) -> int:
    said = int(struct.unpack_from(">H", body, 16)[0])
    return 65536 if said == 1 else max(said, 512)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def frames(wal: bytes) -> Iterator[_Frame]:
    """Read the frames of the running journal; those of an older one, which SQLite writes over, are left out."""
    if len(wal) < HEADER:
        return
    magic, _, size, _, salt1, salt2, *told = struct.unpack_from(">8I", wal)
    order = ">" if magic & 1 else "<"
    sums = _summed(wal[: HEADER - 8], order, (0, 0))
    sound = magic in (LITTLE, BIG) and list(sums) == told
    if not sound and len(wal) >= HEADER + FRAME:
        size, (salt1, salt2) = PAGE, struct.unpack_from(">2I", wal, HEADER + 8)
    for at in range(HEADER, len(wal) - FRAME + 1, FRAME + size):
        page, _, one, other, *said = struct.unpack_from(">6I", wal, at)
        ours = (one, other) == (salt1, salt2)
        if not ours and sound and not _ours_later(wal, at, size, (salt1, salt2)):
            return
        content = wal[at + FRAME : at + FRAME + size]  # the last one may be cut off
        sums = _summed(content, order, _summed(wal[at : at + 8], order, sums))
        sound = sound and ours and list(sums) == said and len(content) == size
        yield _Frame(page, size, sound, content)


def _ours_later(wal: bytes, at: int, size: int, salts: tuple[int, int]) -> bool:
    later = range(at + FRAME + size, len(wal) - FRAME + 1, FRAME + size)
    return any(struct.unpack_from(">2I", wal, each + 8) == salts for each in later)


def _summed(part: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """Go on with SQLite's checksum over 32-bit words, two at a time."""
    one, other = sums
    words = struct.unpack_from(f"{order}{len(part) // 8 * 2}I", part)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = (one + even + other) & 0xFFFFFFFF
        other = (other + odd + one) & 0xFFFFFFFF
    return one, other
