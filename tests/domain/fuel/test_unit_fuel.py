"""The fuel of a vehicle along its track: levels as its counter counts, drops at night, what it burns."""

from dataclasses import replace

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.levels import Change
from fleetdesk.domain.fuel.unit_fuel import levels_of, range_km, unit_fuel
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.view import view_of
from fleetdesk.domain.units import FuelMeasure, Unit
from tests.domain.history.tracks import BEGUN, NOW, drive, rest

TRUCK = Unit("m", "242KDN", plate="242KDN", tank_l=600.0, fuel_measure=FuelMeasure.LITRES)
PERIOD = Span(BEGUN.timestamp() - 60, NOW.timestamp())


def viewed(points):
    return view_of(UnitPast("m/242KDN", points=tuple(points)), PERIOD, NOW)


def burning(points, litres=400.0, l_km=0.3):
    """These points with a level that falls by so much a kilometre."""
    first = points[0].lon
    return [replace(each, fuel_l=litres - (each.lon - first) * 58.1 * l_km) for each in points]


STOOD = [replace(each, fuel_l=400.0 if n < 6 else 340.0) for n, each in enumerate(rest(0, 60, 0.0, step=5.0))]


def test_a_drop_of_a_standing_vehicle_is_found():
    fuel = unit_fuel(viewed(STOOD), TRUCK, ())
    (drop,) = fuel.events
    assert (drop.change, drop.litres) == (Change.DROP, 60.0)


@pytest.mark.parametrize(("measure", "litres"), [(FuelMeasure.PERCENT, 480.0), (FuelMeasure.LITRES, 80.0)])
def test_a_level_is_read_as_its_counter_counts(measure, litres):
    points = [replace(each, fuel_l=80.0) for each in rest(0, 30, 0.0)]
    unit = replace(TRUCK, fuel_measure=measure)
    assert {each.litres for each in levels_of(viewed(points), unit)} == {litres}


@pytest.mark.parametrize("unit", [replace(TRUCK, fuel_measure=FuelMeasure.PRESSURE), replace(TRUCK, tank_l=None)])
def test_where_no_level_is_known_there_are_no_changes(unit):
    fuel = unit_fuel(viewed(STOOD), unit, ())
    assert (fuel.levels, fuel.events, fuel.l_100km) == ((), (), None)


def test_what_is_burnt_is_told_after_a_long_way_and_not_after_a_short_one():
    assert unit_fuel(viewed(burning(drive(0, 200))), TRUCK, ()).l_100km == pytest.approx(30.0, abs=1.0)
    assert unit_fuel(viewed(burning(drive(0, 100))), TRUCK, ()).l_100km is None


def test_a_level_lasts_as_far_as_it_was_burnt():
    assert range_km(90.0, 30.0) == 300.0
    assert range_km(None, 30.0) is None
    assert range_km(90.0, None) is None
