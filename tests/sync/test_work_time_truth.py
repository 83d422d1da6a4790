"""Work, repair and rides are what the simulator's vehicles really did, over days on which the clocks change."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.board import day_span
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.work_time import Grouping, sums
from fleetdesk.sync.work_time import WorkTimeService

ZONES = [ZoneInfo("Europe/Tallinn"), ZoneInfo("Europe/Bratislava")]
A_DAY_S = 3
"""The vendor counts whole seconds, and a question ends with the last second of its day."""
VEHICLES = 8


def heard_lately(simulator, now):
    rows = simulator.control("truth/positions")["positions"]
    return {row["object_id"] for row in rows if row["at"] and now.timestamp() - row["at"] < 600}


@pytest.mark.parametrize("zone", ZONES, ids=str)
async def test_the_sums_of_vehicles_are_the_truth(simulator, metrotec, now, zone):
    days = [day_span(now.date() - timedelta(days=back), zone) for back in (7, 1)]
    period = Span(days[0][0], days[1][1])
    found = await WorkTimeService({"m": metrotec}, lambda: now, zone).fetch({}, period)
    assert found.troubles == ()
    known, tried = heard_lately(simulator, now), 0
    for row in sums(found.days, Grouping.VEHICLE):
        unit = split_key(row.unit)[1]
        if unit not in known or tried == VEHICLES:
            continue
        tried += 1
        truth = simulator.control(f"truth/past?object_id={unit}&begins={period.begins}&ends={period.ends}")
        assert row.work_s == pytest.approx(truth["work"], abs=7 * A_DAY_S)
        assert row.repair_s + row.own_repair_s == pytest.approx(truth["repair"], abs=7 * A_DAY_S)
        assert row.rides == truth["rides"]
    assert tried == VEHICLES


async def test_the_periods_of_a_vehicle_make_up_its_sum(simulator, metrotec, now):
    service = WorkTimeService({"m": metrotec}, lambda: now, ZONES[0])
    days = [day_span(now.date() - timedelta(days=back), ZONES[0]) for back in (7, 1)]
    period = Span(days[0][0], days[1][1])
    rows = sums((await service.fetch({}, period)).days, Grouping.VEHICLE)
    row = max(rows, key=lambda each: each.work_s or 0)
    work = [each for each in await service.periods(row.unit, period) if each.status == "work"]
    inside = [
        min(each.ended_at.timestamp(), period.ends) - max(each.started_at.timestamp(), period.begins) for each in work
    ]
    assert sum(inside) == pytest.approx(row.work_s, abs=7 * A_DAY_S)
    assert all(each.driver_name for each in work)
