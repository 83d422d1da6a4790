"""What a drive takes with its breaks and rests, and what a tachograph leaves."""

from datetime import timedelta

import pytest

from fleetdesk.domain.day_plan.driving_time import DrivingTime, drive, left_by
from fleetdesk.domain.drivers import TachoState
from tests.sync.fakes import NOW


@pytest.mark.parametrize(
    ("minutes", "taken", "breaks", "rests"),
    [
        (0, 0, 0, 0),
        (270, 270, 0, 0),
        (271, 271 + 45, 1, 0),
        (540, 540 + 45, 1, 0),
        (541, 541 + 45 + 660, 1, 1),
        (811, 811 + 45 + 660 + 45, 2, 1),
    ],
)
def test_a_drive_takes_its_breaks_and_rests(minutes, taken, breaks, rests):
    found = drive(minutes, DrivingTime())
    assert (found.minutes, found.breaks, found.rests) == (taken, breaks, rests)


def test_a_drive_leaves_what_was_not_driven():
    assert drive(300, DrivingTime()).left == DrivingTime(240, 240)


def test_no_driving_time_begins_with_a_rest():
    found = drive(10, DrivingTime(until_break_min=200, until_rest_min=0))
    assert (found.minutes, found.rests, found.left) == (670, 1, DrivingTime(260, 530))


def test_driving_time_that_is_overdrawn_counts_as_none():
    assert drive(10, DrivingTime(until_break_min=-5, until_rest_min=300)).breaks == 1


@pytest.mark.parametrize(
    ("pause", "left"), [(44, DrivingTime(10, 100)), (45, DrivingTime(270, 100)), (660, DrivingTime())]
)
def test_a_pause_that_is_long_enough_is_a_break_or_a_rest(pause, left):
    assert DrivingTime(10, 100).paused(pause) == left


def test_nothing_known_is_a_whole_day():
    assert left_by(None, NOW) == DrivingTime()


def test_the_tachograph_says_what_is_left():
    assert left_by(TachoState("m", driven_today_min=300, until_daily_rest_min=200), NOW) == DrivingTime(240, 200)


def test_what_was_driven_today_counts_where_it_does_not_say_what_is_left():
    assert left_by(TachoState("m", driven_today_min=600), NOW) == DrivingTime(210, 0)


def test_a_driver_who_rests_long_enough_has_had_the_break():
    resting = TachoState(
        "m", activity="rest", state_changed_at=NOW - timedelta(minutes=50), driven_today_min=200, until_daily_rest_min=9
    )
    assert left_by(resting, NOW) == DrivingTime(270, 9)
