"""Rings and areas: closed, in the right order, never crossing themselves."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.areas import judge_locally
from fleetdesk.domain.asked_area import ids_by_rings
from fleetdesk.domain.geo import EARTH_RADIUS_M, Area, distance_m, ring
from fleetdesk.domain.units import Position, UnitKind

SQUARE = [(24.0, 58.0), (26.0, 58.0), (26.0, 59.0), (24.0, 59.0)]
PLACES = st.tuples(st.floats(20, 30), st.floats(55, 62))


def test_a_ring_closes_itself():
    made = ring(SQUARE)
    assert made[0] == made[-1]
    assert len(made) == 5
    assert ring(made) == made


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(24, 58), (26, 59), (26, 58), (24, 59)], "crosses itself"),
        ([(24, 58), (26, 58)], "three different corners"),
        ([(24, 58), (25, 58), (26, 58)], "crosses itself|one line"),
        ([(59, 124), (60, 24), (61, 25)], "longitude, latitude"),
        ([(179, 58), (-179, 58), (-179, 59), (179, 59)], "longitude 180"),
    ],
)
def test_what_is_no_area_is_refused_in_words(points, words):
    with pytest.raises(UsageError, match=words):
        ring(points)


def test_a_long_ring_keeps_its_corners():
    turns = [index * 2 * math.pi / 1500 for index in range(1500)]
    assert len(ring([(25 + math.cos(turn), 58 + math.sin(turn) / 2) for turn in turns])) == 1501


@given(PLACES, st.floats(0, 10))
def test_a_way_to_the_north_is_as_long_as_its_angle(start, degrees):
    lon, lat = start
    assert distance_m(start, (lon, lat + degrees)) == pytest.approx(math.radians(degrees) * EARTH_RADIUS_M, abs=0.01)


@given(PLACES, PLACES)
def test_a_way_is_as_long_as_the_way_back(start, end):
    assert distance_m(start, end) == pytest.approx(distance_m(end, start))


@given(st.lists(PLACES, max_size=30))
def test_inside_a_square_is_inside_its_sides(points):
    wanted = [24 < lon < 26 and 58 < lat < 59 for lon, lat in points]
    assert Area.of(SQUARE).contains(points) == wanted


def test_adding_and_taking_away():
    area, hole = Area.of(SQUARE), Area.of([(24.5, 58.4), (25.5, 58.4), (25.5, 58.6), (24.5, 58.6)])
    ring_with_hole = area.minus(hole)
    assert ring_with_hole.contains([(25.0, 58.5), (24.2, 58.2)]) == [False, True]
    assert len(ring_with_hole.parts[0][1]) == 1
    assert ring_with_hole.plus(hole).contains([(25.0, 58.5)]) == [True]
    with pytest.raises(UsageError, match="Nothing"):
        hole.minus(area)


def test_two_places_at_once():
    far = Area.of([(10, 50), (11, 50), (11, 51)])
    assert len(Area.of(SQUARE).plus(far).parts) == 2


WRAPPINGS = (
    lambda it: it,
    lambda it: {"type": "Feature", "geometry": it},
    lambda it: {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": it}]},
)


@pytest.mark.parametrize("wrap", WRAPPINGS)
def test_geojson_in_every_wrapping(wrap):
    document = wrap(Area.of(SQUARE).geojson())
    assert Area.from_geojson(document).contains([(25, 58.5)]) == [True]


@pytest.mark.parametrize("odd", [[], {}, {"type": "Point"}, {"type": "Polygon", "coordinates": [["a"]]}, 5, None])
def test_other_files_are_refused_in_words(odd):
    with pytest.raises(UsageError):
        Area.from_geojson(odd)


def place(lat, lon):
    return Position("m", "u", UnitKind.VEHICLE, lat, lon)


def test_who_has_no_position_is_not_judged():
    found = judge_locally(
        Area.of(SQUARE), [("in", place(58.5, 25)), ("out", place(10, 10)), ("none", None), ("lost", place(None, None))]
    )
    assert found == (("in",), ("none", "lost"))


def test_holes_are_taken_off_the_servers_answer():
    assert ids_by_rings([(["a", "b", "c"], [["b"]]), (["c", "d"], [])]) == ("a", "c", "d")
