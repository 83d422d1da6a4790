"""A figure of a sensor is shown where it is a reading, and nowhere else."""

from datetime import UTC, datetime

import pytest

from fleetdesk.domain.readings import fuel_l, sensors_heard, temperatures
from fleetdesk.domain.units import FuelMeasure, Position, Unit, UnitKind
from fleetdesk.sync.fleet import Seen

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def read(minute=0, **more):
    return Position("m", "u", UnitKind.VEHICLE, 59.0, 25.0, fixed_at=NOW.replace(minute=minute), **more)


def test_a_zero_is_a_temperature_only_of_a_sensor_that_is_there():
    zeros = read(temperatures=(0, 0.0, 0, None))
    assert temperatures(zeros, ()) == (None, None, None, None)
    assert temperatures(zeros, {1}) == (0, None, None, None)
    assert temperatures(read(temperatures=(-18.0, 0, 0, 0)), ()) == (-18.0, None, None, None)
    assert temperatures(None, {1}) == ()


def test_a_sensor_is_there_once_it_has_shown_anything_but_zero():
    assert sensors_heard(read(temperatures=(0, 2.1, None, -1))) == {2, 4}
    seen = Seen(Unit("m", "u"))
    seen.update(read(0, temperatures=(0, 0, 0, 0)), NOW)
    assert not any(each is not None for each in seen.temperatures)
    seen.update(read(1, temperatures=(1, 0, 0, 0)), NOW)
    seen.update(read(2, temperatures=(0, 0, 0, 0)), NOW)
    assert seen.temperatures == (0, None, None, None)


def test_a_sensor_with_a_limit_is_there_from_the_start():
    seen = Seen(Unit("m", "u", temperature_sensors=(1,)))
    seen.update(read(temperatures=(0, 0, 0, 0)), NOW)
    assert seen.temperatures == (0, None, None, None)


@pytest.mark.parametrize(
    ("counter", "tank_l", "measure", "litres"),
    [
        (312, 600.0, FuelMeasure.LITRES, 312),
        (50, 600.0, FuelMeasure.PERCENT, 300),
        (50, 600.0, FuelMeasure.PRESSURE, None),
        (0, 600.0, FuelMeasure.LITRES, None),
        (4678, 600.0, FuelMeasure.LITRES, None),
        (312, None, FuelMeasure.LITRES, None),
        (None, 600.0, FuelMeasure.LITRES, None),
    ],
)
def test_a_counter_is_fuel_where_it_fits_a_tank(counter, tank_l, measure, litres):
    unit = Unit("m", "u", tank_l=tank_l, fuel_measure=measure)
    assert fuel_l(read(counter1=counter), unit) == litres


def test_no_position_is_no_fuel():
    assert fuel_l(None, Unit("m", "u", tank_l=600.0, fuel_measure=FuelMeasure.LITRES)) is None
