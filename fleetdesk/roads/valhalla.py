"""Valhalla: a server of the company's own, which knows trucks."""

from collections.abc import Sequence
from typing import Any

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
    lat_lon,
    read,
    refusal,
    road_line,
)
from fleetdesk.roads.polyline import decoded

COSTING: dict[Profile, dict[str, Any]] = {
    Profile.TRUCK: {"costing": "truck", "costing_options": {"truck": {"top_speed": 90}}},
    Profile.CAR: {"costing": "auto"},
}
"""Lorries of over 12 t are limited to 90 km/h in the EU; everything else is as the server has it."""
NO_WAY = {154, 170, 171, 441, 442}  # too far, not connected, no road near, no way


class _Cells(msgspec.Struct):
    durations: list[list[float | None]] | None = None
    distances: list[list[float | None]] | None = None


class _Cell(msgspec.Struct):
    distance: float | None = None
    time: float | None = None


class _Matrix(msgspec.Struct):
    sources_to_targets: _Cells | list[list[_Cell]]


class _Summary(msgspec.Struct):
    length: float
    time: float


class _Leg(msgspec.Struct):
    shape: str


class _Trip(msgspec.Struct):
    summary: _Summary
    legs: list[_Leg]


class _Route(msgspec.Struct):
    trip: _Trip


class _Error(msgspec.Struct):
    error_code: int = 0


class Valhalla:
    """The dialect of Valhalla."""

    most = at_once = MOST_ASKED
    stops = 20  # as the server is started by default

    def __init__(self, profile: Profile, key: str = "") -> None:
        self._costing = COSTING[profile]

    def ask_matrix(self, sources: Sequence[Point], target: Point) -> Ask:
        """Ask for a matrix with one target."""
        places = {"sources": lat_lon(sources), "targets": lat_lon([target])}
        body = {**places, **self._costing, "units": "kilometers", "verbose": False}
        return Ask("POST", "sources_to_targets", "sources_to_targets", json=body, cap_bytes=MATRIX_BYTES)

    def read_matrix(self, body: bytes, count: int) -> list[Figures | None]:
        """Read kilometres and seconds; older servers send an object for each cell."""
        cells = read(body, _Matrix).sources_to_targets
        if isinstance(cells, list):
            cells = _Cells([[each.time for each in row] for row in cells], [[e.distance for e in row] for row in cells])
        return columns(first_column(cells.distances, 1.0), first_column(cells.durations, 1 / 60), count)

    def ask_line(self, points: Sequence[Point]) -> Ask:
        """Ask for the route without directions in words."""
        body = {"locations": lat_lon(points), **self._costing, "units": "kilometers", "directions_type": "none"}
        return Ask("POST", "route", "route", json=body, cap_bytes=LINE_BYTES)

    def read_line(self, body: bytes) -> RoadLine:
        """Read the legs as one line."""
        trip = read(body, _Route).trip
        points = [point for leg in trip.legs for point in decoded(leg.shape)]
        if not points:
            raise damaged()
        return road_line(points, trip.summary.length, trip.summary.time / 60)

    def has_no_way(self, reply: Reply) -> bool:
        """Look at the code of the error, which comes with status 400."""
        said = refusal(reply, _Error)
        return said is not None and said.error_code in NO_WAY
