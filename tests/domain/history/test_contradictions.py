"""What contradicts each other of a task: the server, the promise and the track."""

from dataclasses import replace

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.contradictions import Contradiction, contradictions
from fleetdesk.domain.history.stays import Stay
from fleetdesk.domain.history.task_fact import Near, TaskFact
from fleetdesk.domain.tasks import TaskStatus
from tests.domain.history.test_task_fact import minute, task
from tests.domain.history.tracks import NOW

DONE = task(status=TaskStatus.COMPLETED, work_started_at=minute(0), work_finished_at=minute(30))
FACT = TaskFact(Span(minute(-60).timestamp(), NOW.timestamp()), 1.0, nearest=Near(4000.0, minute(20).timestamp()))


def kinds(job, fact):
    return [each.kind for each in contradictions(job, fact, NOW)]


def there(begins, ends, *, left=True):
    return Stay(minute(begins).timestamp(), minute(ends).timestamp(), came=True, left=left)


def test_done_and_never_near():
    (found,) = contradictions(DONE, FACT, NOW)
    assert (found.kind, found.metres) == (Contradiction.NEVER_NEAR, 4000.0)


@pytest.mark.parametrize("change", [{"known": 0.5}, {"nearest": Near(900.0, 0.0)}, {"nearest": None}])
def test_never_near_is_not_said_where_it_is_not_known(change):
    assert kinds(DONE, replace(FACT, **change)) == []


@pytest.mark.parametrize("status", [each for each in TaskStatus if each is not TaskStatus.COMPLETED])
def test_only_a_task_that_is_done_has_to_have_been_near(status):
    assert kinds(replace(DONE, status=status), FACT) == []


def test_marked_done_elsewhere():
    fact = replace(FACT, stays=(there(10, 20),), nearest=Near(0.0, 0.0), finished_m=5000.0)
    assert kinds(DONE, fact) == [Contradiction.FINISHED_AWAY]
    assert kinds(DONE, replace(fact, finished_m=400.0)) == []


def test_entered_elsewhere():
    assert kinds(task(entered_at=minute(5)), replace(FACT, entered_m=2000.0)) == [Contradiction.ENTERED_AWAY]


def test_there_and_gone_and_not_marked():
    fact = replace(FACT, stays=(there(10, 40),))
    assert kinds(task(status=TaskStatus.IN_PROGRESS), fact) == [Contradiction.NOT_MARKED]
    assert kinds(task(status=TaskStatus.REJECTED), fact) == []


@pytest.mark.parametrize("stay", [there(10, 230), there(10, 40, left=False)])
def test_who_has_just_left_or_may_be_there_has_time(stay):
    assert kinds(task(status=TaskStatus.IN_PROGRESS), replace(FACT, stays=(stay,))) == []


def test_the_servers_own_times_need_no_track():
    job = task(work_started_at=minute(30), work_finished_at=minute(10), entered_at=minute(9), left_at=minute(8))
    assert kinds(job, None) == [Contradiction.FINISHED_BEFORE_BEGUN, Contradiction.LEFT_BEFORE_ENTERED]


@pytest.mark.parametrize(
    ("planned", "told", "driven", "said"),
    [(20.0, 45.0, None, True), (20.0, None, 45.0, True), (20.0, 25.0, 45.0, False), (2.0, 6.0, None, False),
     (None, 45.0, None, False), (0.0, 45.0, None, False), (20.0, None, None, False)],
)  # fmt: skip
def test_a_way_that_is_much_longer_than_planned(planned, told, driven, said):
    job = task(planned_km=planned, distance_km=told)
    assert kinds(job, replace(FACT, driven_km=driven)) == [Contradiction.FARTHER] * said
