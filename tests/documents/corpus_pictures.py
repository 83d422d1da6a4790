"""Pictures made to fill the memory or to keep a decoder busy."""

import struct
import zlib

from tests.documents.made import exif, halves


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, *chunks, depth=1, colour=0):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def tiff(*tags, after=0):
    """A little-endian TIFF of one directory; tags as (number, type, count, value)."""
    body = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + body + struct.pack("<I", after) + bytes(64)


def size_tags(width, height):
    return (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)


def bombs():
    zeros = zlib.compress(bytes(3751 * 30_000), 9)
    packed = zlib.compress(bytes(50_000_000), 9)
    black = chunk(b"IDAT", zlib.compress(bytes(300), 9))
    yield "bomb.png", png(30_000, 30_000, chunk(b"IDAT", zeros))
    yield "hundred-megapixels.png", png(10_000, 10_000, chunk(b"IDAT", zlib.compress(bytes(1251 * 10_000), 9)))
    yield "text-bomb.png", png(8, 8, chunk(b"zTXt", b"a\0\0" + packed), black)
    yield "profile-bomb.png", png(8, 8, chunk(b"iCCP", b"a\0\0" + packed), black)
    yield "many-texts.png", png(8, 8, *[chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000)))] * 300, black)
    yield "long.png", png(8, 8, chunk(b"IDAT", packed))
    for width, height in ((0, 0), (1, 0), (2**31 - 1, 1), (2**32 - 1, 2**32 - 1), (65_535, 65_535)):
        yield "sides.png", png(width, height, black)
    yield "depth.png", png(8, 8, black, depth=77, colour=9)
    yield "endless.png", b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xf0IHDR" + bytes(100)
    yield "moving.png", png(8, 8, chunk(b"acTL", struct.pack(">II", 2**31, 0)), black, depth=8)
    frame = b"\x21\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    yield "frames.gif", b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 200_000 + b";"
    yield "sides.gif", b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff" + frame + b";"
    yield "outside.gif", b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\xff\xff\xff\xff\xff\xff\xff\xff\0\2\2D\1\0;"
    yield "endless.gif", b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe" + b"\xff" * 100_000
    yield "sides.tif", tiff(*size_tags(2**31, 2**31))
    yield "count.tif", tiff(*size_tags(8, 8), (273, 4, 2**32 - 1, 8), (279, 4, 2**32 - 1, 8))
    yield "offset.tif", tiff(*size_tags(8, 8), (273, 4, 1, 2**32 - 8), (279, 4, 1, 2**31))
    yield "circle.tif", tiff(*size_tags(8, 8), (273, 4, 1, 8), (279, 4, 1, 64), after=8)
    yield "silly.tif", tiff(*[(number, 12, 2**28, 8) for number in range(256, 400)])
    yield "strips.tif", tiff(*size_tags(9_000, 11_000), (273, 4, 1, 8), (278, 4, 1, 1), (279, 4, 1, 2**31))
    yield "rows.tif", tiff((256, 4, 1, 0), (257, 4, 1, 0), (258, 3, 1, 0), (259, 3, 1, 65_000), (262, 3, 1, 99))
    yield "deep.tif", tiff(*size_tags(8, 8), (330, 4, 1, 8), (34665, 4, 1, 8), (34853, 4, 1, 8), (273, 4, 1, 8))
    sound = halves(64, 48)
    start = sound.index(b"\xff\xc0")
    yield "sides.jpg", sound[: start + 5] + b"\xff\xdc\xff\xdc" + sound[start + 9 :]
    yield "empty-sides.jpg", sound[: start + 5] + bytes(4) + sound[start + 9 :]
    scans = sound[sound.index(b"\xff\xda") : -2]
    yield "scans.jpg", sound[:-2] + scans * 2000 + b"\xff\xd9"
    yield "segments.jpg", sound[:2] + (b"\xff\xe1\xff\xff" + bytes(65_533)) * 50 + sound[2:]
    yield "exif.jpg", sound[:2] + b"\xff\xe1\1\0Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 240 + sound[2:]
    yield "turned.jpg", halves(64, 48, exif=exif(99, "not a time", "+99:99", "\0" * 50))
    lossless = struct.pack("<I", 16_383 | 16_383 << 14)
    yield "sides.webp", b"RIFF\x40\0\0\0WEBPVP8L\x2c\0\0\0\x2f" + lossless + bytes(40)
    yield "canvas.webp", b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + b"\xff" * 6 + bytes(40)
    for brand in (b"heic", b"avif"):
        head = b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1" + brand
        yield f"boxes.{brand.decode()}", head + (b"\0\0\0\x08meta" * 20_000)
        yield f"huge-box.{brand.decode()}", head + b"\0\0\0\1meta" + b"\xff" * 8 + bytes(100)
        yield (
            f"nested.{brand.decode()}",
            head + b"".join(struct.pack(">I4s", 8 * n, b"meta") for n in range(9000, 1, -1)),
        )
