"""Reads the polygons of a GeoJSON document (RFC 7946), and says what else there was and which part is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shapely.geometry import MultiPolygon, Polygon

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import listed, together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.rings import ring

_INSIDE = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
_LINES, _POINTS = ("LineString", "MultiLineString"), ("Point", "MultiPoint")
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class FoundArea:
    """Polygons, each sound in itself, and sentences on what was left out."""

    polygons: tuple[Polygon | MultiPolygon, ...]
    remarks: tuple[str, ...] = ()


def read(document: Any) -> FoundArea:
    """Read the polygons wherever they stand; a bad part is left out alone. UsageError where none is left."""
    if not isinstance(document, dict):
        raise UsageError(_("The file is no GeoJSON."))
    geometries = list(_geometries(document))
    parts = [rings for each in geometries for rings in _parts(each)]
    polygons, faults = [], []
    for number, rings in enumerate(parts, 1):
        try:
            polygons.append(_polygon(rings))
        except UsageError as error:
            faults.append((number, error))
    if not polygons:
        raise _no_polygon(geometries, faults, len(parts))
    return FoundArea(tuple(polygons), (*_said(faults, len(parts)), *_left_out(geometries)))


def _geometries(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield everything that has a shape, however deep; a feature without one has none."""
    waiting: list[Any] = [document]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, dict):
            continue
        kind = each.get("type")
        if kind == "Feature":
            waiting.append(each.get("geometry"))
        elif kind in _INSIDE:
            inside = each.get(_INSIDE[kind])
            waiting += reversed(inside) if isinstance(inside, list) else []
        else:
            yield each


def _parts(geometry: dict[str, Any]) -> list[Any]:
    corners = geometry.get("coordinates")
    if geometry.get("type") == "MultiPolygon":
        return corners if isinstance(corners, list) else [None]
    return [corners] if geometry.get("type") == "Polygon" and corners != [] else []


def _polygon(rings: Any) -> Polygon | MultiPolygon:
    try:
        outer, *holes = (ring(each) for each in rings)
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise UsageError(
            _("The polygon's corners cannot be read: they must be [longitude, latitude] pairs.")
        ) from error
    whole = Polygon(outer)
    for hole in holes:
        whole = whole.difference(Polygon(hole))
    if whole.is_empty:
        raise UsageError(_("Its holes leave nothing of it."))
    return whole


def _no_polygon(geometries: list[dict[str, Any]], faults: list[tuple[int, UsageError]], count: int) -> UsageError:
    if count == 1:
        return faults[0][1]
    if faults:
        return UsageError(together(_("No part of the area can be used."), *_said(faults, count)))
    none = _("The file holds no polygon. A GeoJSON Polygon or MultiPolygon is needed.")
    return UsageError(together(none, *_left_out(geometries)))


def _said(faults: list[tuple[int, UsageError]], count: int) -> list[str]:
    said = [
        _("Part {number} of {count} was left out: {reason}").format(number=number, count=count, reason=error)
        for number, error in faults[:MOST_NAMED]
    ]
    more = len(faults) - len(said)
    return [*said, _("Parts left out besides: {count}.").format(count=more)] if more else said


def _left_out(geometries: list[dict[str, Any]]) -> list[str]:
    """Return sentences on the points and lines left out, because they bound no area."""
    kinds = [each.get("type") for each in geometries]
    points, lines = (sum(kind in some for kind in kinds) for some in (_POINTS, _LINES))
    words = [
        ngettext("{count} point", "{count} points", points).format(count=points) if points else "",
        ngettext("{count} line", "{count} lines", lines).format(count=lines) if lines else "",
    ]
    told = listed(filter(None, words)) if points or lines else ""
    return [_("Left out, for only polygons are areas: {shapes}.").format(shapes=told)] if told else []
