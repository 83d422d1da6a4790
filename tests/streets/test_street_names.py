"""Names of streets and settlements are found where each schema keeps them, each with a point of it."""

import gzip

import pytest

from fleetdesk.demo.vector_encoding import EXTENT
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.street_names import LONGEST_NAME, names_of
from fleetdesk.streets.tiles import corner
from tests.streets.maps import ELVA, NAMED, named_tile

MIDDLE = EXTENT // 2
ACROSS = [(0, MIDDLE), (EXTENT, MIDDLE)]


def read(schema, streets=(), settlements=()):
    return names_of(gzip.decompress(named_tile(schema, streets, settlements)), ELVA, Schema(schema))


def near(found, across, down):
    zoom, x, y = ELVA
    lat, lon = corner(zoom, x + across, y + down)
    return (found.lat, found.lon) == pytest.approx((lat, lon), abs=1e-6)


@pytest.mark.parametrize("schema", NAMED)
def test_a_street_and_a_town_are_where_they_are_drawn(schema):
    found = read(schema, [("Kase", "residential", ACROSS)], [("Elva", "town", (1024, 1024))])
    (street,), (town,) = found.streets, found.settlements
    assert (street.name, town.name) == ("Kase", "Elva")
    assert near(street, 0.5, 0.5)
    assert near(town, 0.25, 0.25)


def test_a_street_of_many_pieces_is_one_at_its_longest():
    pieces = [("Kase", "residential", line) for line in ([(0, 0), (10, 0)], ACROSS, [(50, 50), (50, 90)])]
    (street,) = read("protomaps", pieces).streets
    assert near(street, 0.5, 0.5)
    assert street.length == pytest.approx((10 + EXTENT + 40) / EXTENT)


def test_what_lies_in_the_edge_of_a_tile_belongs_to_the_next():
    found = read("protomaps", [("Kase", "residential", [(-60, 5), (-4, 5)])], [("Elva", "town", (EXTENT, 5))])
    assert (found.streets, found.settlements) == ([], [])


@pytest.mark.parametrize("kind", ["rail", "ferry", "tram", "runway"])
def test_ways_that_are_no_streets_have_no_addresses(kind):
    assert read("openmaptiles", [("Tallinn–Narva", kind, ACROSS)]).streets == []


def test_countries_and_islands_are_no_settlements():
    named = [("Eesti", "country", (9, 9)), ("Saaremaa", "island", (9, 9)), ("Mõniste", "village", (9, 9))]
    assert [each.name for each in read("shortbread", settlements=named).settlements] == ["Mõniste"]


@pytest.mark.parametrize("name", ["", "  ", "a" * (LONGEST_NAME + 1), "Kase\u202eesrever", "Ka\0se"])
def test_a_name_that_cannot_be_read_is_none(name):
    assert read("protomaps", [(name, "residential", ACROSS), ("Pikk", "residential", ACROSS)]).streets[0].name == "Pikk"


def test_of_a_damaged_tile_the_sound_part_is_read():
    tile = gzip.decompress(named_tile("protomaps", [("Kase", "residential", ACROSS)], [("Elva", "town", (9, 9))]))
    found = names_of(tile[:-3], ELVA, Schema.PROTOMAPS)
    assert ([each.name for each in found.streets], found.settlements) == (["Kase"], [])
    assert names_of(b"<html></html>", ELVA, Schema.PROTOMAPS).streets == []
