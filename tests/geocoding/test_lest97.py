"""Degrees as metres of Estonia's grid, to the millimetre, as PROJ 9 has them."""

import pytest

from fleetdesk.geocoding.lest97 import to_metres


def test_the_origin_of_the_grid_is_where_its_definition_has_it():
    assert to_metres(57 + 31 / 60 + 3.19415 / 3600, 24.0) == pytest.approx((500_000.0, 6_375_000.0), abs=0.001)


@pytest.mark.parametrize(
    ("lat", "lon", "metres"),
    [
        (59.437, 24.7536, (542_763.369, 6_589_036.275)),
        (58.38, 26.7225, (659_227.687, 6_474_290.117)),
        (58.2485, 22.5039, (412_155.927, 6_457_391.848)),
        (59.3772, 28.1903, (738_046.722, 6_589_571.878)),
        (57.5, 27.35, (700_792.891, 6_378_059.856)),
    ],
)
def test_places_in_all_corners_are_where_proj_has_them(lat, lon, metres):
    assert to_metres(lat, lon) == pytest.approx(metres, abs=0.001)
