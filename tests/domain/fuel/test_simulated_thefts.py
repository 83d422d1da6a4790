"""What is found in the level of the simulator's trucks is what it knows that was filled and stolen."""

from datetime import UTC, datetime

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.fuel.levels import Change
from fleetdesk.domain.fuel.unit_fuel import unit_fuel
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.view import view_of
from fleetdesk.domain.units import FuelMeasure, Unit
from fleetdesk.simulator.truth import true_past
from fleetdesk.simulator.world.estonia import ESTONIA
from fleetdesk.simulator.world.fleet import Fleet
from fleetdesk.simulator.world.past import Past

STOP = datetime(2026, 6, 12, 12, tzinfo=UTC)
BEGINS = STOP.timestamp() - 21 * 86_400
TRUCKS = 3


@pytest.fixture(scope="module")
def fleet():
    return Fleet(ESTONIA, 7, 60)


def track(fleet, vehicle):
    """The points of a vehicle, page by page as the server gives them."""
    rows, start = [], BEGINS
    while page := Past(fleet, vehicle, start, STOP.timestamp(), STOP.timestamp()).track():
        rows += page
        start = datetime.fromisoformat(page[-1]["GMTime"]).replace(tzinfo=UTC).timestamp()
    return tuple(
        TrackPoint("m", vehicle.id, at, row["lat"], row["lon"], float(row["fuel"]), row["input"])
        for row in rows
        if (at := datetime.fromisoformat(row["GMTime"]).replace(tzinfo=UTC))
    )


@pytest.mark.parametrize("number", range(TRUCKS))
def test_fillings_and_thefts_of_three_weeks_are_found_and_nothing_else(fleet, number):
    vehicle = [each for each in fleet.vehicles if each.truck][number]
    unit = Unit("m", vehicle.id, tank_l=vehicle.tank, fuel_measure=FuelMeasure.LITRES)
    view = view_of(UnitPast(unit.key, points=track(fleet, vehicle)), Span(BEGINS, STOP.timestamp()), STOP)
    events = unit_fuel(view, unit, ()).events
    truth = true_past(fleet, vehicle, BEGINS, STOP.timestamp())
    drops = [each for each in events if each.change is Change.DROP]
    assert [each.begins.timestamp() for each in drops] == pytest.approx([t["at"] for t in truth["drops"]], abs=700)
    assert [each.litres for each in drops] == pytest.approx([t["litres"] for t in truth["drops"]], abs=2)
    assert len(events) - len(drops) == truth["refuels"]


def test_some_trucks_lose_fuel_and_cars_do_not(fleet):
    days = range(20_590, 20_620)
    robbed = {each.truck for each in fleet.vehicles if any(fleet.theft(each, day) for day in days)}
    assert robbed == {True}
