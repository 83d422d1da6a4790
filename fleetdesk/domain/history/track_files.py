"""A track as GPX 1.1, KML 2.2, GeoJSON or rows of a table: times in UTC, a stretch for each part without a hole."""

import html
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from fleetdesk.base.jsonable import iso
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.track import HOLE_S, Track, sensors_of, steps_m
from fleetdesk.domain.readings import ignition, temperatures

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SENSORS = 4
COLUMNS = (
    *("time", "lat", "lon", "speed_kmh", "distance_km", "fuel_l", "ignition"),
    *(f"t{number}" for number in range(1, SENSORS + 1)),
    "address",
)
Row = tuple[str | float | None, ...]


def stretches(track: Track) -> Iterator[slice]:
    """Yield the places of points between holes."""
    edges = [0, *(int(each) for each in np.flatnonzero(track.hole)), len(track.points)]
    for first, last in pairwise(edges):
        if last > first:
            yield slice(first, last)


def speeds_kmh(track: Track) -> list[float | None]:
    """Return the speed at which each point was reached; None behind a hole, after a long time, and for the first."""
    seconds, metres = np.diff(track.at, prepend=track.at[:1]), steps_m(track.lat, track.lon)
    known = (seconds > 0) & (seconds <= HOLE_S) & ~track.hole
    return [round(float(m / s * 3.6), 1) if k else None for m, s, k in zip(metres, seconds, known, strict=True)]


def gpx(track: Track, name: str) -> Iterator[str]:
    """Yield a GPX 1.1 document in pieces; the vendor's text of a place is the description of its point."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gpx version="1.1" creator="FleetDesk" xmlns="http://www.topografix.com/GPX/1/1">\n'
    yield f"<trk><name>{_xml(name)}</name>\n"
    for part in stretches(track):
        yield "<trkseg>\n"
        for point in track.points[part]:
            told = f"<desc>{_xml(point.address)}</desc>" if point.address else ""
            yield f'<trkpt lat="{point.lat:.6f}" lon="{point.lon:.6f}"><time>{_time(point)}</time>{told}</trkpt>\n'
        yield "</trkseg>\n"
    yield "</trk>\n</gpx>\n"


def kml(track: Track, name: str) -> Iterator[str]:
    """Yield a KML 2.2 document in pieces: a placemark for each stretch, with its time; a lone point is a point."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>{_xml(name)}</name>\n'
    for part in stretches(track):
        points = track.points[part]
        places = " ".join(f"{each.lon:.6f},{each.lat:.6f}" for each in points)
        shape = f"<coordinates>{places}</coordinates>"
        if len(points) > 1:
            shape = f"<LineString><tessellate>1</tessellate>{shape}</LineString>"
        else:
            shape = f"<Point>{shape}</Point>"
        when = f"<TimeSpan><begin>{_time(points[0])}</begin><end>{_time(points[-1])}</end></TimeSpan>"
        yield f"<Placemark><name>{_xml(name)}</name>{when}{shape}</Placemark>\n"
    yield "</Document></kml>\n"


def geojson(track: Track, name: str) -> Iterator[str]:
    """Yield a GeoJSON document: a feature for each stretch, with lists of what is known at each of its places."""
    sensors, speeds = sensors_of(track.points), speeds_kmh(track)
    name = name.encode("utf-8", "replace").decode()  # no file takes halves of characters
    features = []
    for part in stretches(track):
        points = track.points[part]
        places: list[Any] = [[round(each.lon or 0, 6), round(each.lat or 0, 6)] for each in points]
        line = {"type": "LineString", "coordinates": places}
        told = {
            "name": name,
            "times": [_time(each) for each in points],
            "speeds_kmh": speeds[part],
            "fuel_l": [each.fuel_l for each in points],
            "ignition": [ignition(each.input) for each in points],
            "temperatures": [list(temperatures(each, sensors)) for each in points],
        }
        shape = line if len(points) > 1 else {"type": "Point", "coordinates": places[0]}
        features.append({"type": "Feature", "geometry": shape, "properties": told})
    yield json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False) + "\n"


def rows(track: Track) -> Iterator[Row]:
    """Yield a row of COLUMNS for each point; None where nobody knows."""
    sensors = sensors_of(track.points)
    first_m = float(track.metres[0]) if len(track.metres) else 0.0
    for point, speed, metres in zip(track.points, speeds_kmh(track), track.metres, strict=True):
        degrees = (*temperatures(point, sensors), *(None,) * SENSORS)[:SENSORS]
        on = ignition(point.input)
        km = round((float(metres) - first_m) / 1000, 3)
        yield (
            *(_time(point), point.lat, point.lon, speed, km, point.fuel_l),
            *(None if on is None else int(on), *degrees, point.address),
        )


def _time(point: TrackPoint) -> str:
    return iso(point.at) if point.at else ""


def _xml(text: str) -> str:
    """Return a text of others as the content of an element: nothing of it is markup, and no sign that XML lacks."""
    return html.escape(_NO_XML.sub("", text), quote=False)
