"""Levels thinned out for a chart: few readings, and no step of it lost."""

from datetime import timedelta

from fleetdesk.domain.fuel.drawn_levels import drawn_levels
from fleetdesk.domain.fuel.levels import Level
from tests.sync.fakes import NOW

MANY = [Level(NOW + timedelta(seconds=30 * n), 400.0 - n / 1000, n / 10) for n in range(50_000)]


def test_few_readings_stay_as_they_are():
    assert drawn_levels(MANY[:100], 100) == tuple(MANY[:100])
    assert drawn_levels([], 100) == ()


def test_many_are_at_most_four_a_pixel_in_order():
    drawn = drawn_levels(MANY, 100)
    assert len(drawn) <= 404
    assert [each.at for each in drawn] == sorted({each.at for each in drawn})
    assert (drawn[0], drawn[-1]) == (MANY[0], MANY[-1])


def test_a_single_reading_that_stands_out_stays():
    odd = MANY.copy()
    odd[31_234] = Level(odd[31_234].at, 12.0, odd[31_234].km)
    assert min(drawn_levels(odd, 100), key=lambda each: each.litres) == odd[31_234]


def test_readings_of_one_moment_do_no_harm():
    assert drawn_levels([MANY[0]] * 1000, 100)[0] == MANY[0]
