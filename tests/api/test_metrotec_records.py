"""What the list of vehicles and the settings of a device say of a vehicle."""

from datetime import UTC, datetime

import pytest

from fleetdesk.api.metrotec.records import SETTINGS, UNIT
from fleetdesk.domain.temperature_limits import TemperatureLimits
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


@pytest.mark.parametrize(
    ("row", "limits"),
    [
        ({}, ()),
        ({"T1min": 0, "T1max": 0, "T2min": None, "T2max": ""}, ()),
        ({"T1min": -250, "T1max": -150}, (TemperatureLimits(1, -25.0, -15.0),)),
        ({"T2min": "20"}, (TemperatureLimits(2, 2.0, None),)),
    ],
)
def test_limits_are_tenths_of_a_degree_and_zero_is_none(row, limits):
    assert UNIT.read({"id": "242KDN", **row}, "m").temperature_limits == limits


def test_what_else_the_list_tells_of_a_vehicle():
    row = {
        **example("metrotec", "vehicles.list.answer")[0],
        "next_maintenance_km": "131000",
        "gps_refresh_interval": 30,
    }
    unit = UNIT.read(row, "m")
    assert (unit.odometer_at, unit.next_maintenance_km) == (datetime(2023, 9, 7, 11, 4, 17, tzinfo=UTC), 131000)
    assert (unit.report_every_s, unit.fuel_card, unit.tachograph) == (30, None, True)
    assert dict(unit.rest)["Manufacture"] == "68"
    assert "mode" not in dict(unit.rest)


@pytest.mark.parametrize(
    ("told", "zones"),
    [
        ([{"id": 1367, "geozoneID": 50231, "object_id": "STEND", "geo_id": 1}], (50231,)),
        ([{"zoneId": 93}, 94, "95", None, {}, [1]], (93, 94, 95)),
        ("93", ()),
        (None, ()),
    ],
)
def test_zones_are_read_as_objects_and_as_numbers(told, zones):
    assert SETTINGS.read({"zones": told}, "m").geozones == zones


@pytest.mark.parametrize(
    ("told", "outputs"),
    [
        (None, None),
        ([], ()),
        (["1", {"nr": 2}], ("1", '{"nr": 2}')),
        ({"1": "ON", "2": None}, ("1: ON", "2: null")),
        (3, ("3",)),
    ],
)
def test_outputs_are_kept_in_the_vendors_own_words(told, outputs):
    assert SETTINGS.read({"outputs": told}, "m").outputs == outputs
