"""What charts are drawn of: holes stay holes, no sensor is no temperature, peaks stay, and figures of a span."""

from dataclasses import replace

import numpy as np
import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.drawn_series import PER_PIXEL, drawn
from fleetdesk.domain.history.parts import Part, PartKind
from fleetdesk.domain.history.series import LEVEL_HOLE_S, Measure, Series, series_of, voltage
from fleetdesk.domain.history.span_figures import figures_of
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.history.track import clean
from fleetdesk.domain.history.view import UnitView
from tests.domain.history.tracks import BEGUN, NOW, drive, point, rest

T0 = BEGUN.timestamp()


def of(points, measure, number=0, known=()):
    """The line of one measure; None where there is none."""
    found = series_of(clean(points, NOW), known)
    return next((each for each in found if (each.measure, each.number) == (measure, number)), None)


def told(points, **values):
    return [replace(each, **values) for each in points]


def at(series, minutes, within=0.0):
    return series.value_at(T0 + minutes * 60, within)


def test_speed_is_that_of_the_way_from_point_to_point():
    speed = of([*drive(0, 10, kmh=60), *rest(11, 30, 10.0)], Measure.SPEED)
    assert at(speed, 5.2) == pytest.approx(60, rel=0.01)
    assert at(speed, 25) == 0


def test_a_way_that_nobody_knows_has_no_speed():
    speed = of([*drive(0, 10), *drive(40, 10, km_from=40)], Measure.SPEED)
    assert at(speed, 25) is None
    assert at(speed, 45.2) == pytest.approx(60, rel=0.01)


def test_a_level_goes_from_point_to_point_and_not_over_a_gap():
    early, late = told(drive(0, 10), fuel_l=100.0), told(rest(30, 20, 10.0), fuel_l=80.0)
    fuel = of([*early, *late], Measure.FUEL)
    assert (at(fuel, 5.2), at(fuel, 45)) == (100.0, 80.0)
    assert at(fuel, 20) is None
    assert np.isnan(fuel.values).sum() == 1


def test_a_point_without_a_level_does_not_break_the_line():
    points = told(drive(0, 10), fuel_l=100.0)
    points[5] = replace(points[5], fuel_l=None)
    fuel = of(points, Measure.FUEL)
    assert at(fuel, 2.5) == 100.0
    assert not np.isnan(fuel.values).any()


def test_an_empty_or_missing_tank_is_no_level():
    assert of(told(drive(0, 10), fuel_l=0.0), Measure.FUEL) is None
    assert of(drive(0, 10), Measure.FUEL) is None


def test_zeros_of_no_sensor_are_no_temperature_and_a_true_zero_is_one():
    points = told(drive(0, 10), temperatures=(0.0, 0.0, -18.0))
    points[8] = replace(points[8], temperatures=(0.0, 0.0, 0.0))
    assert of(points, Measure.TEMPERATURE, 1) is None
    assert at(of(points, Measure.TEMPERATURE, 3), 4.0) == 0.0
    assert at(of(points, Measure.TEMPERATURE, 1, known=(1,)), 4.0) == 0.0


def test_an_input_is_as_it_was_until_the_next_point():
    points = [replace(each, input=0b101 if number < 10 else 0b001) for number, each in enumerate(drive(0, 10))]
    third = of(points, Measure.INPUT, 3)
    assert [at(third, minutes) for minutes in (4.7, 5.2)] == [1.0, 0.0]
    assert of(points, Measure.INPUT, 2) is None
    assert of(told(drive(0, 10), input=None), Measure.INPUT, 1) is None


def test_what_an_input_was_is_unknown_over_a_gap():
    first = of(told([*drive(0, 10), *rest(40, 20, 10.0)], input=1), Measure.INPUT, 1)
    assert at(first, 25) is None


def test_a_track_of_one_point_has_no_chart():
    assert series_of(clean([point(0, fuel_l=5.0)], NOW)) == ()


# -- drawn


def wave(count):
    moments = np.arange(count, dtype=float)
    return Series(Measure.SPEED, moments, np.sin(moments / 50) * 40)


def test_a_hundred_thousand_points_become_some_for_each_pixel_and_keep_their_peak():
    series = wave(100_000)
    series.values[54_321] = 500.0
    moments, values = drawn(series, Span(0.0, 99_999.0), 800)
    assert len(moments) <= PER_PIXEL * 802
    assert (values.max(), values.min()) == (500.0, pytest.approx(-40, abs=0.01))
    assert abs(moments[values.argmax()] - 54_321) <= 2 * 100_000 / 800


def test_a_part_of_it_reaches_over_both_edges():
    moments, _values = drawn(wave(1000), Span(400.5, 500.5), 300)
    assert (moments[0], moments[-1]) == (400.0, 501.0)


def test_a_gap_between_pixels_ends_the_line():
    series = wave(1000)
    series.values[400:600] = np.nan
    moments, values = drawn(series, Span(0.0, 999.0), 100)
    gone = moments[np.isnan(values)]
    assert gone.size
    assert not np.any((moments > 410) & (moments < 590) & ~np.isnan(values))


def test_a_value_by_itself_is_as_wide_as_a_pixel():
    alone = Series(Measure.FUEL, np.array([0.0, 50.0, 100.0]), np.array([np.nan, 80.0, np.nan]))
    moments, values = drawn(alone, Span(0.0, 100.0), 50)
    assert np.ptp(moments[~np.isnan(values)]) == pytest.approx(2.0)


def test_nothing_is_drawn_of_nothing():
    assert len(drawn(Series(Measure.FUEL, np.empty(0), np.empty(0)), Span(0.0, 1.0), 100)[0]) == 0


# -- figures


def figures(points, begins, ends, parts=()):
    track = clean(points, NOW)
    view = UnitView("m/242KDN", Span(T0, NOW.timestamp()), tuple(parts), Totals(), track)
    return figures_of(view, series_of(track), Span(T0 + begins * 60, T0 + ends * 60))


def test_a_span_is_as_long_and_as_far_as_the_way_in_it():
    found = figures([*drive(0, 30, kmh=60), *rest(30.5, 60, 30.0)], 0, 60)
    assert (found.seconds, found.km) == (3600, pytest.approx(30, rel=0.01))
    assert found.average_kmh == pytest.approx(60, rel=0.01)
    assert found.top_kmh == pytest.approx(60, rel=0.01)
    assert (found.used_l, found.unknown_s) == (None, 0.0)


def test_a_span_that_begins_between_points_has_its_share():
    found = figures(drive(0, 30, kmh=60), 10.25, 20.25)
    assert found.km == pytest.approx(10, rel=0.01)


def test_time_that_nobody_knows_is_said():
    found = figures([*drive(0, 10), *drive(40, 10, km_from=40)], 0, 50)
    assert (found.unknown_s, found.km) == (1800, pytest.approx(20, rel=0.01))
    beyond = figures(drive(0, 10), 100, 110)
    assert (beyond.km, beyond.top_kmh, beyond.unknown_s) == (None, None, 600)


def test_who_did_not_move_has_no_average():
    found = figures(rest(0, 60, 5.0), 0, 60)
    assert (found.km, found.average_kmh, found.top_kmh) == (0, None, 0)


def burning(minutes, before, after):
    points = drive(0, minutes)
    steps = np.linspace(before, after, len(points))
    return [replace(each, fuel_l=float(litres)) for each, litres in zip(points, steps, strict=True)]


def refuel(begins, ends, litres):
    return Part(PartKind.REFUEL, T0 + begins * 60, T0 + ends * 60, litres=litres)


def test_litres_that_were_used_are_the_fall_of_the_level():
    assert figures(burning(60, 100, 80), 15, 45).used_l == pytest.approx(10)


def test_what_was_filled_was_used_too():
    assert figures(burning(60, 100, 140), 0, 60, [refuel(20, 25, 60.0)]).used_l == pytest.approx(20)


@pytest.mark.parametrize("part", [refuel(20, 25, None), refuel(-5, 5, 60.0), refuel(55, 65, 60.0)])
def test_litres_are_unknown_where_a_filling_is(part):
    assert figures(burning(60, 100, 80), 0, 60, [part]).used_l is None


def test_a_level_that_rises_without_a_filling_tells_no_litres():
    assert figures(burning(60, 100, 140), 0, 60).used_l is None
    assert figures(burning(60, 100, 101), 0, 60).used_l == 0.0


def test_a_level_reaches_no_farther_than_its_gap():
    assert figures(burning(10, 100, 90), 0, 10 + LEVEL_HOLE_S / 60 - 1).used_l == pytest.approx(10)
    assert figures(burning(10, 100, 90), 0, 10 + LEVEL_HOLE_S / 60 + 1).used_l is None


def test_a_voltage_is_a_line_in_the_order_of_time_and_broken_over_a_hole():
    (line,) = voltage([(1300.0, 24.5), (1000.0, 27.5), (1000.0 + LEVEL_HOLE_S + 400, 12.0)])
    assert line.measure is Measure.VOLTAGE
    assert [line.value_at(each) for each in (1000.0, 1150.0, 1500.0)] == [27.5, 26.0, None]
    assert voltage([]) == ()
