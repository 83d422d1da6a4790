"""Reads features of vector tiles by the Mapbox Vector Tile specification 2.1: their texts, and where they lie.

Tiles come from strangers. What is wrong in one is a ValueError, and all that is read is within a limit.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from fleetdesk.streets.vector_tile import fields

MOST_FEATURES, MOST_WORDS, MOST_POINTS = 50_000, 200_000, 20_000
"""So many features and words a layer has, and points a feature; the fullest tiles of large towns have a tenth."""
LARGEST_EXTENT = 1 << 16
USUAL_EXTENT = 4096
LONGEST_TEXT = 1000  # bytes
_LAYER, _NAME, _FEATURE, _KEY, _VALUE, _EXTENT = 3 << 3 | 2, 1 << 3 | 2, 2 << 3 | 2, 3 << 3 | 2, 4 << 3 | 2, 5 << 3
_TAGS, _KIND, _GEOMETRY, _TEXT = 2 << 3 | 2, 3 << 3, 4 << 3 | 2, 1 << 3 | 2
_MOVE, _LINE, _CLOSE = 1, 2, 7
_LONGEST_NUMBER = 63  # bits
Point = tuple[float, float]
"""A place in a tile: parts of its side from the west and from the north."""


class GeometryKind(IntEnum):
    """What a feature is, by the numbers of the specification."""

    UNKNOWN = 0
    POINT = 1
    LINE = 2
    POLYGON = 3


@dataclass(frozen=True, slots=True)
class TileFeature:
    """A feature with those of its texts that were asked for."""

    layer: str
    kind: int
    texts: Mapping[str, str]
    geometry: bytes
    extent: int

    def parts(self) -> list[list[Point]]:
        """Return the points of each part of a feature; ValueError where there is none to be read, or too many."""
        return _parts(numbers(self.geometry), self.extent)


@dataclass(slots=True)
class _Layer:
    name: str = ""
    extent: int = USUAL_EXTENT
    features: list[bytes] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)


def features(tile: bytes, layers: Collection[str], wanted: Sequence[str], enough: int = 1) -> Iterator[TileFeature]:
    """Yield the features of some layers of an unpacked tile that have one of the first `enough` of the wanted texts.

    ValueError where the rest of the tile is damaged, cut off or too large.
    """
    for key, content, _number in fields(tile):
        if key == _LAYER:
            layer = _read_layer(content, layers)
            yield from _features(layer, wanted, enough) if layer.name in layers else ()


def numbers(packed: bytes) -> list[int]:
    """Return packed numbers of seven bits a byte; ValueError where the last one is cut off, or one is too long."""
    if packed.isascii():  # one byte each, as most are
        return list(packed)
    found, value, shift = [], 0, 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(value)
            value = shift = 0
        elif shift > _LONGEST_NUMBER:
            raise ValueError("a number of a vector tile has no end")
    if shift:
        raise ValueError("a number of a vector tile is cut off")
    return found


def _read_layer(content: bytes, layers: Collection[str]) -> _Layer:
    """Return the parts of a layer, which may stand in any order; one that is not wanted is left at its name."""
    layer = _Layer()
    listed = {_FEATURE: layer.features, _KEY: layer.keys, _VALUE: layer.values}
    for key, part, number in fields(content):
        if key == _NAME:
            layer.name = part.decode("utf-8", "replace")
            if layer.name not in layers:
                break
        elif key == _EXTENT:
            layer.extent = number
        elif key in listed:
            listed[key].append(part)
    if len(layer.features) > MOST_FEATURES or len(layer.keys) + len(layer.values) > MOST_WORDS:
        raise ValueError("a layer of a vector tile is too large")
    if not 0 < layer.extent <= LARGEST_EXTENT:
        raise ValueError("a layer of a vector tile has no size")
    return layer


def _features(layer: _Layer, wanted: Sequence[str], enough: int) -> Iterator[TileFeature]:
    named = {each.encode(): each for each in wanted}
    keys = {at: named[key] for at, key in enumerate(layer.keys) if key in named}
    needed = wanted[:enough]
    if not any(each in keys.values() for each in needed):
        return
    for content in layer.features:
        parts = {key: (part, number) for key, part, number in fields(content)}
        tags, geometry = parts.get(_TAGS, (b"", 0))[0], parts.get(_GEOMETRY, (b"", 0))[0]
        texts = _texts(numbers(tags), keys, layer.values)
        if any(texts.get(each) for each in needed):
            yield TileFeature(layer.name, parts.get(_KIND, (b"", 0))[1], texts, geometry, layer.extent)


def _texts(tags: Sequence[int], keys: Mapping[int, str], values: Sequence[bytes]) -> dict[str, str]:
    """Return the texts among a feature's properties by their keys; a number is none."""
    pairs = [(keys[key], value) for key, value in zip(tags[::2], tags[1::2], strict=False) if key in keys]
    if any(value >= len(values) for _key, value in pairs):
        raise ValueError("a feature of a vector tile has a value that is not there")
    return {key: _text(values[value]) for key, value in pairs}


def _text(value: bytes) -> str:
    """Return a value that is a text of a sensible length; an empty one for all else."""
    found = next((content for key, content, _number in fields(value) if key == _TEXT), b"")
    return found.decode("utf-8", "replace") if len(found) <= LONGEST_TEXT else ""


def _parts(drawn: Sequence[int], extent: int) -> list[list[Point]]:
    parts: list[list[Point]] = []
    if len(drawn) > 3 * MOST_POINTS:
        raise ValueError("a feature of a vector tile has too many points")
    at = x = y = 0
    while at < len(drawn):
        command, count = drawn[at] & 7, drawn[at] >> 3
        at += 1
        if command == _CLOSE:
            continue
        if command not in (_MOVE, _LINE) or at + 2 * count > len(drawn) or (command == _LINE and not parts):
            raise ValueError("a feature of a vector tile is not drawn")
        for across, down in zip(drawn[at : at + 2 * count : 2], drawn[at + 1 : at + 2 * count : 2], strict=True):
            x, y = x + _step(across), y + _step(down)
            if command == _MOVE:
                parts.append([])
            parts[-1].append((x / extent, y / extent))
        at += 2 * count
    return parts


def _step(number: int) -> int:
    return (number >> 1) ^ -(number & 1)
