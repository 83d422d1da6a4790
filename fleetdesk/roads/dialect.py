"""What every router has in its own words: how it is asked, and how its answers are read."""

from collections.abc import Collection, Iterable, Sequence
from math import isfinite
from typing import Protocol, TypeVar

import msgspec

from fleetdesk.api.answers import NO_JSON, Reply
from fleetdesk.api.http import Ask
from fleetdesk.base.errors import BadAnswer
from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import RoadLine
from fleetdesk.roads.polyline import checked, simplified

MOST_ASKED = 200  # sources of one matrix, the nearest by the straight line
MATRIX_BYTES, LINE_BYTES = 1 * 2**20, 4 * 2**20
LONGEST_KM, LONGEST_MIN = 20_000.0, 30_000.0
DIGITS = 5  # of coordinates that are sent: about a metre
Figures = tuple[float, float]
"""Kilometres and minutes of a way."""
T = TypeVar("T")


class Dialect(Protocol):
    """How one kind of router is asked. Reading raises ValueError or BadAnswer where an answer is not as documented."""

    @property
    def most(self) -> int:
        """Return the sources that may be asked for at once, in as many requests as they need."""

    @property
    def at_once(self) -> int:
        """Return the sources of one request."""

    @property
    def stops(self) -> int:
        """Return the points of one line, its ends among them."""

    def ask_matrix(self, sources: Sequence[Point], target: Point) -> Ask:
        """Return the request for the ways from all sources to the target."""

    def read_matrix(self, body: bytes, count: int) -> list[Figures | None]:
        """Return the figures for so many sources; None where there is no way."""

    def ask_line(self, points: Sequence[Point]) -> Ask:
        """Return the request for the way through these points."""

    def read_line(self, body: bytes) -> RoadLine:
        """Return the way."""

    def has_no_way(self, reply: Reply) -> bool:
        """Return whether a refusal says that there is no way, and not that the request is wrong."""


def rounded(points: Iterable[Point]) -> list[list[float]]:
    """Return points as lists of lon and lat, with no more digits than roads need."""
    return [[round(lon, DIGITS), round(lat, DIGITS)] for lon, lat in points]


def lat_lon(points: Iterable[Point]) -> list[dict[str, float]]:
    """Return the same as objects with lat and lon."""
    return [{"lat": lat, "lon": lon} for lon, lat in rounded(points)]


def read(body: bytes, kind: type[T]) -> T:
    """Return the JSON of an answer; BadAnswer where it is none, cut off, or not as documented."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (*NO_JSON, msgspec.ValidationError) as error:
        raise damaged() from error


def refusal(reply: Reply, kind: type[T], statuses: Collection[int] = (400,)) -> T | None:
    """Return what a refusal with one of these statuses says; None where the reply is none, or cannot be read."""
    try:
        return read(reply.body, kind) if reply.status in statuses else None
    except BadAnswer:
        return None


def damaged() -> BadAnswer:
    """Return the error for an answer that is not as documented."""
    return BadAnswer(_("The router's answer cannot be read. Check that the address is that of such a router."))


def columns(
    km: Sequence[float | None] | None, minutes: Sequence[float | None] | None, count: int
) -> list[Figures | None]:
    """Return the figures of a column of a matrix; None for a cell that is empty or impossible."""
    if km is None or minutes is None or len(km) != count or len(minutes) != count:
        raise damaged()
    return [figures(*each) for each in zip(km, minutes, strict=True)]


def first_column(rows: Sequence[Sequence[float | None]] | None, factor: float) -> list[float | None]:
    """Return the only column of a matrix, times a factor."""
    if rows is None or any(len(row) != 1 for row in rows):
        raise damaged()
    return [None if row[0] is None else row[0] * factor for row in rows]


def figures(km: float | None, minutes: float | None) -> Figures | None:
    """Return both, or None where one of them is missing or cannot be."""
    if km is None or minutes is None or not (_fits(km, LONGEST_KM) and _fits(minutes, LONGEST_MIN)):
        return None
    return km, minutes


def _fits(value: float, most: float) -> bool:
    return isfinite(value) and 0 <= value <= most


def road_line(points: Iterable[Sequence[float]], km: float, minutes: float) -> RoadLine:
    """Return the way to draw; BadAnswer where points or figures cannot be."""
    try:
        line = simplified(checked(points))
    except (ValueError, IndexError, TypeError) as error:
        raise damaged() from error
    if figures(km, minutes) is None:
        raise damaged()
    return RoadLine(line, km, minutes)
