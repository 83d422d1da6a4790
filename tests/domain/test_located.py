"""A place is known only where both of its numbers are."""

import pytest

from fleetdesk.domain.located import place_of
from fleetdesk.domain.tasks import Task


@pytest.mark.parametrize(
    ("lat", "lon", "place"),
    [(58.5, 25.5, (58.5, 25.5)), (0.0, 0.0, (0.0, 0.0)), (None, 25.5, None), (58.5, None, None), (None, None, None)],
)
def test_both_numbers_make_a_place(lat, lon, place):
    assert place_of(Task("", None, lat=lat, lon=lon)) == place


def test_nothing_has_no_place():
    assert place_of(None) is None
