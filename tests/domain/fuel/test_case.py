"""The case of a drop: standing or driving, ignition, the stop it lies in, and who was beside it, of those known."""

from dataclasses import replace

import pytest

from fleetdesk.domain.fuel.case import case_of, neighbours
from fleetdesk.domain.fuel.unit_fuel import unit_fuel
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.records import Trip
from fleetdesk.domain.history.track import clean
from fleetdesk.domain.history.view import view_of
from tests.domain.fuel.test_unit_fuel import PERIOD, TRUCK
from tests.domain.history.tracks import BEGUN, NOW, drive, point, rest

STAND = rest(0, 120, 0.0, step=5.0)
"""Two hours of standing, with 60 litres less from the thirteenth point, an hour in, on."""


def made(points, **more):
    """The fuel of a vehicle whose level falls by 60 litres an hour after BEGUN, and that drop."""
    told = [replace(each, fuel_l=400.0 if (each.at - BEGUN).total_seconds() < 3600 else 340.0) for each in points]
    fuel = unit_fuel(view_of(UnitPast("m/242KDN", points=tuple(told), **more), PERIOD, NOW), TRUCK, ())
    (event,) = fuel.events
    return fuel, event


def case(points, **more):
    fuel, event = made(points, **more)
    return case_of("242KDN", event, fuel)


def test_a_drop_of_a_standing_vehicle_lies_in_its_stop():
    found = case([*STAND, *drive(121, 20)])
    assert (found.drove, found.ignition) == (False, None)
    assert found.stand[0] == BEGUN.timestamp()
    assert found.stand[1] - found.stand[0] == pytest.approx(7200, abs=120)
    assert found.place == pytest.approx((58.5, 25.0))
    assert len(found.levels) == len(STAND) + 41


@pytest.mark.parametrize(("bits", "on"), [(1, True), (2, False)])
def test_the_ignition_is_told_by_the_inputs(bits, on):
    assert case([replace(each, input=bits) for each in STAND]).ignition is on


def test_a_drop_on_the_way_says_so():
    assert case(drive(0, 120, kmh=6.0)).drove is True


def test_the_driver_is_that_of_the_last_trip_before_and_never_of_a_private_one():
    trip = Trip("m", 1, "242KDN", "Mari", BEGUN, BEGUN)
    later = replace(trip, driver="Jaan", started_at=NOW)
    assert case(STAND, trips=(trip, later)).driver == "Mari"
    assert case(STAND, trips=(replace(trip, private=True),)).driver is None


def test_who_was_within_200_m_is_told_with_of_how_many_that_is_known():
    _fuel, event = made(STAND)
    tracks = [
        ("near", clean([point(60, 0.15)], NOW)),
        ("nearer", clean([point(50, 0.02)], NOW)),
        ("far", clean([point(60, 0.3)], NOW)),
        ("gone", clean([point(20, 0.0)], NOW)),
        ("unknown", clean([], NOW)),
    ]
    beside, known = neighbours((58.5, 25.0), event, tracks)
    assert [each.label for each in beside] == ["nearer", "near"]
    assert beside[1].metres == pytest.approx(150, abs=2)
    assert known == 3
