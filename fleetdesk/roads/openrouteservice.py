"""openrouteservice: the service of HeiGIT with a key of one's own, which knows heavy vehicles."""

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

PROFILES = {Profile.TRUCK: "driving-hgv", Profile.CAR: "driving-car"}
NO_WAY = {2004, 2009, 2010, 6004}  # too far, no way, no road near; codes of directions and of matrices


class _Matrix(msgspec.Struct):
    durations: list[list[float | None]] | None = None
    distances: list[list[float | None]] | None = None


class _Summary(msgspec.Struct):
    distance: float = 0.0
    duration: float = 0.0


class _Properties(msgspec.Struct):
    summary: _Summary


class _Line(msgspec.Struct):
    coordinates: list[list[float]]


class _Feature(msgspec.Struct):
    geometry: _Line
    properties: _Properties


class _Features(msgspec.Struct):
    features: list[_Feature]


class _Code(msgspec.Struct):
    code: int = 0


class _Error(msgspec.Struct):
    error: _Code


class OpenRouteService:
    """The dialect of openrouteservice."""

    most = at_once = MOST_ASKED
    stops = 50

    def __init__(self, profile: Profile, key: str = "") -> None:
        self._profile, self._headers = PROFILES[profile], {"Authorization": key}

    def ask_matrix(self, sources: Sequence[Point], target: Point) -> Ask:
        """Ask for a matrix with one destination."""
        body = {
            "locations": rounded([*sources, target]),
            "sources": list(range(len(sources))),
            "destinations": [len(sources)],
            "metrics": ["duration", "distance"],
            "units": "km",
        }
        return self._post(f"v2/matrix/{self._profile}", "matrix", body, MATRIX_BYTES)

    def read_matrix(self, body: bytes, count: int) -> list[Figures | None]:
        """Read kilometres and seconds."""
        matrix = read(body, _Matrix)
        return columns(first_column(matrix.distances, 1.0), first_column(matrix.durations, 1 / 60), count)

    def ask_line(self, points: Sequence[Point]) -> Ask:
        """Ask for the way as GeoJSON."""
        body = {"coordinates": rounded(points), "instructions": False}
        return self._post(f"v2/directions/{self._profile}/geojson", "directions", body, LINE_BYTES)

    def _post(self, path: str, template: str, body: object, cap_bytes: int) -> Ask:
        return Ask("POST", path, template, json=body, headers=self._headers, cap_bytes=cap_bytes)

    def read_line(self, body: bytes) -> RoadLine:
        """Read the only feature; metres and seconds."""
        features = read(body, _Features).features
        if not features:
            raise damaged()
        summary = features[0].properties.summary
        return road_line(features[0].geometry.coordinates, summary.distance / 1000, summary.duration / 60)

    def has_no_way(self, reply: Reply) -> bool:
        """Look at the code of the error."""
        said = refusal(reply, _Error, (400, 404))
        return said is not None and said.error.code in NO_WAY
