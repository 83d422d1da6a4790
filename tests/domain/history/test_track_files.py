"""Tracks as files: what the schemas of GPX 1.1 and KML 2.2 ask for, and nothing of a stranger's text as mark-up."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from fleetdesk.domain.history import track_files
from fleetdesk.domain.history.track import clean
from tests.domain.history.tracks import NOW, drive, point
from tests.hostile_text.strings import Kinds

GPX, KML = "{http://www.topografix.com/GPX/1/1}", "{http://www.opengis.net/kml/2.2}"
CHILDREN = {  # of each element in the order of its schema, as far as such files need them
    f"{GPX}gpx": ["metadata", "wpt", "rte", "trk", "extensions"],
    f"{GPX}trk": ["name", "cmt", "desc", "src", "link", "number", "type", "extensions", "trkseg"],
    f"{GPX}trkseg": ["trkpt", "extensions"],
    f"{GPX}trkpt": ["ele", "time", "magvar", "geoidheight", "name", "cmt", "desc", "src", "link", "sym", "type"],
    f"{KML}kml": ["NetworkLinkControl", "Document"],
    f"{KML}Document": ["name", "visibility", "open", "description", "TimeSpan", "Style", "Placemark"],
    f"{KML}Placemark": ["name", "visibility", "open", "description", "TimeSpan", "styleUrl", "Style", "Point",
                        "LineString"],
    f"{KML}TimeSpan": ["begin", "end"],
    f"{KML}LineString": ["extrude", "tessellate", "altitudeMode", "coordinates"],
    f"{KML}Point": ["extrude", "altitudeMode", "coordinates"],
}  # fmt: skip
LEAVES = {"name", "time", "desc", "begin", "end", "tessellate", "coordinates"}

TWO = clean([*drive(0, 10), *drive(40, 10, km_from=40)], NOW)
LONE = clean([*drive(0, 10), point(40, 40)], NOW)
BOTH = pytest.mark.parametrize("kind", [track_files.gpx, track_files.kml])
HOSTILE = Kinds(7, Path("/nowhere").as_uri()).kinds


def written(kind, track=TWO, name="242KDN"):
    return "".join(kind(track, name))


def check(element, namespace):
    """Whether all below has the names, the order and the leaves of the schema."""
    allowed = [f"{namespace}{name}" for name in CHILDREN[element.tag]]
    places = [allowed.index(each.tag) for each in element]
    assert places == sorted(places), element.tag
    for each in element:
        if each.tag.removeprefix(namespace) in LEAVES:
            assert len(each) == 0
        else:
            check(each, namespace)


@pytest.mark.parametrize("track", [TWO, LONE, clean([], NOW)], ids=["two stretches", "a lone point", "nothing"])
def test_gpx_is_as_its_schema_has_it(track):
    root = fromstring(written(track_files.gpx, track))
    assert root.tag == f"{GPX}gpx"
    assert (root.get("version"), bool(root.get("creator"))) == ("1.1", True)
    check(root, GPX)
    for each in root.iter(f"{GPX}trkpt"):
        assert set(each.keys()) == {"lat", "lon"}
        assert -90 <= float(each.attrib["lat"]) <= 90
        assert -180 <= float(each.attrib["lon"]) < 180
        assert datetime.fromisoformat(each.findtext(f"{GPX}time", "")).utcoffset() is not None


@pytest.mark.parametrize("track", [TWO, LONE, clean([], NOW)], ids=["two stretches", "a lone point", "nothing"])
def test_kml_is_as_its_schema_has_it(track):
    root = fromstring(written(track_files.kml, track))
    assert root.tag == f"{KML}kml"
    check(root, KML)
    for each in root.iter(f"{KML}LineString"):
        places = each.findtext(f"{KML}coordinates", "").split()
        assert len(places) > 1
        assert all(len(place.split(",")) == 2 for place in places)


def test_no_line_leads_over_a_hole():
    assert len(fromstring(written(track_files.gpx)).findall(f".//{GPX}trkseg")) == 2
    assert len(fromstring(written(track_files.kml)).findall(f".//{KML}LineString")) == 2
    shapes = [each["geometry"]["type"] for each in json.loads(written(track_files.geojson, LONE))["features"]]
    assert shapes == ["LineString", "Point"]


def test_every_point_is_there_with_its_place_and_time():
    first = fromstring(written(track_files.gpx)).findall(f".//{GPX}trkpt")[3]
    assert (float(first.attrib["lat"]), float(first.attrib["lon"])) == pytest.approx(
        (58.5, TWO.points[3].lon), abs=1e-6
    )
    assert datetime.fromisoformat(first.findtext(f"{GPX}time", "")) == TWO.points[3].at
    features = json.loads(written(track_files.geojson))["features"]
    assert sum(len(each["geometry"]["coordinates"]) for each in features) == len(TWO.points)
    assert len(list(track_files.rows(TWO))) == len(TWO.points)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_text_of_others_is_text(kind):
    hostile = HOSTILE[kind]()
    track = clean([point(0, address=hostile), point(1, 1.0, address=f"]]>{hostile}")], NOW)
    for write, namespace in ((track_files.gpx, GPX), (track_files.kml, KML)):
        root = fromstring(written(write, track, hostile))
        check(root, namespace)
    told = json.loads(written(track_files.geojson, track, hostile).encode())
    assert isinstance(told["features"][0]["properties"]["name"], str)


def test_what_nobody_knows_is_empty_in_a_row_and_a_true_zero_is_a_zero():
    points = [point(0, temperatures=(-5.0, 0.0)), point(1, 1.0, temperatures=(0.0, 0.0), fuel_l=40.0, input=1)]
    first, second = (dict(zip(track_files.COLUMNS, row, strict=True)) for row in track_files.rows(clean(points, NOW)))
    assert (first["speed_kmh"], first["fuel_l"], first["ignition"], first["t2"]) == (None,) * 4
    assert (second["t1"], second["t2"], second["ignition"], second["fuel_l"]) == (0.0, None, 1, 40.0)
    assert second["speed_kmh"] == pytest.approx(60, rel=0.02)


def test_no_speed_is_made_up_over_a_hole():
    speeds = track_files.speeds_kmh(TWO)
    assert speeds[0] is speeds[21] is None
    assert speeds[22] == pytest.approx(60, rel=0.02)
