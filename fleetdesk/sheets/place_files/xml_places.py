"""Places of KML and GPX documents, whatever namespace, folder or depth they stand in."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from fleetdesk.base.translation import _
from fleetdesk.domain.place_import import FoundPlace, circle_around

NO_POINT = _("It is neither a point nor a shape.")
_TAG, _BLANKS = re.compile("<[^<>]*>"), re.compile(r"\s+")
LONGEST = 2_000
"""So many letters of a text are taken; a description of Google Earth may be a page."""


def kml_places(root: Element) -> Iterator[FoundPlace]:
    """Yield every point of every placemark, and a circle around every polygon."""
    for mark in _named(root, "Placemark"):
        told = FoundPlace(
            _text(mark, "name"),
            comment=_described(_text(mark, "description")),
            address=_text(mark, "address"),
            phone=_text(mark, "phoneNumber"),
        )
        shapes = [*_points(mark), *_polygons(mark)]
        for lat, lon, radius_m in shapes:
            yield replace(told, lat=lat, lon=lon, radius_m=radius_m)
        if not shapes:
            yield replace(told, trouble=NO_POINT)


def gpx_places(root: Element) -> Iterator[FoundPlace]:
    """Yield every waypoint."""
    for point in _named(root, "wpt"):
        name, described = _text(point, "name"), _text(point, "desc")
        comment = described or _text(point, "cmt")
        yield FoundPlace(name, _degrees(point.get("lat")), _degrees(point.get("lon")), comment=comment)


def _points(mark: Element) -> Iterator[tuple[float | None, float | None, None]]:
    for point in _named(mark, "Point"):
        lon, lat = (*_corner(_text(point, "coordinates")), None, None)[:2]
        yield lat, lon, None


def _polygons(mark: Element) -> Iterator[tuple[float | None, float | None, float | None]]:
    for polygon in _named(mark, "Polygon"):
        outer = next(_named(polygon, "outerBoundaryIs"), polygon)
        corners = [_corner(each) for each in _text(outer, "coordinates", longest=1 << 22).split()]
        try:
            yield circle_around([(float(each[0] or 0), float(each[1] or 0)) for each in corners])
        except (ValueError, IndexError):
            yield None, None, 1.0


def _corner(text: str) -> list[float | None]:
    return [_degrees(each) for each in text.split(",")]


def _degrees(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _named(within: Element, name: str) -> Iterator[Element]:
    """Yield the elements of this name in any namespace, at any depth."""
    return (each for each in within.iter() if _local(each) == name)


def _text(within: Element, name: str, *, longest: int = LONGEST) -> str:
    """Return the text of the first element of this name on one line; empty where there is none."""
    found = next(_named(within, name), None)
    return _BLANKS.sub(" ", "".join(found.itertext())[:longest]).strip() if found is not None else ""


def _described(written: str) -> str:
    """Return a description without the HTML that Google Earth keeps in it as text."""
    return _BLANKS.sub(" ", html.unescape(_TAG.sub(" ", written))).strip()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
