"""The street of a place is the nearest one with a name or a number, within 60 m, whatever tile it is drawn in."""

import gzip

import pytest

from fleetdesk.demo.vector_encoding import EXTENT, Feature, Shape, encoded
from fleetdesk.streets.mbtiles import MBTiles
from fleetdesk.streets.near_streets import NearStreets
from fleetdesk.streets.pmtiles_file import PMTiles
from fleetdesk.streets.tiles import corner
from tests.streets.maps import ELVA, NAMED, PNG, make_mbtiles, make_pmtiles, named_tile

MIDDLE = EXTENT // 2
ACROSS = [(0, MIDDLE), (EXTENT, MIDDLE)]
METRE = EXTENT / 1288
"""In the units of the tile ELVA, which is 1,288 m wide."""


def place(across, down, tile=ELVA):
    """Returns latitude and longitude of a point in the units of a tile."""
    zoom, x, y = tile
    return corner(zoom, x + across / EXTENT, y + down / EXTENT)


@pytest.fixture
def streets(tmp_path):
    """Opens a map with some tiles."""

    def opened(tiles, make=make_pmtiles, read=PMTiles):
        return NearStreets(read(str(make(tmp_path / "a.map", tiles))))

    return opened


@pytest.mark.parametrize(("make", "read"), [(make_pmtiles, PMTiles), (make_mbtiles, MBTiles)])
@pytest.mark.parametrize("schema", NAMED)
def test_the_nearest_street_is_told_up_to_60_m(streets, schema, make, read):
    pikk = [(0, MIDDLE + 90 * METRE), (EXTENT, MIDDLE + 90 * METRE)]
    lines = [("Kase", "residential", ACROSS), ("Pikk", "residential", [(round(x), round(y)) for x, y in pikk])]
    found = streets({ELVA: named_tile(schema, lines)}, make, read)
    at = {metres: found.at(*place(1000, MIDDLE + metres * METRE)) for metres in (-70, -55, 0, 40, 50, 145, 155)}
    assert at == {-70: "", -55: "Kase", 0: "Kase", 40: "Kase", 50: "Pikk", 145: "Pikk", 155: ""}


def test_a_street_beyond_the_edge_of_a_tile_is_near_too(streets):
    zoom, x, y = ELVA
    line = [(30, 0), (30, EXTENT)]
    found = streets({(zoom, x + 1, y): named_tile("protomaps", [("Kase", "residential", line)])})
    assert found.at(*place(EXTENT - 20, 9)) == "Kase"
    assert found.at(*place(EXTENT - 400, 9)) == ""


@pytest.mark.parametrize("kind", ["footway", "cycleway", "steps", "rail", "ferry"])
def test_no_vehicle_is_on_a_footway_or_a_railway(streets, kind):
    lines = [("Walk", kind, ACROSS), ("Kase", "track", [(0, MIDDLE + 99), (EXTENT, MIDDLE + 99)])]
    assert streets({ELVA: named_tile("openmaptiles", lines)}).at(*place(1000, MIDDLE)) == "Kase"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"ref": "92"}, "92"),
        ({"ref": "2;E 263"}, "2"),
        ({"ref": "2", "name": "Riia"}, "Riia"),
        ({"name": "Ri\u202eia"}, ""),
        ({}, ""),
    ],
)
def test_a_road_without_a_name_is_called_by_its_number(streets, texts, told):
    road = Feature(Shape.LINE, [ACROSS], {"kind": "highway"} | texts)
    assert streets({ELVA: gzip.compress(encoded({"roads": [road]}), mtime=0)}).at(*place(9, MIDDLE)) == told


class Counted(PMTiles):
    """A map file that counts the tiles it is asked for."""

    asked = 0

    def tile(self, zoom, x, y):
        self.asked += 1
        return super().tile(zoom, x, y)


def test_a_tile_is_read_once(tmp_path):
    tile = named_tile("protomaps", [("Kase", "residential", ACROSS)])
    counted = Counted(str(make_pmtiles(tmp_path / "a.map", {ELVA: tile})))
    found = NearStreets(counted)
    assert {found.at(*place(x, MIDDLE)) for x in range(500, 3500, 100)} == {"Kase"}
    assert counted.asked == 1


@pytest.mark.parametrize("spoilt", [b"", b"no tile", gzip.compress(b"\x1a\xff", mtime=0), PNG])
def test_a_damaged_tile_has_no_streets_and_the_next_one_has(streets, spoilt):
    zoom, x, y = ELVA
    sound = named_tile("protomaps", [("Kase", "residential", ACROSS)])
    found = streets({ELVA: spoilt, (zoom, x + 1, y): sound, (zoom, x + 2, y): sound}, make_mbtiles, MBTiles)
    if spoilt is PNG:  # then it is a map of images
        sound = None
    assert found.at(*place(1000, MIDDLE)) == ""
    assert found.at(*place(1000, MIDDLE, (zoom, x + 2, y))) == ("Kase" if sound else "")


@pytest.mark.parametrize("nowhere", [(90.0, 0.0), (0.0, 500.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_a_place_off_the_map_has_no_street(streets, nowhere):
    assert streets({ELVA: named_tile("protomaps", [("Kase", "residential", ACROSS)])}).at(*nowhere) == ""
