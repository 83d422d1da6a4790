"""The best order of a day, and the place in it for one more task."""

from datetime import timedelta
from itertools import permutations
from random import Random

import pytest

from fleetdesk.domain.day_plan.best_order import MOST, MOST_EXACT, best_order, in_order, with_task
from fleetdesk.domain.day_plan.visits import plan
from fleetdesk.domain.tasks import Task, TaskStatus
from tests.domain.day_plan.routes import at_km, departure, way


def numbers(found):
    return [task.id for task in found.tasks]


def random_tasks(dice, count):
    opens = [dice.randrange(0, 300) for _ in range(count)]
    return [
        at_km(dice.randrange(1, 90), number, opens=opens[number], closes=opens[number] + dice.randrange(20, 120))
        for number in range(count)
    ]


def test_tasks_go_by_their_start_and_what_is_in_progress_is_first():
    late, soon, now = at_km(1, opens=90), at_km(2, opens=30), at_km(3, opens=99, status=TaskStatus.IN_PROGRESS)
    assert in_order([late, soon, now]) == [now, soon, late]


def test_the_way_there_and_back_is_not_driven_twice():
    assert numbers(best_order([at_km(30), at_km(10), at_km(20)], departure(), way)) == [10, 20, 30]


def test_windows_come_before_distance():
    tasks = [at_km(10, closes=200), at_km(40, closes=40)]
    assert numbers(best_order(tasks, departure(km=5), way)) == [40, 10]


def test_what_is_in_progress_stays_first():
    tasks = [at_km(50, status=TaskStatus.IN_PROGRESS), at_km(10), at_km(60)]
    assert numbers(best_order(tasks, departure(), way))[0] == 50


def test_no_order_is_better_than_the_best(day_seed):
    dice = Random(day_seed)
    for _ in range(20):
        tasks = random_tasks(dice, 5)
        best = min(plan(order, departure(), way).cost for order in permutations(tasks))
        assert best_order(tasks, departure(), way).cost == best


def test_many_tasks_are_never_left_worse_than_they_were(day_seed):
    tasks = random_tasks(Random(day_seed), MOST_EXACT + 4)
    given, found = plan(tasks, departure(), way), best_order(tasks, departure(), way)
    assert found.cost <= given.cost
    assert sorted(numbers(found)) == sorted(numbers(given))


def test_many_tasks_on_a_line_are_put_in_line():
    tasks = [at_km(km) for km in (50, 10, 90, 30, 70, 20, 80, 40, 60, 15)]
    assert numbers(best_order(tasks, departure(), way)) == sorted(task.id for task in tasks)


def test_too_many_tasks_stay_in_their_order():
    tasks = [at_km(km) for km in range(MOST + 1, 0, -1)]
    assert numbers(best_order(tasks, departure(), way)) == [task.id for task in tasks]


def test_no_order_is_given_where_nothing_has_a_place():
    assert best_order([Task("m", 1)], departure(), way).visits == ()


def test_one_more_task_goes_where_it_costs_least():
    found = with_task(at_km(20), [at_km(10), at_km(30)], departure(), way)
    assert numbers(found) == [10, 20, 30]


def test_one_more_task_comes_after_what_is_in_progress():
    found = with_task(at_km(5), [at_km(10, status=TaskStatus.IN_PROGRESS)], departure(), way)
    assert numbers(found) == [10, 5]


@pytest.mark.parametrize("closes", [60, 200])
def test_one_more_task_changes_no_order(closes):
    tasks = [at_km(50, closes=closes), at_km(10, closes=400)]
    found = with_task(at_km(30), tasks, departure(), way)
    assert [number for number in numbers(found) if number != 30] == [50, 10]
    assert found.late == timedelta()
