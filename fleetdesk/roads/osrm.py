"""OSRM: a server of the company's own, asked by its documented HTTP API, version 1.

The profile is the one that the server was built with; the one in the path is not looked at by it.
"""

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
    first_column,
    read,
    refusal,
    road_line,
    rounded,
)
from fleetdesk.roads.polyline import decoded

PLACES = 100  # of one table, as the server is started by default; the target is one of them
NO_WAY = {"NoRoute", "NoTable", "NoSegment"}


class _Table(msgspec.Struct):
    code: str
    durations: list[list[float | None]] | None = None
    distances: list[list[float | None]] | None = None


class _Route(msgspec.Struct):
    distance: float
    duration: float
    geometry: str


class _Routes(msgspec.Struct):
    code: str
    routes: list[_Route] = []


class _Code(msgspec.Struct):
    code: str = ""


class Osrm:
    """The dialect of OSRM."""

    most, at_once, stops = MOST_ASKED, PLACES - 1, PLACES

    def __init__(self, profile: Profile, key: str = "") -> None:
        """Take the profile for its name alone."""

    def ask_matrix(self, sources: Sequence[Point], target: Point) -> Ask:
        """Ask for a table with as many rows as sources and one column."""
        query = (
            ("sources", ";".join(map(str, range(len(sources))))),
            ("destinations", str(len(sources))),
            ("annotations", "duration,distance"),
            ("generate_hints", "false"),
        )
        path = f"table/v1/driving/{_places([*sources, target])}"
        return Ask("GET", path, "table", query, cap_bytes=MATRIX_BYTES)

    def read_matrix(self, body: bytes, count: int) -> list[Figures | None]:
        """Read metres and seconds."""
        table = read(body, _Table)
        if table.code != "Ok":
            raise damaged()
        return columns(first_column(table.distances, 1e-3), first_column(table.durations, 1 / 60), count)

    def ask_line(self, points: Sequence[Point]) -> Ask:
        """Ask for the route through the points."""
        query = (("overview", "simplified"), ("geometries", "polyline6"), ("generate_hints", "false"))
        return Ask("GET", f"route/v1/driving/{_places(points)}", "route", query, cap_bytes=LINE_BYTES)

    def read_line(self, body: bytes) -> RoadLine:
        """Read the first of the routes."""
        answer = read(body, _Routes)
        if answer.code != "Ok" or not answer.routes:
            raise damaged()
        first = answer.routes[0]
        return road_line(decoded(first.geometry), first.distance / 1000, first.duration / 60)

    def has_no_way(self, reply: Reply) -> bool:
        """Look at the code, which comes with status 400."""
        said = refusal(reply, _Code)
        return said is not None and said.code in NO_WAY


def _places(points: Sequence[Point]) -> str:
    return ";".join(f"{lon},{lat}" for lon, lat in rounded(points))
