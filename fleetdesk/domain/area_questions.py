"""What a server is asked about an area: rings short enough for an address, and how far they differ from it."""

import math
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _
from fleetdesk.domain.asked_area import Questions
from fleetdesk.domain.geo import Area
from fleetdesk.domain.rings import DIGITS, Ring

# The ring travels in the address of the request, which must stay short (docs/vendors/metrotec.md#vehicles-in-an-area).
MOST_POINTS = 100
MOST_REQUESTS = 40
MOST_OF_ALL = 100  # of an area of many parts
TOLERANCE = 0.001  # of the area: so much the asked shape may differ from the drawn one for the sake of fewer requests
COARSEST, FINER, STEPS = 0.05, 0.75, 50  # shapes that are tried: from this share of the area's size, so much finer each
OVERLAP_DEG = 10.0**-DIGITS  # so that nobody stands on the cut between two parts
MOST_CUTS = 12


def questions(area: Area) -> Questions:
    """Cut the area into parts of at most 100 corners, which differ from what was drawn in at most 0.1 % of its area.

    They are at most 40 requests, or as many as it has rings, up to 100; only where that does not do is it made simpler
    than that. An area with more rings that count is not asked about. Takes some tenths of a second where an area has
    thousands of corners.
    """
    shape, rings = area.shape, _count(area.shape)
    if rings > MOST_OF_ALL:
        return _without_specks(shape) or _not_asked(rings)
    if all(_is_short(each) for each in _polygons(shape)):
        return Questions(_parts(shape))
    return _simplest(shape, max(MOST_REQUESTS, rings)) or _not_asked(rings)


def _simplest(shape: Polygon | MultiPolygon, most: int) -> Questions | None:
    """Return the first questions that hardly differ, else the last that are few enough; None where none are."""
    best: Questions | None = None
    for simpler in _ever_finer(shape):
        asked = Questions(_parts(simpler), _difference(simpler, shape))
        if asked.requests <= most:
            best = asked
            if asked.off <= TOLERANCE:
                break
    return best


def _without_specks(shape: Polygon | MultiPolygon) -> Questions | None:
    """Return questions without the smallest parts and holes; None where the area would differ too much."""
    rings = sorted((Polygon(each).area for part in _polygons(shape) for each in _all_rings(part)), reverse=True)
    speck = rings[MOST_OF_ALL]
    kept = [_filled(part, speck) for part in _polygons(shape) if Polygon(part.exterior).area > speck]
    larger = MultiPolygon(kept)
    off = _difference(larger, shape)
    if off > TOLERANCE or _count(larger) > MOST_OF_ALL:
        return None
    asked = _simplest(larger, MOST_OF_ALL)
    return asked and Questions(asked.parts, asked.off + off)


def _filled(part: Polygon, speck: float) -> Polygon:
    return Polygon(part.exterior, [each for each in part.interiors if Polygon(each).area > speck])


def _all_rings(part: Polygon) -> list[shapely.LinearRing]:
    return [part.exterior, *part.interiors]


def _count(shape: Polygon | MultiPolygon) -> int:
    return sum(len(_all_rings(each)) for each in _polygons(shape))


def _not_asked(rings: int) -> Questions:
    sentence = _(
        "The server was not asked: the area has {count} parts and holes, and each would be a request "
        "(at most {most}). The answer is from our own positions. Ask about fewer parts, or simpler ones."
    ).format(count=grouped(rings), most=MOST_OF_ALL)
    return Questions((), why_not=sentence)


def _ever_finer(shape: Polygon | MultiPolygon) -> Iterator[Polygon | MultiPolygon]:
    """Yield simpler shapes, each nearer to the true one, and the true one at last."""
    size = math.sqrt(shape.area) * COARSEST
    for step in range(STEPS):
        simpler = shape.simplify(size * FINER**step)
        if simpler.area > 0 and simpler.is_valid:
            yield simpler
    yield shape


def _parts(shape: Polygon | MultiPolygon) -> tuple[tuple[Ring, tuple[Ring, ...]], ...]:
    return tuple(_rings(each) for part in _polygons(shape) for each in _pieces(part))


def _difference(one: Polygon | MultiPolygon, other: Polygon | MultiPolygon) -> float:
    return 0.0 if one is other else float(one.symmetric_difference(other).area / other.area)


def _polygons(shape: shapely.Geometry) -> Iterator[Polygon]:
    yield from (each for each in getattr(shape, "geoms", [shape]) if isinstance(each, Polygon) and each.area > 0)


def _is_short(polygon: Polygon) -> bool:
    return all(len(each.coords) <= MOST_POINTS + 1 for each in (polygon.exterior, *polygon.interiors))


def _pieces(polygon: Polygon, cuts: int = 0) -> Iterator[Polygon]:
    """Cut the polygon across its longer side at the middle of its corners until each piece is short."""
    if _is_short(polygon) or cuts == MOST_CUTS:
        yield polygon
        return
    for half in _halves(polygon):
        for piece in _polygons(polygon.intersection(half)):
            yield from _pieces(piece, cuts + 1)


def _halves(polygon: Polygon) -> tuple[Polygon, Polygon]:
    west, south, east, north = polygon.bounds
    corners = shapely.get_coordinates(polygon)
    if east - west >= north - south:
        cut = float(np.median(corners[:, 0]))
        return shapely.box(west, south, cut + OVERLAP_DEG, north), shapely.box(cut - OVERLAP_DEG, south, east, north)
    cut = float(np.median(corners[:, 1]))
    return shapely.box(west, south, east, cut + OVERLAP_DEG), shapely.box(west, cut - OVERLAP_DEG, east, north)


def _rings(polygon: Polygon) -> tuple[Ring, tuple[Ring, ...]]:
    return tuple(polygon.exterior.coords), tuple(tuple(each.coords) for each in polygon.interiors)
