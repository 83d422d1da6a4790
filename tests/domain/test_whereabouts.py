"""Where something is, in words: the town that people would name, how far, which way, and where it goes."""

import math
from random import Random

import pytest

from fleetdesk.domain.towns import Town, Towns
from fleetdesk.domain.whereabouts import whereabouts

TALLINN, TARTU = Town("Tallinn", 59.437, 24.7535, 0), Town("Tartu", 58.3806, 26.7251, 3)
ELVA, NOO = Town("Elva", 58.2225, 26.4211, 7), Town("Nõo", 58.2756, 26.5375, 8)
VALGA = Town("Valga", 57.7778, 26.0473, 4)
ESTONIA = Towns([TALLINN, TARTU, ELVA, NOO, VALGA])


def moved(town, km, bearing):
    """The place so many km from a town."""
    north, east = km * math.cos(math.radians(bearing)), km * math.sin(math.radians(bearing))
    return town.lat + north / 111.195, town.lon + east / (111.195 * math.cos(math.radians(town.lat)))


@pytest.mark.parametrize(
    ("bearing", "word"),
    [(0, "N"), (45, "NE"), (90, "E"), (135, "SE"), (180, "S"), (225, "SW"), (270, "W"), (315, "NW"), (350, "N")],
)
def test_distance_and_direction_from_the_town(bearing, word):
    assert whereabouts(Towns([ELVA]), *moved(ELVA, 4, bearing)) == f"4 km {word} of Elva"


@pytest.mark.parametrize(("town", "km"), [(TALLINN, 3.5), (TARTU, 2.0), (ELVA, 1.0)])
def test_a_place_near_the_middle_is_in_the_town_and_a_large_one_reaches_farther(town, km):
    assert whereabouts(ESTONIA, *moved(town, km, 200)) == f"in {town.name}"


def test_a_large_town_is_named_though_a_small_one_is_nearer():
    assert whereabouts(ESTONIA, *moved(NOO, 3, 90)) == "3 km E of Nõo"
    assert whereabouts(ESTONIA, *moved(NOO, 6, 45)) == "10 km SW of Tartu"


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (40, "4 km SW of Elva, on the way to Tartu"),
        (200, "4 km SW of Elva, on the way to Valga"),
        (330, "4 km SW of Elva, on the way to Tallinn"),
        (90, "4 km SW of Elva"),
        (None, "4 km SW of Elva"),
    ],
)
def test_what_moves_is_on_its_way_to_the_town_ahead(way, said):
    near = Towns([ELVA, TARTU, VALGA, Town("Tallinn", 58.9, 25.7, 0)])
    lat, lon = moved(ELVA, 4, 225)
    assert whereabouts(near, lat, lon, way) == said


@pytest.mark.parametrize(
    ("named", "km", "said"),
    [
        ("Kase", 1, "Kase, Elva"),
        ("Kase", 4, "Kase, 4 km SW of Elva"),
        ("Tamme 5, Elva", 1, "Tamme 5, Elva"),
        ("Tamme 5, 61506 Elva linn", 4, "Tamme 5, 61506 Elva linn"),
        ("Elva, Tamme 5", 1, "Elva, Tamme 5"),
        ("EE, Tartu maakond, Elva linn, Tamme 5", 4, "Tamme 5, Elva linn"),
        ("Elva tee", 4, "Elva tee, 4 km SW of Elva"),
        ("Tamme 5, Nõo", 4, "Tamme 5, Nõo, 4 km SW of Elva"),
        ("92", 4, "road 92, 4 km SW of Elva"),
        ("E 263", 4, "E 263, 4 km SW of Elva"),
    ],
)
def test_a_street_has_its_town_and_an_address_that_names_it_has_it_once(named, km, said):
    lat, lon = moved(ELVA, km, 225)
    assert whereabouts(Towns([ELVA]), lat, lon, named=named) == said


def test_a_street_of_what_moves_has_the_town_ahead_too():
    lat, lon = moved(ELVA, 4, 225)
    told = whereabouts(Towns([ELVA, TARTU]), lat, lon, 40, "Riia")
    assert told == "Riia, 4 km SW of Elva, on the way to Tartu"


def test_a_street_far_from_all_towns_stands_alone_and_hides_nothing():
    assert whereabouts(Towns(), 58.0, 25.0, named="Ka\u202ese") == "Ka⟨RLO⟩se"


def test_a_place_far_from_all_towns_has_no_words():
    assert whereabouts(ESTONIA, 0.0, 0.0, 10) == ""
    assert whereabouts(Towns(), 58.0, 25.0) == ""


@pytest.mark.parametrize("lon", [179.99, -179.99])
def test_the_date_line_is_no_edge(lon):
    assert whereabouts(Towns([Town("Taveuni", -16.8, 179.95, 8)]), -16.8, lon).endswith("km E of Taveuni")


@pytest.mark.parametrize(("lat", "lon"), [(90.0, 0.0), (-90.0, 180.0), (89.9, -180.0), (0.0, 180.0)])
def test_no_place_on_earth_is_too_much(lat, lon):
    assert whereabouts(ESTONIA, lat, lon, 0) == ""


def test_the_cells_lose_no_town():
    dice = Random(3)
    towns = [Town(f"{n}", dice.uniform(-80, 80), dice.uniform(-180, 180), 8) for n in range(3000)]
    cells = Towns(towns)
    for _ in range(60):
        lat, lon = dice.uniform(-75, 75), dice.uniform(-180, 180)
        assert {seen.town.name for seen in cells.around(lat, lon, 300)} == {
            town.name for town in towns if km_between(town, lat, lon) <= 300
        }


def km_between(town, lat, lon):
    north, over = town.lat - lat, (town.lon - lon + 180) % 360 - 180
    return 111.195 * math.hypot(north, over * math.cos(math.radians((town.lat + lat) / 2)))
