"""The plans that a dispatcher compares, which tasks are in them, and what taking one changes."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from fleetdesk.domain.day_plan.plans import compare, new_starts, tasks_of_day
from fleetdesk.domain.day_plan.visits import plan
from fleetdesk.domain.tasks import Task, TaskStatus
from tests.domain.day_plan.routes import at_km, departure, minutes, way
from tests.sync.fakes import NOW

ZONE = ZoneInfo("Europe/Tallinn")
DAY = 1440


def ids(tasks):
    return [task.id for task in tasks]


def test_the_order_of_the_windows_is_compared_with_the_best():
    tasks = [at_km(30, opens=1), at_km(10, opens=2)]
    found = compare(tasks, None, departure(), way)
    assert (ids(found.as_it_is.tasks), ids(found.best.tasks), found.added) == ([30, 10], [10, 30], None)


def test_another_task_is_tried_between_them():
    found = compare([at_km(10, opens=1), at_km(30, opens=2)], at_km(20), departure(), way)
    assert ids(found.added.tasks) == [10, 20, 30]


def test_another_task_without_a_place_is_not_tried():
    assert compare([at_km(10)], Task("m", 9), departure(), way).added is None


def test_tasks_without_a_place_are_told_apart():
    nowhere = Task("m", 9)
    found = compare([at_km(10), nowhere], None, departure(), way)
    assert (ids(found.as_it_is.tasks), found.unplaced) == ([10], (nowhere,))


def test_today_has_what_is_late_and_what_names_no_time():
    late, today, untimed, later = at_km(1, opens=-DAY), at_km(2, opens=60), at_km(3), at_km(4, opens=2 * DAY)
    assert tasks_of_day([late, today, untimed, later], NOW, ZONE) == [late, today, untimed]


def test_an_empty_today_shows_the_next_day():
    tomorrow, after = at_km(1, opens=DAY), at_km(2, opens=3 * DAY)
    assert tasks_of_day([tomorrow, after], NOW, ZONE) == [tomorrow]


def test_finished_tasks_are_not_driven_to():
    assert tasks_of_day([at_km(1, status=TaskStatus.COMPLETED)], NOW, ZONE) == []


def test_an_order_that_holds_already_changes_nothing():
    assert new_starts(plan([at_km(10, opens=5), at_km(20, opens=9)], departure(), way)) == {}


def test_a_task_that_comes_later_starts_when_the_vehicle_is_there():
    first, second = at_km(10, opens=9), at_km(20, opens=5)
    [(key, start)] = new_starts(plan([first, second], departure(), way)).items()
    assert (key, minutes(start)) == (second.key, 30)


def test_a_task_without_a_start_gets_one():
    [start] = new_starts(plan([at_km(10)], departure(), way)).values()
    assert minutes(start) == 10


def test_new_starts_come_one_after_the_other():
    tasks = [at_km(10, number, opens=50 - number) for number in range(3)]
    starts = new_starts(plan(tasks, replace(departure(), work=timedelta()), way))
    moved = [replace(task, start_at=starts.get(task.key, task.start_at)) for task in tasks]
    assert [task.start_at for task in moved] == sorted({task.start_at for task in moved})


def test_no_start_comes_after_its_window():
    tasks = [at_km(100, opens=90), at_km(50, opens=5, closes=30)]
    [start] = new_starts(plan(tasks, departure(), way)).values()
    assert minutes(start) == 30


def test_what_is_in_progress_keeps_its_start():
    begun = at_km(50, opens=5, status=TaskStatus.IN_PROGRESS)
    assert begun.key not in new_starts(plan([begun, at_km(10, opens=1)], departure(), way))
