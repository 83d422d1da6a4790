"""Ways between two points, as an estimate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.roads import AVERAGE_KMH, ROAD_FACTOR, straight_way

POINTS = st.tuples(st.floats(-179, 179), st.floats(-85, 85))
TALLINN, TARTU = (24.7536, 59.4370), (26.7290, 58.3780)


@given(POINTS, POINTS)
def test_no_way_is_shorter_than_the_straight_line(one, other):
    assert straight_way(one, other).km >= distance_m(one, other) / 1000


def test_a_straight_way_is_an_estimate_of_distance_and_time():
    way = straight_way(TALLINN, TARTU)
    straight_km = distance_m(TALLINN, TARTU) / 1000
    assert (way.km, way.minutes) == pytest.approx((straight_km * ROAD_FACTOR, way.km / AVERAGE_KMH * 60))
    assert 150 < straight_km < 180
    assert not way.by_road
