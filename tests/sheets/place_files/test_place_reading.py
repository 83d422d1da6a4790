"""Files of other programs become places: KML with folders and namespaces, KMZ, GPX, GeoJSON; and back again."""

import json
import zipfile

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.place_import import FoundPlace
from fleetdesk.sheets.place_files.asking import read_places
from fleetdesk.sheets.place_files.jobs import places
from fleetdesk.sheets.place_files.writing import PLACE_FORMATS, WrittenPlace, write_places

EARTH = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
<Document><name>My places</name>
 <Style id="s"><IconStyle/></Style>
 <Folder><name>Customers</name>
  <Placemark><name>Depot Tamme</name>
   <description><![CDATA[<b>Gate 3</b><br>ring &amp; wait]]></description>
   <LookAt><longitude>1</longitude></LookAt>
   <gx:balloonVisibility>1</gx:balloonVisibility>
   <Point><gx:drawOrder>1</gx:drawOrder><coordinates> 24.7,59.4,0 </coordinates></Point></Placemark>
  <Folder><Placemark><name>Yard</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
    24.0,59.0,0 24.01,59.0,0 24.01,59.01,0 24.0,59.01,0 24.0,59.0,0
  </coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>
 </Folder>
 <Placemark><name>A road</name><LineString><coordinates>24,59 25,60</coordinates></LineString></Placemark>
 <Placemark><name>Nowhere</name><Point><coordinates>east,north</coordinates></Point></Placemark>
</Document></kml>
"""
GPX = """<?xml version="1.0"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="59.4" lon="24.7"><ele>3</ele><name>Fuel stop</name><cmt>cheap</cmt></wpt>
<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk>
<wpt lat="x" lon="24.7"><name>Broken</name></wpt></gpx>
"""
SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Gate", "description": "night", "phone": "5550"},
            "geometry": {"type": "Point", "coordinates": [24.7, 59.4, 3]},
        },
        {
            "type": "Feature",
            "properties": None,
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[24.0, 59.0], [24.01, 59.0], [24.01, 59.01], [24.0, 59.0]]],
            },
        },
        {"type": "Feature", "properties": {"name": "Road"}, "geometry": {"type": "LineString", "coordinates": []}},
        {"type": "Feature", "properties": {"name": "Bad"}, "geometry": {"type": "Point", "coordinates": ["a", 1]}},
    ],
}


def found(folder, name, content):
    """What the reading process does, in this one."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path)


def read(path):
    _facts, data = places({"path": str(path)})
    return [FoundPlace(**each) for each in json.loads(data)]


def test_google_earths_folders_namespaces_and_descriptions(tmp_path):
    depot, yard, road, nowhere = found(tmp_path, "earth.kml", EARTH)
    assert depot == FoundPlace("Depot Tamme", 59.4, 24.7, comment="Gate 3 ring & wait")
    assert (yard.name, round(yard.lat, 4), round(yard.lon, 4)) == ("Yard", 59.005, 24.005)
    assert 600 < yard.radius_m < 650
    assert road.trouble == "It is neither a point nor a shape."
    assert (nowhere.lat, nowhere.trouble) == (None, "")


def test_a_kmz_is_read_as_the_kml_in_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "earth.kmz", "w") as archive:
        archive.writestr("doc.kml", EARTH)
    assert [each.name for each in read(tmp_path / "earth.kmz")][:2] == ["Depot Tamme", "Yard"]


async def test_the_reading_process_does_it(tmp_path):
    (tmp_path / "earth.kml").write_text(EARTH)
    assert [each.name for each in await read_places(tmp_path / "earth.kml")][:2] == ["Depot Tamme", "Yard"]
    (tmp_path / "none.kml").write_text("none")
    with pytest.raises(UsageError, match="neither KML"):
        await read_places(tmp_path / "none.kml")


def test_waypoints_of_a_navigator_and_no_points_of_its_tracks(tmp_path):
    stop, broken = found(tmp_path, "trip.gpx", GPX)
    assert stop == FoundPlace("Fuel stop", 59.4, 24.7, comment="cheap")
    assert (broken.name, broken.lat) == ("Broken", None)


def test_points_and_polygons_of_geojson(tmp_path):
    gate, shape, road, bad = found(tmp_path, "map.geojson", json.dumps(SHAPES))
    assert gate == FoundPlace("Gate", 59.4, 24.7, comment="night", phone="5550")
    assert (shape.name, shape.radius_m > 500) == ("", True)
    assert road.trouble
    assert (bad.lat, bad.lon) == (None, None)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.kml", "<html></html>", "neither KML nor GPX nor GeoJSON"),
        ("a.txt", "Depot;59;24", "neither KML nor GPX nor GeoJSON"),
        ("a.kmz", b"PK\x03\x04rubbish", "neither KML nor GPX nor GeoJSON"),
        ("a.kml", EARTH[:400], "no sound XML"),
        ("a.kml", '<!DOCTYPE x [<!ENTITY a "b">]><kml>&a;</kml>', "no sound XML"),
        ("a.geojson", '{"type": ', "no JSON"),
        ("a.geojson", '{"type": "FeatureCollection", "features": []}', "names no place"),
        ("a.gpx", "<gpx>" + '<wpt lat="1" lon="2"/>' * 2_001 + "</gpx>", "more than 2,000 places"),
    ],
)
def test_what_it_cannot_be_is_refused_with_a_sentence(tmp_path, name, content, says):
    with pytest.raises(UsageError, match=says):
        found(tmp_path, name, content)


PLACES = [
    WrittenPlace("Depot <Tamme> & Söhne", 59.4, 24.7, "Customer", comment="]]> Gate", address="Tamme 1", phone="+372"),
    WrittenPlace("Yard\x00\ud800", 59.0, 24.0, "Geozone", radius_m=400.0),
]


@pytest.mark.parametrize("kind", PLACE_FORMATS)
def test_what_is_written_is_read_again(tmp_path, kind):
    path = tmp_path / f"places.{kind}"
    write_places(path, PLACES, kind)
    depot, yard = read(path)
    assert (depot.name, depot.lat, depot.lon, depot.comment) == ("Depot <Tamme> & Söhne", 59.4, 24.7, "]]> Gate")
    assert (yard.lat, yard.lon) == pytest.approx((59.0, 24.0), abs=1e-5)
    if kind == "gpx":
        assert yard.radius_m is None
    else:
        assert abs(yard.radius_m - 400.0) < 2.0
        assert (depot.address, depot.phone) == ("Tamme 1", "+372")
