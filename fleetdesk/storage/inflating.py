"""What was compressed for a file, read again."""

import zlib

MOST_BYTES = 64_000_000


def inflated(body: object) -> bytes:
    """Return what was compressed; ValueError where it is damaged, cut off or longer than MOST_BYTES."""
    if not isinstance(body, bytes):
        raise ValueError("no bytes")
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError("cut off or too long")
    return content
