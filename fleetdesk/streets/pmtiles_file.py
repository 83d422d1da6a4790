"""PMTiles files (version 3), which strangers make: read only, no part larger than a limit, no directory without end."""

import json
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from pmtiles.tile import (
    Compression,
    Entry,
    HeaderDict,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_header,
    find_tile,
    tileid_to_zxy,
    zxy_to_tileid,
)

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.reader.files import opened
from fleetdesk.streets.images import kind_of
from fleetdesk.streets.schema import Schema, said_layers, schema_of
from fleetdesk.streets.tiles import LARGEST_FILE, LARGEST_TILE, LONGEST_WORD, TileError, bounds_of, touches
from fleetdesk.streets.vector_tile import layer_names, unpacked, varint

SIGN = b"PMTiles"
HEADER_BYTES = 127
LARGEST_DIRECTORY = 4 << 20  # bytes, unpacked; the makers of such files keep the first below 16 KB
LARGEST_METADATA = 4 << 20
DEEPEST = 4  # directories from the first to that of a tile; the format has two or three
KEPT_DIRECTORIES = 64
_LOOKED_AT = 40  # tiles: the first ones show oceans
_DAMAGE = (OSError, ValueError, EOFError, OverflowError, KeyError, TypeError)


class PMTiles:
    """One PMTiles file, opened to read only; TileError where it cannot be used. Blocks."""

    def __init__(self, file: str) -> None:
        self._open = ExitStack()
        self._directory = lru_cache(KEPT_DIRECTORIES)(self._read_directory)
        try:
            self._source = self._open.enter_context(opened(Path(file), LARGEST_FILE))
            self._read()
        except Exception as error:
            self.close()
            raise _refusal(error) from error

    def _read(self) -> None:
        self._header = read_header(self._source.read(HEADER_BYTES))
        self.metadata = _metadata(self._source, self._header)
        self.schema = self._schema()
        if not self._holds_first():
            self.metadata.pop("bounds")  # a label that its tiles belie

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return a tile, unpacked where it is a vector tile; None where the file has none.

        OSError, EOFError, OverflowError or ValueError where the file is damaged.
        """
        found = self._entry(zxy_to_tileid(zoom, x, y))
        return self._content(found) if found else None

    def deepest(self, most: int) -> int:
        """Return the deepest zoom of the file, by its label, up to `most`."""
        return min(most, self._header["max_zoom"])

    def tiles_of(self, zoom: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield x, y and content of each tile of a zoom, unpacked, but for those that are damaged; a run counts once.

        An error as that of tile() where a directory is damaged.
        """
        ids = range(zxy_to_tileid(zoom, 0, 0), zxy_to_tileid(zoom + 1, 0, 0))
        for each in self._among(ids, self._header["root_offset"], self._header["root_length"], DEEPEST):
            with suppress(*_DAMAGE):
                _zoom, x, y = tileid_to_zxy(each.tile_id)
                yield x, y, self._content(each)

    def _among(self, ids: range, at: int, length: int, depth: int) -> Iterator[Entry]:
        """Yield the entries of tiles whose numbers are in a range, from a directory and those below it."""
        entries = self._directory(at, length)
        for each, following in zip_longest(entries, entries[1:]):
            if each.tile_id >= ids.stop:
                return
            if each.run_length and each.tile_id in ids:
                yield each
            elif not each.run_length and depth > 1 and (following is None or following.tile_id > ids.start):
                below = self._header["leaf_directory_offset"] + each.offset
                yield from self._among(ids, below, each.length, depth - 1)

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def _entry(self, number: int) -> Entry | None:
        """Return where a tile lies, by its number on the curve; None where there is none."""
        at, length = self._header["root_offset"], self._header["root_length"]
        for _depth in range(DEEPEST):
            found = find_tile(self._directory(at, length), number)
            if found is None or found.run_length:
                return found
            at, length = self._header["leaf_directory_offset"] + found.offset, found.length
        raise ValueError("the directories have no end")

    def _read_directory(self, at: int, length: int) -> list[Entry]:
        packed = _part(self._source, at, length, LARGEST_DIRECTORY)
        return list(read_directory(unpack_part(packed, self._header["internal_compression"], LARGEST_DIRECTORY)))

    def _content(self, entry: Entry) -> bytes:
        at = self._header["tile_data_offset"] + entry.offset
        return unpacked(_part(self._source, at, entry.length, LARGEST_TILE))

    def _schema(self) -> Schema:
        """Return the schema of the file's first tiles, and of what it says of itself; IMAGES where they are images."""
        tiles = [self._content(each) for each in self._first()]
        if not tiles:
            raise TileError(_("That PMTiles file holds no tiles. Choose another, or make it again."))
        if any(map(kind_of, tiles)):
            return Schema.IMAGES
        if self._header["tile_type"] not in (TileType.MVT, TileType.UNKNOWN):
            raise TileError(_("The tiles of that PMTiles file are none that FleetDesk shows."))
        said = json.loads(self.metadata.get("json", "{}"))
        return schema_of({name for tile in tiles for name in layer_names(tile)} | said_layers(said))

    def _holds_first(self) -> bool:
        """Return whether some of the file's first tiles lie in the box that it tells."""
        box = bounds_of(self.metadata["bounds"])
        return box is not None and any(touches(box, *tileid_to_zxy(each.tile_id)) for each in self._first())

    def _first(self) -> Iterator[Entry]:
        """Yield the entries of some tiles, from the first directories."""
        root = self._directory(self._header["root_offset"], self._header["root_length"])
        leaves = [each for each in root if not each.run_length][:2]
        base = self._header["leaf_directory_offset"]
        below = [entry for leaf in leaves for entry in self._directory(base + leaf.offset, leaf.length)]
        yield from [each for each in (*root, *below) if each.run_length][:_LOOKED_AT]


_DAMAGED = _("That PMTiles file is damaged, or was not copied whole. Bring it again.")


def _refusal(error: Exception) -> Exception:
    """Return what an error means to the user; an error of ours as it is."""
    if isinstance(error, UsageError):
        return TileError(_("That PMTiles file cannot be used: {reason}").format(reason=error))
    return TileError(_DAMAGED) if isinstance(error, _DAMAGE) and not isinstance(error, TileError) else error


def read_header(start: bytes) -> HeaderDict:
    """Return the header at the start of a file; TileError where that is none, or of a file that cannot be read."""
    try:
        header = deserialize_header(start[:HEADER_BYTES].ljust(HEADER_BYTES, b"\0"))
    except (MagicNumberNotFound, UnicodeDecodeError) as error:
        raise TileError(_("That is no PMTiles file, or the copying of it was not finished.")) from error
    except SpecVersionUnsupported as error:
        raise TileError(_("That PMTiles file has another version than 3. Convert it first.")) from error
    for packing in (header["internal_compression"], header["tile_compression"]):
        if packing in (Compression.BROTLI, Compression.ZSTD):
            raise TileError(_("That PMTiles file is packed by Brotli or Zstandard; FleetDesk reads gzip."))
    return header


def box_fields(south: float, west: float, north: float, east: float) -> dict[str, int]:
    """Return a box in degrees, and its middle, as the fields of a header: in 1/10,000,000 degree."""
    box = {"min_lon": west, "min_lat": south, "max_lon": east, "max_lat": north}
    middle = {"center_lon": (west + east) / 2, "center_lat": (south + north) / 2}
    return {f"{name}_e7": round(value * 1e7) for name, value in (box | middle).items()}


def _metadata(source: BinaryIO, header: HeaderDict) -> dict[str, str]:
    """Return what the file says of itself, in the words of MBTiles."""
    packed = _part(source, header["metadata_offset"], header["metadata_length"], LARGEST_METADATA)
    said = json.loads(unpack_part(packed, header["internal_compression"], LARGEST_METADATA) or b"{}")
    said = said if isinstance(said, dict) else {}
    words = {name: str(said.get(name, ""))[:LONGEST_WORD] for name in ("name", "attribution", "description")}
    box = [header[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat")]  # type: ignore[literal-required]
    return words | {
        "minzoom": str(header["min_zoom"]),
        "maxzoom": str(header["max_zoom"]),
        "bounds": ",".join(map(str, box)),
        "json": json.dumps({"vector_layers": [{"id": name} for name in sorted(said_layers(said))]}),
    }


def _part(source: BinaryIO, at: int, length: int, most: int) -> bytes:
    if length > most:
        raise ValueError("a part of the file is too large")
    source.seek(at)
    found = source.read(length)
    if len(found) < length:
        raise EOFError
    return found


def unpack_part(packed: bytes, packing: Compression, most: int) -> bytes:
    """Return a part of a file unpacked; ValueError where it is damaged, or larger than `most` bytes."""
    if packing != Compression.GZIP:
        return packed
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        made = inflater.decompress(packed, most + 1)
    except zlib.error as error:
        raise ValueError("a part of the file is damaged") from error
    if len(made) > most:
        raise ValueError("a part of the file is too large")
    return made


def read_directory(directory: bytes) -> Iterator[Entry]:
    """Yield the entries of an unpacked directory, four columns of numbers; ValueError where it is damaged."""
    count, at = varint(directory, 0)
    if count > len(directory):
        raise ValueError("a directory is cut off")
    columns: list[list[int]] = []
    for _column in range(4):
        column = []
        for _row in range(count):
            value, at = varint(directory, at)
            column.append(value)
        columns.append(column)
    number = offset = length = 0
    for step, run, size, place in zip(*columns, strict=True):
        number, offset, length = number + step, place - 1 if place else offset + length, size
        yield Entry(number, offset, length, run)
