"""GraphHopper: a server of the company's own, which has no matrix, or the hosted service with a key, which has one."""

from collections.abc import Sequence

import msgspec

from fleetdesk.api.answers import Reply
from fleetdesk.api.http import Ask
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import Profile, RoadLine
from fleetdesk.roads.dialect import (
    LINE_BYTES,
    MATRIX_BYTES,
    MOST_ASKED,
    Figures,
    columns,
    damaged,
    figures,
    first_column,
    read,
    refusal,
    road_line,
    rounded,
)

MOST_PAIRS = 12  # routes that are asked for one by one in place of a matrix
NO_WAY = "ConnectionNotFoundException", "PointNotFoundException", "PointOutOfBoundsException"


class _Line(msgspec.Struct):
    coordinates: list[list[float]]


class _Path(msgspec.Struct):
    distance: float
    time: float
    points: _Line | None = None


class _Paths(msgspec.Struct):
    paths: list[_Path]


class _Matrix(msgspec.Struct):
    times: list[list[float | None]] | None = None
    distances: list[list[float | None]] | None = None


class _Hint(msgspec.Struct):
    details: str = ""


class _Error(msgspec.Struct):
    hints: list[_Hint] = []


class GraphHopper:
    """The dialect of a server of one's own: a route for each of a few sources."""

    most, at_once, stops = MOST_PAIRS, 1, 50

    def __init__(self, profile: Profile, key: str = "") -> None:
        self._profile = str(profile)
        self._query = (("key", key),) if key else ()

    def ask_matrix(self, sources: Sequence[Point], target: Point) -> Ask:
        """Ask for one route without its line."""
        return self._route([sources[0], target], calc_points=False)

    def read_matrix(self, body: bytes, count: int) -> list[Figures | None]:
        """Read metres and milliseconds."""
        first = _first(body)
        return [figures(first.distance / 1000, first.time / 60_000)]

    def ask_line(self, points: Sequence[Point]) -> Ask:
        """Ask for the route through the points."""
        return self._route(points, calc_points=True)

    def _route(self, points: Sequence[Point], *, calc_points: bool) -> Ask:
        body = {
            "points": rounded(points),
            "profile": self._profile,
            "calc_points": calc_points,
            "points_encoded": False,
            "instructions": False,
        }
        return Ask("POST", "route", "route", self._query, json=body, cap_bytes=LINE_BYTES)

    def read_line(self, body: bytes) -> RoadLine:
        """Read the first of the paths."""
        first = _first(body)
        if first.points is None:
            raise damaged()
        return road_line(first.points.coordinates, first.distance / 1000, first.time / 60_000)

    def has_no_way(self, reply: Reply) -> bool:
        """Look at the name of the error, which comes with status 400."""
        said = refusal(reply, _Error)
        return said is not None and any(each.details.endswith(NO_WAY) for each in said.hints)


class HostedGraphHopper(GraphHopper):
    """The dialect of the hosted service, which has a matrix."""

    most = at_once = MOST_ASKED
    stops = 5  # of the free plan

    def ask_matrix(self, sources: Sequence[Point], target: Point) -> Ask:
        """Ask for a matrix with one target; where there is no way the cell is empty."""
        body = {
            "from_points": rounded(sources),
            "to_points": rounded([target]),
            "out_arrays": ["times", "distances"],
            "profile": self._profile,
            "fail_fast": False,
        }
        return Ask("POST", "matrix", "matrix", self._query, json=body, cap_bytes=MATRIX_BYTES)

    def read_matrix(self, body: bytes, count: int) -> list[Figures | None]:
        """Read metres and seconds."""
        matrix = read(body, _Matrix)
        return columns(first_column(matrix.distances, 1e-3), first_column(matrix.times, 1 / 60), count)


def _first(body: bytes) -> _Path:
    paths = read(body, _Paths).paths
    if not paths:
        raise damaged()
    return paths[0]
