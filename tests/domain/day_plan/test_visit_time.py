"""How long a visit takes, by what finished tasks took."""

from dataclasses import replace
from datetime import timedelta

from fleetdesk.domain.day_plan.visit_time import ENOUGH, USUAL, usual_visit
from fleetdesk.domain.tasks import Task, TaskStatus
from tests.sync.fakes import NOW


def done(number, minutes, **changes):
    there = Task("m", number, status=TaskStatus.COMPLETED, entered_at=NOW, left_at=NOW + timedelta(minutes=minutes))
    return replace(there, **changes)


def test_the_middle_of_what_was_taken_holds():
    tasks = [done(number, 10 + number) for number in range(ENOUGH + 1)]
    assert usual_visit(tasks) == (timedelta(minutes=15), ENOUGH + 1)


def test_too_few_tasks_say_nothing():
    assert usual_visit([done(number, 50) for number in range(ENOUGH - 1)]) == (USUAL, 0)


def test_work_counts_where_nobody_saw_the_vehicle_enter():
    ended = NOW + timedelta(minutes=33)
    worked = [
        done(number, 0, entered_at=None, left_at=None, work_started_at=NOW, work_finished_at=ended)
        for number in range(ENOUGH)
    ]
    assert usual_visit(worked) == (timedelta(minutes=33), ENOUGH)


def test_nights_and_slips_are_no_visits():
    nonsense = [done(number, minutes) for number, minutes in enumerate((0, -5, 700) * ENOUGH)]
    assert usual_visit([*nonsense, *(done(100 + number, 25) for number in range(ENOUGH))])[0] == timedelta(minutes=25)


def test_only_completed_tasks_tell():
    rejected = [done(number, 55, status=TaskStatus.REJECTED) for number in range(ENOUGH)]
    assert usual_visit(rejected) == (USUAL, 0)
