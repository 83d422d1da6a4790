"""Places as KML 2.2, GPX 1.1 or GeoJSON, for other programs and for another FleetDesk."""

import html
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fleetdesk.sheets.whole import write_export

CORNERS, METRES_A_DEGREE = 48, 111_195.0
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place to be written: degrees, and metres of radius where it is a geozone."""

    name: str
    lat: float
    lon: float
    kind: str = ""
    radius_m: float | None = None
    comment: str = ""
    address: str = ""
    phone: str = ""


def _kml(places: Sequence[WrittenPlace]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    for each in places:
        told = {"name": each.name, "address": each.address, "phoneNumber": each.phone, "description": each.comment}
        words = "".join(f"<{name}>{_xml(text)}</{name}>" for name, text in told.items() if text)
        corners = " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in _ring(each))
        ring = f"<outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs>"
        point = f"<Point><coordinates>{each.lon:.6f},{each.lat:.6f}</coordinates></Point>"
        shape = f"<Polygon>{ring}</Polygon>" if each.radius_m else point
        yield f"<Placemark>{words}{shape}</Placemark>\n"
    yield "</Document></kml>\n"


def _gpx(places: Sequence[WrittenPlace]) -> Iterator[str]:
    """Yield waypoints; a geozone is its middle, since GPX has no shapes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gpx version="1.1" creator="FleetDesk" xmlns="http://www.topografix.com/GPX/1/1">\n'
    for each in places:
        told = {"name": each.name, "desc": each.comment, "type": each.kind}
        words = "".join(f"<{name}>{_xml(text)}</{name}>" for name, text in told.items() if text)
        yield f'<wpt lat="{each.lat:.6f}" lon="{each.lon:.6f}">{words}</wpt>\n'
    yield "</gpx>\n"


def _geojson(places: Sequence[WrittenPlace]) -> Iterator[str]:
    features = []
    for each in places:
        told = {"name": each.name, "kind": each.kind, "comment": each.comment, "address": each.address}
        words = {name: _whole(text) for name, text in (*told.items(), ("phone", each.phone)) if text}
        point = {"type": "Point", "coordinates": [round(each.lon, 6), round(each.lat, 6)]}
        ring = [[round(lon, 6), round(lat, 6)] for lon, lat in _ring(each)]
        shape = {"type": "Polygon", "coordinates": [ring]} if each.radius_m else point
        features.append({"type": "Feature", "geometry": shape, "properties": words})
    yield json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False) + "\n"


PLACE_FORMATS: Mapping[str, Callable[[Sequence[WrittenPlace]], Iterator[str]]] = {
    "kml": _kml,
    "gpx": _gpx,
    "geojson": _geojson,
}
"""What makes the pieces of a file, by its ending."""


def write_places(path: Path, places: Sequence[WrittenPlace], kind: str) -> None:
    """Write places whole or not at all, as one of PLACE_FORMATS; FleetError where their place does not take them."""
    pieces = PLACE_FORMATS[kind](places)
    write_export(path, lambda file: file.writelines(piece.encode("utf-8", "replace") for piece in pieces))


def _ring(place: WrittenPlace) -> list[tuple[float, float]]:
    """Return a circle as corners (lon, lat), the first of them again at the end."""
    high = (place.radius_m or 0.0) / METRES_A_DEGREE
    wide = high / max(math.cos(math.radians(place.lat)), 1e-6)
    turns = [2 * math.pi * number / CORNERS for number in (*range(CORNERS), 0)]
    return [(place.lon + wide * math.cos(turn), place.lat + high * math.sin(turn)) for turn in turns]


def _xml(text: str) -> str:
    """Return a text of others as the content of an element: nothing of it is markup, and no sign that XML lacks."""
    return html.escape(_NO_XML.sub("", text), quote=False)


def _whole(text: str) -> str:
    """Return a text without halves of characters, which no file takes."""
    return text.encode("utf-8", "replace").decode()
