"""The ways between the bars of a lane."""

from dataclasses import replace

import pytest

from fleetdesk.domain.board import UNASSIGNED, Bar, Lane
from fleetdesk.domain.board_gaps import gaps, legs
from fleetdesk.domain.roads import Way, straight_way
from fleetdesk.domain.tasks import Start, Task, TaskStatus

HOUR = 3600.0


def bar(number, start_h, stop_h, lat=58.0, **changes):
    task = replace(Task("m", number, unit="A", order_ref=f"O-{number}", lat=lat, lon=25.0), **changes)
    return Bar(start_h * HOUR, stop_h * HOUR, task.key, task)


def lane(*bars, key="m/A"):
    return Lane(key, bars)


def minutes(way_min):
    return lambda account: lambda one, other: Way(10.0, way_min)


def test_a_vehicle_leaves_so_early_that_it_is_there_at_the_start():
    [gap] = gaps(lane(bar(1, 8, 9), bar(2, 11, 12, 58.5)), minutes(30))
    assert (gap.leaves, gap.short_s) == (10.5 * HOUR, 0)


def test_a_gap_may_be_too_short():
    [gap] = gaps(lane(bar(1, 8, 9), bar(2, 9.5, 12, 58.5)), minutes(45))
    assert gap.short_s == 900


def test_a_way_leads_to_the_start_of_the_next_task():
    started = bar(2, 11, 12, 58.5, start=Start(58.2, 25.0))
    assert legs(lane(bar(1, 8, 9), started)) == [((25.0, 58.0), (25.0, 58.2))]


@pytest.mark.parametrize(
    "after",
    [
        bar(2, 8.5, 12, 58.5),
        bar(2, 11, 12, None),
        bar(2, 11, 12, 58.5, status=TaskStatus.COMPLETED),
        bar(2, 11, 12, 58.0),
    ],
    ids=["overlapping", "without a place", "finished", "at the same place"],
)
def test_no_way_is_shown(after):
    ways = gaps(lane(bar(1, 8, 9), after), lambda account: straight_way)
    assert list(ways) == []


def test_tasks_that_nobody_has_lead_nowhere():
    assert legs(lane(bar(1, 8, 9), bar(2, 11, 12, 58.5), key=UNASSIGNED)) == []


def test_each_account_has_its_own_ways():
    asked = []

    def ways_of(account):
        asked.append(account)
        return straight_way

    list(gaps(lane(bar(1, 8, 9), bar(2, 11, 12, 58.5)), ways_of))
    assert asked == ["m"]
