"""A result in parts, none of which takes long to take apart: a thread that decodes holds the window as long as one."""

from collections.abc import Iterable, Iterator

_SIZE = 4  # bytes that tell how long a part is


def joined(parts: Iterable[bytes], most_bytes: int) -> bytes | None:
    """Return the parts as one; None where they are more than `most_bytes`."""
    made = bytearray()
    for part in parts:
        made += len(part).to_bytes(_SIZE) + part
        if len(made) > most_bytes:
            return None
    return bytes(made)


def split(data: memoryview) -> Iterator[memoryview]:
    """Yield the parts again; what is cut off is a shorter part."""
    while data:
        end = _SIZE + int.from_bytes(data[:_SIZE])
        yield data[_SIZE:end]
        data = data[end:]
