"""What a tile is, by its first bytes: nothing of it is decoded here, and what would be too large is not shown."""

import struct

MOST_SCANS = 64  # of one JPEG; encoders make ten or so, and each is drawn over the whole image
MOST_SIDE = 2048  # pixels; tiles have 256, 512 or 1024
_SIGNS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the markers of a JPEG behind which its size stands


def kind_of(tile: bytes) -> str:
    """Return the MIME type of an image that is shown; "" for anything else."""
    if tile.startswith(b"RIFF") and tile[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for sign, mime in _SIGNS.items() if tile.startswith(sign)), "")


def is_fit(tile: bytes) -> bool:
    """Return whether the data is an image of a tile's size that takes no longer to draw than its size says."""
    sides = _sides(tile)
    return sides is not None and min(sides) > 0 and max(sides) <= MOST_SIDE and not _is_long(tile)


def _is_long(tile: bytes) -> bool:
    """Return whether the image moves, or has very many scans; a scan's mark stands elsewhere only in a preview."""
    kind = kind_of(tile)
    if kind == "image/jpeg":
        return tile.count(b"\xff\xda") > MOST_SCANS
    if kind == "image/png":
        return b"acTL" in tile[: tile.find(b"IDAT")]
    return tile[12:16] == b"VP8X" and bool(int.from_bytes(tile[20:21]) & 2)


def _sides(tile: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels as the file says them; None where it says none."""
    read = {"image/png": _of_png, "image/jpeg": _of_jpeg, "image/webp": _of_webp}.get(kind_of(tile))
    try:
        return read(tile) if read else None
    except (struct.error, IndexError):
        return None


def _of_png(tile: bytes) -> tuple[int, int] | None:
    return struct.unpack_from(">II", tile, 16) if tile[12:16] == b"IHDR" else None


def _of_jpeg(tile: bytes) -> tuple[int, int] | None:
    at = 2
    while tile[at] == 0xFF:
        while tile[at] == 0xFF:
            at += 1
        if tile[at] in _FRAMES:
            high, wide = struct.unpack_from(">HH", tile, at + 4)
            return wide, high
        (length,) = struct.unpack_from(">H", tile, at + 1)
        at += 1 + length
    return None


def _of_webp(tile: bytes) -> tuple[int, int] | None:
    what = tile[12:16]
    if what == b"VP8X":
        return 1 + int.from_bytes(tile[24:27], "little"), 1 + int.from_bytes(tile[27:30], "little")
    if what == b"VP8L":
        bits = int.from_bytes(tile[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if what == b"VP8 " and tile[23:26] == b"\x9d\x01\x2a":
        wide, high = struct.unpack_from("<HH", tile, 26)
        return wide & 0x3FFF, high & 0x3FFF
    return None
