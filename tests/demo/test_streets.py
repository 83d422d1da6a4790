"""The demo's streets: the roads that its vehicles drive, in a map file that the desk reads as any other."""

import pytest

from fleetdesk.demo.street_plan import plan
from fleetdesk.demo.street_tiles import cut, spot, write_streets
from fleetdesk.demo.vector_encoding import EXTENT
from fleetdesk.simulator.world.estonia import ESTONIA
from fleetdesk.simulator.world.roads import Network
from fleetdesk.streets.pmtiles_file import PMTiles
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.vector_tile import layer_names


@pytest.fixture(scope="module")
def estonia():
    return plan(ESTONIA)


@pytest.fixture(scope="module")
def file(estonia, tmp_path_factory):
    path = tmp_path_factory.mktemp("streets") / "demo.pmtiles"
    write_streets(path, [estonia])
    opened = PMTiles(str(path))
    yield opened
    opened.close()


def tile_of(place, zoom):
    x, y = spot(place, zoom)
    return zoom, int(x), int(y)


def test_every_road_is_drawn_where_vehicles_drive(file):
    network = Network(ESTONIA)
    places = [place for number in range(len(ESTONIA.roads)) for place in network.road_line(number)]
    missing = [each for each in places if "roads" not in layer_names(file.tile(*tile_of(each, 14)) or b"")]
    assert (len(places) > 1000, missing) == (True, [])


def test_a_town_has_streets_houses_and_its_name(file):
    tartu = next(each for each in ESTONIA.towns if each.name == "Tartu")
    tile = file.tile(*tile_of((tartu.lat, tartu.lon), 14))
    assert layer_names(tile) == {"roads", "places", "buildings"}
    assert all(word in tile for word in (b"Tartu", b"addr_housenumber", b"oneway"))
    assert file.schema is Schema.PROTOMAPS


def test_where_a_vehicle_stops_there_is_the_house_of_its_address(estonia):
    network = Network(ESTONIA)
    houses = {(house.middle, house.number) for house in estonia.houses}
    assert all(((site.lat, site.lon), site.address.rpartition(" ")[2]) in houses for site in network.sites)


def test_the_plan_is_the_same_each_time(estonia):
    assert plan(ESTONIA) == estonia


def test_a_line_is_cut_at_the_edges_of_tiles_and_goes_a_little_beyond():
    parts = cut([(0.5, 0.5), (2.5, 0.5)])
    assert set(parts) == {(0, 0), (1, 0), (2, 0)}
    ((start, end),) = parts[(1, 0)]
    assert (start, end) == ((round(-0.03 * EXTENT), EXTENT // 2), (round(1.03 * EXTENT), EXTENT // 2))


def test_a_bent_line_stays_one_part_within_a_tile():
    assert cut([(0.2, 0.2), (0.4, 0.6), (0.8, 0.2)]) == {(0, 0): [[(819, 819), (1638, 2458), (3277, 819)]]}
