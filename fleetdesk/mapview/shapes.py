"""Shapes on the map: what a user drew, and the rings that the area is made of. Axis order is lon, lat throughout."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

MAX_CORNERS = 2_000
SELECT, POLYGON, RECTANGLE, CIRCLE, LASSO = "select", "polygon", "rectangle", "circle", "lasso"
RULER = "ruler"
DRAWN = (POLYGON, RECTANGLE, CIRCLE, LASSO)
TOOLS = (SELECT, *DRAWN, RULER)
REPLACE, ADD, SUBTRACT = "replace", "add", "subtract"
MODES = (REPLACE, ADD, SUBTRACT)


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """A shape as the user closed it: ring of (lon, lat) degrees, first point repeated last; radius in metres.

    index and holes tell which part of the shown area an edit concerns.
    """

    kind: str
    ring: Ring
    mode: str = "replace"
    center: Point | None = None
    radius_m: float | None = None
    index: int = 0
    holes: tuple[Ring, ...] = ()


def crossing(ring: Sequence[Point]) -> bool:
    """Return whether a closed ring crosses or touches itself anywhere but at neighbouring corners."""
    edges = list(pairwise(ring))
    last = len(edges) - 1
    for i, (a, b) in enumerate(edges):
        for j in range(i + 2, len(edges)):
            if (i, j) != (0, last) and _cross(a, b, *edges[j]):
                return True
    return False


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def area_message(shapes: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the area as the page reads it; a shape is a DrawnShape or [outer ring, hole, …], points [lon, lat]."""
    return [_shape_message(shape) for shape in shapes]


def _shape_message(shape: Any) -> dict[str, Any]:
    if not isinstance(shape, DrawnShape):
        return {"rings": [_ring(ring) for ring in shape]}
    message: dict[str, Any] = {"rings": [_ring(ring) for ring in (shape.ring, *shape.holes)]}
    if shape.kind == CIRCLE and shape.center and shape.radius_m:
        message |= {"center": list(shape.center), "radius": shape.radius_m}
    return message


def _ring(points: Sequence[Sequence[float]]) -> list[list[float]]:
    ring = [[round(float(lon), 7), round(float(lat), 7)] for lon, lat in points]
    if len(ring) < 3 or not all(isfinite(number) for point in ring for number in point):
        raise ValueError("a ring needs at least three points of finite degrees")
    return ring
