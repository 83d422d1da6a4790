"""Ways by road, kept for minutes and for a cell of a hundred metres."""

from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.roads import Way
from fleetdesk.sync.known_ways import KEPT_S, MOST_KEPT, KnownWays, cell

HERE, THERE, WAY = (24.75, 59.43), (26.72, 58.37), Way(180.0, 150.0, by_road=True)


class Clock:
    """Seconds that a test sets."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_way_is_known_until_its_time_is_over():
    clock = Clock()
    known = KnownWays(clock)
    known.put(HERE, THERE, WAY)
    clock.now = KEPT_S - 1
    assert known.find(HERE, THERE) is WAY
    clock.now = KEPT_S
    assert not known.has(HERE, THERE)


def test_the_way_back_is_another_way():
    known = KnownWays(Clock())
    known.put(HERE, THERE, WAY)
    assert known.find(THERE, HERE) is None


def test_that_there_is_no_way_is_known_too():
    known = KnownWays(Clock())
    known.put(HERE, THERE, None)
    assert known.has(HERE, THERE)
    assert known.find(HERE, THERE) is None


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(-0.001, 0.001), st.floats(-0.001, 0.001))
def test_places_of_one_cell_are_near_each_other(lon, lat, east, north):
    one, other = (lon, lat), (lon + east, lat + north)
    if cell(one) == cell(other):
        assert distance_m(one, other) < 160


def test_the_oldest_goes_where_there_are_too_many():
    known = KnownWays(Clock())
    for number in range(MOST_KEPT + 1):
        known.put((0.01 * number, 10.0), THERE, WAY)
    assert not known.has((0.0, 10.0), THERE)
    assert known.has((0.01, 10.0), THERE)


def test_all_is_forgotten_for_another_router():
    known = KnownWays(Clock())
    known.put(HERE, THERE, WAY)
    known.forget()
    assert not known.has(HERE, THERE)
