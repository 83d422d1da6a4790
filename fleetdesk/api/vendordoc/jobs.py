"""What the reading process does with vendors' documents."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from fleetdesk.api.openapi import Described
from fleetdesk.api.vendordoc.reading import LARGEST_BYTES, Elsewhere, read
from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import plain
from fleetdesk.base.slices import slices
from fleetdesk.base.translation import _
from fleetdesk.reader.files import content
from fleetdesk.reader.parts import joined

MOST_OPERATIONS = 5_000
LARGEST_RESULT = 16 << 20
AT_ONCE = 50


def document(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the operations described in a file, or in the content that came with the job."""
    name = job["name"]
    try:
        found = read(job["content"] or content(Path(job["path"]), LARGEST_BYTES), name)
    except Elsewhere as page:
        return {"trouble": str(page), "elsewhere": page.address}, b""
    if len(found) > MOST_OPERATIONS:
        raise UsageError(
            _("{file} describes more than {count} operations, as no API has.").format(
                file=name, count=grouped(MOST_OPERATIONS)
            )
        )
    made = joined(_parts(found), LARGEST_RESULT)
    if made is None:
        raise UsageError(
            _("{file} describes more than an API has: its names alone are over {size} MB.").format(
                file=name, size=LARGEST_RESULT >> 20
            )
        )
    return {}, made


def _parts(found: list[Described]) -> Iterator[bytes]:
    encoder = msgspec.msgpack.Encoder(enc_hook=plain)
    for part in slices(found, AT_ONCE):
        yield encoder.encode(part)


JOBS = {"document": document}
