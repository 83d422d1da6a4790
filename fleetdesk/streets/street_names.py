"""Names of streets and settlements in one vector tile, and where each of three schemas keeps them."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from fleetdesk.streets.schema import Schema
from fleetdesk.streets.tile_features import GeometryKind, Point, TileFeature, features
from fleetdesk.streets.tiles import corner

LONGEST_NAME = 100
REACH_KM = {
    "capital": 12.0, "state_capital": 12.0, "city": 12.0, "town": 6.0, "village": 3.0, "hamlet": 1.5,
    "suburb": 0.75, "quarter": 0.75, "borough": 0.75,
}  # fmt: skip
"""How far from its middle a settlement names streets. Of a town and its suburb the town does, as in most addresses."""
NO_STREETS = frozenset(
    ("rail", "transit", "light_rail", "subway", "tram", "narrow_gauge", "monorail", "funicular", "ferry", "aerialway",
     "cable_car", "gondola", "aeroway", "runway", "taxiway", "pier")
)  # fmt: skip
"""Kinds of ways among the streets that are none."""
NAME, KINDS = "name", ("kind_detail", "kind", "class")
LAYERS = {
    Schema.PROTOMAPS: ("roads", "places"),
    Schema.OPENMAPTILES: ("transportation_name", "place"),
    Schema.SHORTBREAD: ("street_labels", "place_labels"),
}
"""The layers of streets and of settlements; resources/map/street_rules.js has the same, for drawing."""


@dataclass(frozen=True, slots=True)
class StreetPart:
    """What one tile has of the streets of one name: their length in sides of a tile, and a point of the longest."""

    name: str
    lat: float
    lon: float
    length: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town, village, hamlet or suburb, and how far from its middle it names streets, in km."""

    name: str
    lat: float
    lon: float
    reach_km: float


@dataclass(slots=True)
class TileNames:
    """The names of one tile."""

    streets: list[StreetPart] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)


def names_of(tile: bytes, at: tuple[int, int, int], schema: Schema) -> TileNames:
    """Return the names in an unpacked tile at zoom, x and y; of a damaged one those that can be read."""
    found = TileNames()
    streets, settlements = LAYERS[schema]
    longest: dict[str, _Longest] = {}
    with contextlib.suppress(ValueError):
        for each in features(tile, (streets, settlements), (NAME, *KINDS)):
            if each.layer == streets:
                _add_street(longest, each)
            else:
                found.settlements += _settlement(each, at)
    found.streets = [StreetPart(name, *_place(each.middle, at), each.whole) for name, each in longest.items()]
    return found


@dataclass(slots=True)
class _Longest:
    """The longest line of a name so far: its middle and length, and the length of all."""

    middle: Point
    length: float
    whole: float = 0.0


def _add_street(longest: dict[str, _Longest], feature: TileFeature) -> None:
    name = sound_name(feature.texts[NAME])
    if feature.kind != GeometryKind.LINE or not name or any(feature.texts.get(each) in NO_STREETS for each in KINDS):
        return
    for line in feature.parts():
        middle, length = _middle(line)
        if not length or not _is_inside(middle):
            continue
        seen = longest.setdefault(name, _Longest(middle, length))
        if length > seen.length:
            seen.middle, seen.length = middle, length
        seen.whole += length


def _settlement(feature: TileFeature, at: tuple[int, int, int]) -> list[Settlement]:
    reach = next((REACH_KM[word] for each in KINDS if (word := feature.texts.get(each, "")) in REACH_KM), 0.0)
    name = sound_name(feature.texts[NAME])
    if feature.kind != GeometryKind.POINT or not reach or not name:
        return []
    points = [point for part in feature.parts()[:1] for point in part[:1] if _is_inside(point)]
    return [Settlement(name, *_place(point, at), reach) for point in points]


def sound_name(text: str) -> str:
    """Return a name with single blanks; an empty one where it is too long, or has letters that cannot be seen."""
    name = " ".join(text.split())
    return name if len(name) <= LONGEST_NAME and name.isprintable() else ""


def _middle(line: Sequence[Point]) -> tuple[Point, float]:
    """Return the point half-way along a line, and its length."""
    steps = [hypot(x - left, y - top) for (left, top), (x, y) in pairwise(line)]
    length = sum(steps)
    left = length / 2
    for step, ((x, y), (to_x, to_y)) in zip(steps, pairwise(line), strict=True):
        if step and left <= step:
            return (x + (to_x - x) * left / step, y + (to_y - y) * left / step), length
        left -= step
    return line[-1], length


def _is_inside(point: Point) -> bool:
    """Return whether a point is in its tile: what lies in the edge around it is in the next one too."""
    return 0 <= point[0] < 1 and 0 <= point[1] < 1


def _place(point: Point, at: tuple[int, int, int]) -> tuple[float, float]:
    zoom, x, y = at
    return corner(zoom, x + point[0], y + point[1])
