"""Lines of routers: read, refused, made shorter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.roads.polyline import MOST_DRAWN, decoded, simplified
from tests.roads.fakes import encoded

POINT = st.tuples(st.integers(-180_000_000, 180_000_000), st.integers(-90_000_000, 90_000_000))


@given(st.lists(POINT, min_size=2, max_size=50))
def test_what_is_encoded_is_read_again(points):
    degrees = [(lon / 1e6, lat / 1e6) for lon, lat in points]
    assert decoded(encoded(degrees)) == [pytest.approx(each) for each in degrees]


@given(st.text(max_size=200))
def test_any_text_is_a_line_or_refused(text):
    try:
        points = decoded(text)
    except ValueError:
        return
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)


def test_a_long_line_is_made_shorter_and_keeps_its_ends():
    points = [(24 + number / 1000, 58 + number % 7 / 100) for number in range(20_000 // 4)]
    short = simplified(points)
    assert 2 <= len(short) <= MOST_DRAWN
    assert (short[0], short[-1]) == (points[0], points[-1])


def test_a_line_that_ends_where_it_began_is_a_line():
    assert len(simplified([(24, 58), (24, 58)])) >= 2
