"""Lines as routers write them, read with a limit, and made shorter for the map."""

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from shapely import LineString

from fleetdesk.domain.geo import Point

MOST_READ, MOST_DRAWN = 100_000, 500
FIRST_TOLERANCE = 0.0001  # degrees, about 10 m
_LOWEST, _HIGHEST, _LONGEST_BITS = 63, 126, 35


def decoded(text: str, digits: int = 6) -> list[Point]:
    """Return the points of an encoded polyline with so many digits; ValueError where it is damaged or too long."""
    numbers = list(_numbers(text))
    if len(numbers) % 2 or len(numbers) > 2 * MOST_READ:
        raise ValueError("polyline")
    lat = lon = 0
    points = []
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + north, lon + east
        points.append((lon / 10**digits, lat / 10**digits))
    return checked(points)


def _numbers(text: str) -> Iterator[int]:
    value = bits = 0
    for character in text:
        if not _LOWEST <= ord(character) <= _HIGHEST or bits > _LONGEST_BITS:
            raise ValueError("polyline")
        part = ord(character) - _LOWEST
        value |= (part & 31) << bits
        bits += 5
        if part < 32:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = bits = 0
    if bits:
        raise ValueError("polyline is cut off")


def checked(points: Iterable[Sequence[float]]) -> list[Point]:
    """Return points of two or three numbers as (lon, lat); ValueError where one is no place or there are too many."""
    made: list[Point] = []
    for each in points:
        lon, lat = float(each[0]), float(each[1])
        if not (isfinite(lon) and isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError("no place")
        made.append((lon, lat))
    if not 2 <= len(made) <= MOST_READ:
        raise ValueError("no line")
    return made


def simplified(points: Sequence[Point], most: int = MOST_DRAWN) -> tuple[Point, ...]:
    """Return the line with at most so many points, its ends among them."""
    line, tolerance = LineString(points).simplify(FIRST_TOLERANCE, preserve_topology=False), FIRST_TOLERANCE
    while len(line.coords) > most:
        tolerance *= 2
        line = line.simplify(tolerance, preserve_topology=False)
    return tuple((lon, lat) for lon, lat in line.coords)
