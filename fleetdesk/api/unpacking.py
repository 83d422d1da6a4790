"""Undoes the packing of an answer's body, in parts of a bounded size.

Servers and what stands before them pack in ways that only resemble the standards: gzip in several members, bytes behind
the last one, deflate without its frame, labels that name no packing. What browsers take is taken here.
"""

import zlib
from collections.abc import Iterator

from fleetdesk.base.errors import BadAnswer
from fleetdesk.base.translation import _

PIECE = 64 * 1024
OFFERED = "gzip, deflate"
# Labels that stand in Content-Encoding and name no packing.
UNPACKED = frozenset({"", "identity", "none", "binary", "7bit", "8bit", "utf-8", "utf8", "iso-8859-1", "aws-chunked"})
MOST_LAYERS, MOST_MEMBERS = 2, 10_000
_GZIP, _ZLIB, _RAW = 31, 15, -15
_GZIP_SIGN = b"\x1f\x8b"


def unpacker(label: str) -> "Unpacker | None":
    """Return the unpacker for what a Content-Encoding header names; None where it names none.

    Raise BadAnswer where it was not offered, such as br or zstd.
    """
    names = [name for name in (each.strip().lower() for each in label.split(",")) if name not in UNPACKED]
    unknown = [name for name in names if name.removeprefix("x-") not in ("gzip", "deflate")]
    if unknown or len(names) > MOST_LAYERS:
        raise BadAnswer(
            _("The server's answer is packed as {packing}, which was not asked for, and was not read.").format(
                packing=label[:40]
            )
        )
    outer: Unpacker | None = None
    for name in names:  # the last name was packed last and is undone first
        outer = Unpacker("gzip" if "gzip" in name else "deflate", outer)
    return outer


def unpacked(unpack: "Unpacker | None", piece: bytes) -> Iterator[bytes]:
    """Yield what is in a piece, in parts of a bounded size; the piece itself where nothing is packed."""
    return iter((piece,)) if unpack is None else unpack.feed(piece)


class Unpacker:
    """Unpacks one layer; `inner` undoes what is found inside it."""

    def __init__(self, packing: str, inner: "Unpacker | None" = None) -> None:
        self._packing, self._inner = packing, inner
        self._kept = b""  # the first bytes of a stream or member, until they tell what it is
        self._stream: zlib._Decompress | None = None
        self._over = False
        self._members = 0

    @property
    def eof(self) -> bool:
        """Return whether the packed bytes came to their own end, so that nothing is cut off."""
        whole = self._over or (self._members > 0 and self._stream is None)
        return whole and (self._inner is None or self._inner.eof)

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield what is in a piece, in parts of at most 64 kB; zlib.error where it is damaged."""
        for part in self._unpack(piece):
            if self._inner is None:
                yield part
            else:
                yield from self._inner.feed(part)

    def _unpack(self, piece: bytes) -> Iterator[bytes]:
        while piece and not self._over:
            if self._stream is None:
                piece = self._begin(self._kept + piece)
                continue
            yield from self._drain(self._stream, piece)
            piece = self._end_member(self._stream)

    def _begin(self, start: bytes) -> bytes:
        """Choose how to unpack by the first two bytes; return what is to be unpacked now."""
        if len(start) < 2:
            self._kept = start
            return b""
        self._kept = b""
        bits = _bits(self._packing, start)
        if bits is None and not self._members:
            raise BadAnswer(_("The server's answer is not packed as it says and was not read."))
        if bits is None:
            self._over = True  # rubbish behind the last member
            return b""
        self._stream = zlib.decompressobj(bits)
        return start

    def _drain(self, stream: "zlib._Decompress", piece: bytes) -> Iterator[bytes]:
        """Unpack a piece; a full part may leave more inside although its input is used up."""
        full = True
        while (piece or full) and not stream.eof:
            part = stream.decompress(piece, PIECE)
            piece, full = stream.unconsumed_tail, len(part) == PIECE
            if part:
                yield part

    def _end_member(self, stream: "zlib._Decompress") -> bytes:
        """Return the bytes behind a member that has ended; gzip may go on with another."""
        if not stream.eof:
            return b""
        self._members += 1
        self._stream = None
        if self._members > MOST_MEMBERS:
            raise BadAnswer(_("The server's answer is packed in too many parts and was not read."))
        if self._packing == "deflate":
            self._over = True
        return stream.unused_data


def _bits(packing: str, start: bytes) -> int | None:
    """Return zlib's number for what the first two bytes begin; None where they begin nothing of this packing."""
    if start.startswith(_GZIP_SIGN):
        return _GZIP
    if packing == "gzip":
        return None
    if start[0] & 0x0F == 8 and start[0] >> 4 <= 7 and int.from_bytes(start[:2]) % 31 == 0:
        return _ZLIB
    return _RAW
