"""A task is found by a part of its reference or its place, and named by a part that no other reference has."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fleetdesk.domain.task_search import find_tasks, named_task, offer_words
from fleetdesk.domain.tasks import Task, TaskStatus

START = datetime(2026, 11, 27, 6, tzinfo=UTC)
TASKS = [
    Task("m", number, order_ref=f"ORDER-2026-{ref}", address=address, status=status, start_at=START)
    for number, ref, address, status in (
        (1, "00217", "Kase 118", TaskStatus.CREATED),
        (2, "02170", "Tamme 1", TaskStatus.COMPLETED),
        (3, "00300", "Kase 3", TaskStatus.CREATED),
    )
]


def test_unfinished_tasks_that_end_with_what_is_typed_come_first():
    assert [task.id for task in find_tasks(TASKS, "217", 9)] == [1, 2]
    assert [task.id for task in find_tasks(TASKS, "kase", 9)] == [1, 3]
    assert find_tasks(TASKS, "  ", 9) == []


def test_no_more_are_found_than_are_asked_for():
    assert len(find_tasks(TASKS, "order", 2)) == 2


def test_a_part_names_a_task_where_no_other_has_it():
    assert named_task(TASKS, "00217").id == 1
    assert named_task(TASKS, "order-2026-00300").id == 3
    assert named_task(TASKS, "217") is named_task(TASKS, "17") is named_task(TASKS, "") is None


def test_it_is_offered_with_place_and_time():
    assert offer_words(TASKS[0], ZoneInfo("Europe/Tallinn")) == "ORDER-2026-00217 · Kase 118 · 27.11. 08:00"
