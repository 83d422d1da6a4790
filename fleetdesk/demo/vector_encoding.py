"""Writes vector tiles by the Mapbox Vector Tile specification 2.1, for the streets of the demo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

EXTENT = 4096  # steps of a tile's side
_MOVE, _LINE, _CLOSE = 1, 2, 7
_NAME, _FEATURES, _KEYS, _VALUES, _EXTENT, _VERSION = 1, 2, 3, 4, 5, 15
_TAGS, _KIND, _GEOMETRY = 2, 3, 4
_TEXT, _INTEGER, _LAYERS = 1, 4, 3


class Shape(IntEnum):
    """What a feature is, by the numbers of the specification."""

    POINT = 1
    LINE = 2
    POLYGON = 3


@dataclass(frozen=True, slots=True)
class Feature:
    """A thing on the map: x and y in steps from the tile's upper left, for each of its parts."""

    shape: Shape
    parts: Sequence[Sequence[tuple[int, int]]]
    properties: Mapping[str, str | int] = field(default_factory=dict)


def encoded(layers: Mapping[str, Sequence[Feature]]) -> bytes:
    """Return a tile with these layers, unpacked."""
    return b"".join(_bytes(_LAYERS, _layer(name, features)) for name, features in layers.items() if features)


def _layer(name: str, features: Sequence[Feature]) -> bytes:
    keys = list(dict.fromkeys(key for each in features for key in each.properties))
    values = list(dict.fromkeys(value for each in features for value in each.properties.values()))
    key_at, value_at = ({each: at for at, each in enumerate(listed)} for listed in (keys, values))
    parts = [_bytes(_NAME, name.encode())]
    for each in features:
        tags = (at for key, value in each.properties.items() for at in (key_at[key], value_at[value]))
        parts.append(_bytes(_FEATURES, _feature(each, tags)))
    parts += [_bytes(_KEYS, key.encode()) for key in keys]
    parts += [_bytes(_VALUES, _value(value)) for value in values]
    return b"".join((*parts, _number(_EXTENT, EXTENT), _number(_VERSION, 2)))


def _feature(feature: Feature, tags: Iterable[int]) -> bytes:
    packed = b"".join(map(_varint, tags))
    drawn = b"".join(map(_varint, _commands(feature)))
    return _bytes(_TAGS, packed) + _number(_KIND, feature.shape) + _bytes(_GEOMETRY, drawn)


def _commands(feature: Feature) -> Iterable[int]:
    """Yield the commands that draw a feature; each place is told as steps from the one before."""
    at = (0, 0)
    for part in feature.parts:
        for number, place in enumerate(part):
            if number == 0:
                yield 1 << 3 | _MOVE
            elif number == 1:
                yield (len(part) - 1) << 3 | _LINE
            yield from (_zigzag(place[0] - at[0]), _zigzag(place[1] - at[1]))
            at = place
        if feature.shape is Shape.POLYGON:
            yield 1 << 3 | _CLOSE


def _value(value: str | int) -> bytes:
    return _bytes(_TEXT, value.encode()) if isinstance(value, str) else _number(_INTEGER, value)


def _number(name: int, value: int) -> bytes:
    return _varint(name << 3) + _varint(value)


def _bytes(name: int, content: bytes) -> bytes:
    return _varint(name << 3 | 2) + _varint(len(content)) + content


def _zigzag(step: int) -> int:
    return step << 1 if step >= 0 else (-step << 1) - 1


def _varint(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*made, value))
