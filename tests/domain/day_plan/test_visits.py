"""The visits of a vehicle in an order."""

from datetime import timedelta

from fleetdesk.domain.day_plan.driving_time import DrivingTime
from fleetdesk.domain.day_plan.visits import plan, shifts
from fleetdesk.domain.tasks import Task
from tests.domain.day_plan.routes import at_km, departure, minutes, way


def test_each_stop_is_reached_after_the_work_at_the_one_before():
    found = plan([at_km(30), at_km(50)], departure(), way)
    assert [(minutes(each.arrival), minutes(each.leaves)) for each in found.visits] == [(30, 40), (60, 70)]


def test_a_vehicle_waits_until_the_window_opens():
    [visit] = plan([at_km(30, opens=90, closes=120)], departure(), way).visits
    assert (visit.wait, minutes(visit.begins), minutes(visit.leaves)) == (timedelta(minutes=60), 90, 100)


def test_slack_is_what_is_left_of_the_window():
    [visit] = plan([at_km(30, closes=45)], departure(), way).visits
    assert (visit.slack, visit.late) == (timedelta(minutes=15), timedelta())


def test_a_stop_after_its_window_is_late():
    [visit] = plan([at_km(30, closes=20)], departure(), way).visits
    assert (visit.slack, visit.late) == (timedelta(minutes=-10), timedelta(minutes=10))


def test_a_task_without_an_end_has_no_slack_and_is_never_late():
    [visit] = plan([at_km(30)], departure(), way).visits
    assert (visit.slack, visit.late) == (None, timedelta())


def test_a_start_of_its_own_is_driven_to_first():
    [visit] = plan([at_km(10, start_km=40, opens=60, closes=120)], departure(), way).visits
    assert (visit.km, minutes(visit.arrival), minutes(visit.leaves)) == (70, 60 + 10 + 30, 110)


def test_breaks_make_the_arrival_later():
    [visit] = plan([at_km(300)], departure(), way).visits
    assert (minutes(visit.arrival), visit.drive_min, visit.breaks) == (345, 300, 1)


def test_waiting_long_enough_is_a_break():
    found = plan([at_km(260, opens=400), at_km(400)], departure(), way)
    assert [each.breaks for each in found.visits] == [0, 0]


def test_no_driving_time_left_is_a_rest_first():
    [visit] = plan([at_km(10)], departure(driving=DrivingTime(100, 0)), way).visits
    assert (visit.rests, minutes(visit.arrival)) == (1, 670)


def test_tasks_without_a_place_are_left_out():
    assert plan([Task("m", 1)], departure(), way).visits == ()


def test_a_plan_adds_up():
    found = plan([at_km(30, closes=10), at_km(50, closes=40)], departure(), way)
    assert (found.km, found.drive_min, found.late) == (50, 50, timedelta(minutes=20 + 20))
    assert minutes(found.ends) == 70


def test_an_empty_plan_ends_at_once():
    assert plan([], departure(), way).ends == departure().at


def test_shifts_say_who_is_reached_later():
    one, two, more = at_km(10), at_km(30), at_km(20)
    before, after = (plan(tasks, departure(), way) for tasks in ([one, two], [one, more, two]))
    assert shifts(before, after) == [(two, timedelta(minutes=10))]
