"""What a fleet's finished tasks tell of how long its ways take, and when they tell nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.domain.assignment_impact import assignment_impact
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.learnt_pace import learn
from fleetdesk.domain.learnt_ways import LearntWays
from fleetdesk.domain.quartiles import FEWEST
from fleetdesk.domain.tasks import Task, TaskStatus
from tests.domain.test_assignment_impact import NOW, ZONE, car, task

BEGIN = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
HERE, THERE = (25.0, 58.0), (25.0, 58.5)
KM = distance_m(HERE, THERE) / 1000


def day(minutes, unit="A", account="m"):
    """A vehicle that goes to and fro; `minutes` are what it takes from each place to the next."""
    tasks, now = [], BEGIN
    for number, took in enumerate([0, *minutes]):
        now += timedelta(minutes=took)
        lon, lat = (HERE, THERE)[number % 2]
        came, now = now, now + timedelta(minutes=20)
        tasks.append(
            Task(
                account,
                number + 1,
                unit=unit,
                status=TaskStatus.COMPLETED,
                lat=lat,
                lon=lon,
                entered_at=came,
                left_at=now,
            )
        )
    return tasks


def test_the_middle_and_the_quarters_are_learnt():
    pace = learn(day([50] * 10 + [60] * 20 + [70] * 10))["m"]
    assert (pace.least * KM, pace.middle * KM, pace.most * KM) == pytest.approx((52.5, 60, 67.5), abs=3)
    assert pace.count == 40


def test_a_few_rests_change_little():
    usual, rested = learn(day([60] * 40))["m"], learn(day([60] * 40 + [700] * 5 + [240] * 5 + [1] * 5))["m"]
    assert rested.middle == pytest.approx(usual.middle)


def test_too_few_ways_tell_nothing():
    assert learn(day([60] * (FEWEST - 1))) == {}
    assert set(learn(day([60] * FEWEST))) == {"m"}


def test_each_account_learns_from_its_own():
    paces = learn([*day([60] * 30), *day([90] * 30, account="o")])
    assert paces["o"].middle == pytest.approx(paces["m"].middle * 1.5)


@pytest.mark.parametrize(
    "lost", [{"entered_at": None}, {"left_at": None}, {"lat": None}, {"unit": None}, {"status": TaskStatus.CREATED}]
)
def test_what_is_not_known_is_no_way(lost):
    assert learn([replace(each, **lost) for each in day([60] * 40)]) == {}


def test_begin_and_end_of_the_work_do_where_nobody_says_when_the_place_was_entered():
    tasks = [
        replace(each, entered_at=None, left_at=None, work_started_at=each.entered_at, work_finished_at=each.left_at)
        for each in day([60] * 40)
    ]
    assert learn(tasks)["m"].count == 40


def test_the_spread_and_the_count_are_said():
    ways = LearntWays(learn(day([50] * 10 + [60] * 20 + [70] * 10))["m"])
    found = assignment_impact(task(km=KM), car(), [], NOW, ways.way)
    assert "km, about 53 to 68 min, about 15:00" in found.in_words(ZONE)
    assert "as on 40 ways of this fleet" in found.in_words(ZONE)
    assert not found.by_road
