"""What the track tells of a task: when the vehicle was there, how near it came, how far it drove."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.history.task_fact import AROUND_S, LONGEST_S, fact_of, fact_period, known_part, nearest_to
from fleetdesk.domain.history.track import Track, clean
from fleetdesk.domain.tasks import Task, TaskStatus
from tests.domain.history.tracks import BEGUN, KM_OF_LON, NOW, drive, point, rest


def minute(minutes):
    return BEGUN + timedelta(minutes=minutes)


def task(km=20.0, **more):
    """A task so many km to the east, promised from an hour after the begin to two hours after it."""
    window = {"start_at": minute(60), "stop_at": minute(120)}
    return Task("m", 1, unit="242KDN", lat=58.5, lon=25.0 + km / KM_OF_LON, **(window | more))


def told(points, job=None):
    """The fact of a task by these points, over the hours that are looked at."""
    job = job or task()
    period = fact_period(job, NOW)
    assert period is not None
    return fact_of(job, clean(points, NOW), period)


THERE = [*drive(0, 20), *rest(20.5, 30, 20.0), *drive(51, 10, 20.0)]


def test_it_was_there_from_when_it_came_near_until_it_left():
    (stay,) = told(THERE).stays
    assert (stay.came, stay.left) == (True, True)
    assert stay.begins == pytest.approx(minute(19.8).timestamp(), abs=5)
    assert stay.ends == pytest.approx(minute(51.2).timestamp(), abs=15)


def test_nearest_is_found_between_two_points():
    track = clean([point(0, 0.0), point(4, 10.0)], NOW)
    near = nearest_to(track, 58.51, 25.0 + 5 / KM_OF_LON)
    assert near.metres == pytest.approx(1112, abs=5)
    assert near.at == pytest.approx(minute(2).timestamp(), abs=2)


def test_nearest_is_not_looked_for_where_nobody_knows_the_way():
    track = clean([point(0, 0.0), point(60, 10.0)], NOW)
    assert nearest_to(track, 58.5, 25.0 + 4 / KM_OF_LON).metres == pytest.approx(4000, rel=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_nearest_is_what_trying_each_piece_of_the_way_finds(seed, day_seed):
    dice = np.random.default_rng(day_seed + seed)
    places = np.cumsum(dice.normal(0, 0.4, 60))
    track = clean([point(n, km, lat=58.5 + dice.normal(0, 0.01)) for n, km in enumerate(places)], NOW)
    goal = (58.5 + dice.normal(0, 0.02), 25.0 + dice.normal(0, 0.03))
    shares = np.linspace(0, 1, 200)
    tried = [
        (
            track.lon[n] + share * (track.lon[n + 1] - track.lon[n]),
            track.lat[n] + share * (track.lat[n + 1] - track.lat[n]),
        )
        for n in range(len(track.at) - 1)
        for share in shares
    ]
    assert nearest_to(track, *goal).metres == pytest.approx(
        min(distance_m(goal[::-1], each) for each in tried), rel=0.01, abs=10
    )


def test_without_points_nothing_is_near():
    assert nearest_to(Track(), 58.5, 25.0) is None


def test_a_hole_is_not_known():
    track = clean([*drive(0, 30), *drive(90, 30, 60.0)], NOW)
    assert known_part(track, Span(minute(0).timestamp(), minute(120).timestamp())) == pytest.approx(0.5, abs=0.01)


def test_who_stood_is_known():
    track = clean(rest(0, 120, 20.0), NOW)
    assert known_part(track, Span(minute(0).timestamp(), minute(120).timestamp())) == pytest.approx(1.0)


def test_the_way_of_work_that_has_no_distance_is_measured():
    job = task(work_started_at=minute(2), work_finished_at=minute(19))
    assert told(THERE, job).driven_km == pytest.approx(17.0, abs=0.2)


def test_without_an_end_the_way_is_measured_to_where_it_came():
    assert told(THERE, task(work_started_at=minute(2))).driven_km == pytest.approx(17.8, abs=0.2)


@pytest.mark.parametrize("points", [[*drive(0, 5), *drive(15, 5, 15.0)], drive(10, 10, 10.0)])
def test_a_way_with_a_hole_or_without_its_begin_has_no_length(points):
    job = task(work_started_at=minute(2), work_finished_at=minute(19))
    assert told(points, job).driven_km is None


def test_the_place_at_what_the_server_says_is_the_tracks():
    job = task(status=TaskStatus.COMPLETED, work_finished_at=minute(10), entered_at=minute(5))
    fact = told(THERE, job)
    assert (fact.finished_m, fact.entered_m) == (pytest.approx(10_000, rel=0.01), pytest.approx(15_000, rel=0.01))


@pytest.mark.parametrize("lacking", ["unit", "lat", "lon"])
def test_a_task_without_vehicle_or_place_has_no_fact(lacking):
    assert fact_period(replace(task(), **{lacking: None}), NOW) is None


def test_a_task_that_lies_ahead_has_no_fact():
    assert fact_period(task(start_at=NOW + timedelta(hours=3), stop_at=NOW + timedelta(hours=4)), NOW) is None


def test_the_hours_around_a_finished_task_are_looked_at_and_no_later_ones():
    job = task(status=TaskStatus.COMPLETED, start_at=minute(-600), stop_at=minute(-540))
    assert fact_period(job, NOW) == Span(minute(-600).timestamp() - AROUND_S, minute(-540).timestamp() + AROUND_S)


def test_an_open_task_is_looked_at_up_to_now():
    assert fact_period(task(), NOW).ends == NOW.timestamp()


def test_of_a_long_window_the_last_days_are_looked_at():
    period = fact_period(task(start_at=NOW - timedelta(days=90)), NOW)
    assert period.ends - period.begins == LONGEST_S
