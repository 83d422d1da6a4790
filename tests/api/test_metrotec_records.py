"""What the list of vehicles says of a vehicle's tank and temperature sensors."""

import pytest

from fleetdesk.api.metrotec.records import UNIT
from fleetdesk.domain.units import FuelMeasure
from tests.conftest import example


@pytest.mark.parametrize(
    ("row", "tank_l", "measure", "sensors"),
    [
        ({}, None, FuelMeasure.LITRES, ()),
        ({"tank_vol": 600, "T1min": -250, "T1max": 40, "T2min": 0, "T2max": 0}, 600, FuelMeasure.LITRES, (1,)),
        ({"tank_vol": "80", "isPercent": 1, "T1min": "20", "T2min": -50}, 80, FuelMeasure.PERCENT, (1, 2)),
        ({"tank_vol": 0, "isPercent": 1, "is_fuel_as_pressure": 1, "T1max": 540}, None, FuelMeasure.PRESSURE, ()),
    ],
)
def test_tank_and_sensors_of_a_vehicle(row, tank_l, measure, sensors):
    unit = UNIT.read({"id": "242KDN", **row}, "m")
    assert (unit.tank_l, unit.fuel_measure, unit.temperature_sensors) == (tank_l, measure, sensors)


def test_the_vehicle_of_the_reference_has_neither():
    unit = UNIT.read(example("metrotec", "vehicles.list.answer")[0], "m")
    assert (unit.tank_l, unit.temperature_sensors) == (None, ())
