"""What is looked at of a vector tile before the page draws it: its size unpacked, and the names of its layers."""

import zlib
from collections.abc import Iterator

from fleetdesk.streets.tiles import LARGEST_TILE

LARGEST_PACKED = 1 << 20  # bytes; the fullest tiles of large towns have 0.2 million
MIME = "application/x-protobuf"
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PACKED = (b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_LAYER, _NAME = 3 << 3 | 2, 1 << 3 | 2  # fields of the Mapbox Vector Tile specification 2.1, with bytes in them
_SKIPPED = {1: 8, 5: 4}  # bytes of the wire types of fixed size


def unpacked(tile: bytes) -> bytes:
    """Return a tile without its gzip or zlib, an image as it is; ValueError where it is damaged or too large."""
    if len(tile) > LARGEST_PACKED and tile.startswith(_PACKED):
        raise ValueError("a packed tile is too large")
    if tile.startswith(_PACKED):
        tile = _inflated(tile)
    if len(tile) > LARGEST_TILE:
        raise ValueError("a tile is too large")
    return tile


def _inflated(tile: bytes) -> bytes:
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        made = inflater.decompress(tile, LARGEST_TILE + 1)
    except zlib.error as error:
        raise ValueError("a packed tile is damaged") from error
    if not inflater.eof and len(made) <= LARGEST_TILE:
        raise ValueError("a packed tile is cut off")
    return made


def layer_names(tile: bytes) -> set[str]:
    """Return the names of the layers of an unpacked tile; ValueError where it is none."""
    return {name for layer in _fields(tile, _LAYER) for name in _texts(layer)}


def is_vector_tile(tile: bytes) -> bool:
    """Return whether an unpacked tile is one of a tile's size."""
    try:
        layer_names(tile)
    except ValueError:
        return False
    return len(tile) <= LARGEST_TILE


def _texts(layer: bytes) -> Iterator[str]:
    for name in _fields(layer, _NAME):
        yield name.decode("utf-8", "replace")


def _fields(message: bytes, wanted: int) -> Iterator[bytes]:
    return (content for key, content, _number in fields(message) if key == wanted)


def fields(message: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield key, content and number of each field of a protocol buffer; ValueError where the rest is none.

    One of the last two is empty: a field has bytes or a number. Numbers of fixed size are skipped.
    """
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        kind, length, number = key & 7, 0, 0
        if kind == 2:
            length, at = varint(message, at)
        elif kind == 0:
            number, at = varint(message, at)
        elif kind in _SKIPPED:
            length = _SKIPPED[kind]
        else:
            raise ValueError("not a vector tile")
        if at + length > len(message):
            raise ValueError("a vector tile is cut off")
        if kind in (0, 2):
            yield key, message[at : at + length], number
        at += length


def varint(message: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte and where it ends; ValueError where it has no end."""
    if at < len(message) and message[at] < 0x80:  # as most are
        return message[at], at + 1
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            break
        value |= (message[at] & 0x7F) << shift
        at += 1
        if message[at - 1] < 0x80:
            return value, at
    raise ValueError("a number of a vector tile has no end")
