"""What has to be fetched of a published map for an area: which tiles, in which ranges, and where they go."""

import asyncio
import bisect
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from pmtiles.tile import Entry, HeaderDict
from pmtiles.writer import finalize_header

from fleetdesk.base.translation import _
from fleetdesk.streets.extract.remote import LARGEST_RANGE, RemoteFile
from fleetdesk.streets.extract.tile_ranges import Range, Ring, tile_ranges
from fleetdesk.streets.pmtiles_file import (
    DEEPEST,
    LARGEST_DIRECTORY,
    LARGEST_METADATA,
    box_fields,
    read_directory,
    read_header,
    unpack_part,
)
from fleetdesk.streets.tiles import LARGEST_TILE, TileError

HEAD_BYTES = 16_384  # the format keeps header and first directory in so many
MORE = 0.05  # of the tiles' bytes that may be fetched between them for want of fewer requests
Read = Callable[[int, int], Awaitable[bytes]]
"""Takes where a part of the published file begins and how long it is; gives its bytes."""


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a tile, or of several that are the same: where they are published, and where they go."""

    source: int
    length: int
    target: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a map is fetched from and what makes its file: the front, and the contents in ranges of the source."""

    address: str
    version: str
    title: str
    front: bytes
    contents: list[Content]
    requests: list[Range]

    @property
    def size(self) -> int:
        """Return the size of the file in bytes."""
        return len(self.front) + sum(each.length for each in self.contents)


async def make_plan(remote: RemoteFile, address: str, title: str, rings: Sequence[Ring], deepest: int) -> Plan:
    """Plan the fetching of an area, `rings` of longitude and latitude, down to the deepest zoom.

    TileError where the map cannot be taken in parts, or has nothing there; FleetError where the server fails.
    """
    head = await remote.read(0, HEAD_BYTES)
    header = read_header(head)
    if not header["clustered"]:
        raise TileError(_("The tiles of that map are in no order, so no part of it can be fetched."))
    wanted = await asyncio.to_thread(tile_ranges, rings, min(deepest, header["max_zoom"]))
    try:
        read = partial(_read, remote, head)
        found = [each async for each in _entries(read, header, wanted)]
        metadata = await _metadata(read, header)
    except (ValueError, EOFError) as error:
        raise error if isinstance(error, TileError) else TileError(_("That map is damaged.")) from error
    if not found:
        raise TileError(_("That map has no streets there. Choose another map, or another country."))
    box = _box(rings)
    return await asyncio.to_thread(_planned, remote, address, title, header | box, metadata, found)


def _planned(remote: RemoteFile, address: str, title: str, header: Any, metadata: Any, found: Sequence[Entry]) -> Plan:
    base = header["tile_data_offset"]
    lengths = {each.offset: each.length for each in found}
    places, at = {}, 0
    for offset in sorted(lengths):
        places[offset], at = at, at + lengths[offset]
    entries = [Entry(each.tile_id, places[each.offset], each.length, each.run_length) for each in found]
    tiles = sum(each.run_length for each in entries)
    front = b"".join(finalize_header(header, tiles, entries, len(places), metadata, True, at))  # type: ignore[no-untyped-call]
    contents = [Content(base + offset, lengths[offset], len(front) + place) for offset, place in places.items()]
    return Plan(address, remote.version, title, front, contents, requests(contents))


def requests(contents: Sequence[Content], most: int = LARGEST_RANGE, more: float = MORE) -> list[Range]:
    """Return the ranges to fetch, in order: small gaps are fetched too, as long as that is little of the whole."""
    gaps = sorted(
        (after.source - before.source - before.length, number)
        for number, (before, after) in enumerate(pairwise(contents))
    )
    room, bridged = sum(each.length for each in contents) * more, set()
    for gap, number in gaps:
        room -= gap
        if room < 0:
            break
        bridged.add(number)
    made: list[Range] = []
    for number, each in enumerate(contents):
        end = each.source + each.length
        if number and number - 1 in bridged and end - made[-1][0] <= most:
            made[-1] = made[-1][0], end
        else:
            made.append((each.source, end))
    return made


async def _read(remote: RemoteFile, head: bytes, at: int, length: int) -> bytes:
    """Return a part of the file, without asking where the head that was read holds it."""
    return head[at : at + length] if at + length <= len(head) else await remote.read(at, length)


async def _entries(read: Read, header: HeaderDict, wanted: Sequence[Range]) -> AsyncIterator[Entry]:
    """Yield the entries of the wanted tiles, those of runs cut to what is wanted."""
    parts: list[Range] = [(header["root_offset"], header["root_length"])]
    for _depth in range(DEEPEST):
        deeper: list[Range] = []
        for at, length in parts:
            if length > LARGEST_DIRECTORY:
                raise ValueError("a directory is too large")
            packed = await read(at, length)
            directory = list(read_directory(unpack_part(packed, header["internal_compression"], LARGEST_DIRECTORY)))
            for each in _cut(directory, wanted):
                if not each.run_length:
                    deeper.append((header["leaf_directory_offset"] + each.offset, each.length))
                elif each.length > LARGEST_TILE:
                    raise ValueError("a tile is too large")
                else:
                    yield each
        parts = deeper
    if parts:
        raise ValueError("the directories have no end")


def _cut(directory: Sequence[Entry], wanted: Sequence[Range]) -> Iterator[Entry]:
    """Yield those entries of a directory that hold a wanted tile; runs are cut to the wanted ones."""
    starts = [first for first, _after in wanted]
    for number, each in enumerate(directory):
        following = directory[number + 1].tile_id if number + 1 < len(directory) else 1 << 62
        after = each.tile_id + each.run_length if each.run_length else following
        at = max(bisect.bisect_right(starts, each.tile_id) - 1, 0)
        for first, end in _overlaps(wanted, at, each.tile_id, after):
            if not each.run_length:
                yield each
                break
            yield Entry(first, each.offset, each.length, end - first)


def _overlaps(wanted: Sequence[Range], at: int, first: int, after: int) -> Iterator[Range]:
    while at < len(wanted) and wanted[at][0] < after:
        start, end = max(first, wanted[at][0]), min(after, wanted[at][1])
        if start < end:
            yield start, end
        at += 1


async def _metadata(read: Read, header: HeaderDict) -> dict[str, Any]:
    length = header["metadata_length"]
    if not length:
        return {}
    if length > LARGEST_METADATA:
        raise ValueError("the metadata is too large")
    packed = await read(header["metadata_offset"], length)
    said = json.loads(unpack_part(packed, header["internal_compression"], LARGEST_METADATA))
    return said if isinstance(said, dict) else {}


def _box(rings: Iterable[Ring]) -> dict[str, int]:
    """Return the box around an area as a header tells it."""
    lons, lats = zip(*(place for ring in rings for place in ring), strict=True)
    return box_fields(min(lats), min(lons), max(lats), max(lons))
