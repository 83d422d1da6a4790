"""Places in the square of the web map and back; what the page's own arithmetic gives."""

import pytest

from fleetdesk.domain.web_mercator import place, square

EDGE = 85.0511287798066


@pytest.mark.parametrize(
    ("at", "expected"),
    [((0.0, 0.0), (0.5, 0.5)), ((EDGE, -180.0), (0.0, 0.0)), ((-EDGE, 180.0), (1.0, 1.0)), ((0.0, 90.0), (0.75, 0.5))],
)
def test_a_place_is_a_point_of_the_square(at, expected):
    assert square(*at) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("at", [(58.7, 25.2), (48.15, 17.11), (-33.9, 151.2), (0.0, -179.9)])
def test_a_point_of_the_square_is_the_place_again(at):
    assert place(*square(*at)) == pytest.approx(at, abs=1e-9)
