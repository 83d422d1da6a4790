"""Places of GeoJSON documents (RFC 7946): points, and circles around polygons."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from fleetdesk.domain.place_import import FoundPlace, circle_around
from fleetdesk.sheets.place_files.xml_places import LONGEST, NO_POINT

_INSIDE = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
_WORDS = (("name", "Name", "title"), ("comment", "description", "desc"), ("address",), ("phone", "phoneNumber"))
"""The names of properties that tell name, comment, address and phone, those that come first first."""


def json_places(document: Any) -> Iterator[FoundPlace]:
    """Yield every point and polygon wherever it stands, with what its feature tells."""
    waiting: list[tuple[Any, Mapping[str, Any]]] = [(document, {})]
    while waiting:
        each, told = waiting.pop()
        if not isinstance(each, dict):
            continue
        kind = str(each.get("type"))
        if kind == "Feature":
            properties = each.get("properties")
            waiting.append((each.get("geometry"), properties if isinstance(properties, dict) else {}))
        elif kind in _INSIDE:
            inside = each.get(_INSIDE[kind])
            waiting += ((part, told) for part in reversed(inside if isinstance(inside, list) else []))
        else:
            yield from _places(kind, each.get("coordinates"), _told(told))


def _places(kind: str, at: Any, told: FoundPlace) -> Iterator[FoundPlace]:
    several = at if kind.startswith("Multi") and isinstance(at, list) else [at]
    if kind in ("Point", "MultiPoint"):
        yield from (_point(each, told) for each in several)
    elif kind in ("Polygon", "MultiPolygon"):
        yield from (_polygon(each, told) for each in several)
    else:
        yield replace(told, trouble=NO_POINT)


def _point(at: Any, told: FoundPlace) -> FoundPlace:
    lon, lat = _pair(at)
    return replace(told, lat=lat, lon=lon)


def _polygon(rings: Any, told: FoundPlace) -> FoundPlace:
    try:
        corners = [_pair(each) for each in rings[0]]
        lat, lon, radius_m = circle_around([(float(each[0] or 0), float(each[1] or 0)) for each in corners])
    except (ValueError, TypeError, IndexError, KeyError):
        return replace(told, radius_m=1.0)
    return replace(told, lat=lat, lon=lon, radius_m=radius_m)


def _pair(at: Any) -> tuple[float | None, float | None]:
    try:
        return float(at[0]), float(at[1])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        return None, None


def _told(properties: Mapping[str, Any]) -> FoundPlace:
    name, comment, address, phone = (_first(properties, keys) for keys in _WORDS)
    return FoundPlace(name, comment=comment, address=address, phone=phone)


def _first(properties: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    found = (properties.get(key) for key in keys)
    return next((str(each)[:LONGEST].strip() for each in found if isinstance(each, (str, int, float))), "")
