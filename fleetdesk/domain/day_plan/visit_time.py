"""How long a visit takes: what the fleet's own finished tasks took. No I/O."""

from collections.abc import Iterable
from datetime import timedelta
from statistics import median

from fleetdesk.domain.tasks import Task, TaskStatus

USUAL = timedelta(minutes=20)
"""Holds until enough tasks have told how long they took."""
ENOUGH = 10
LONGEST_MIN = 240.0
"""A visit that took longer, or no time at all, was no unloading."""


def usual_visit(tasks: Iterable[Task]) -> tuple[timedelta, int]:
    """Return how long half of the finished tasks took at their place, at most, and how many told that."""
    found = [minutes for task in tasks if (minutes := _minutes(task)) is not None]
    if len(found) < ENOUGH:
        return USUAL, 0
    return timedelta(minutes=round(median(found))), len(found)


def _minutes(task: Task) -> float | None:
    begun, ended = task.entered_at or task.work_started_at, task.left_at or task.work_finished_at
    if task.status is not TaskStatus.COMPLETED or begun is None or ended is None:
        return None
    minutes = (ended - begun).total_seconds() / 60
    return minutes if 0 < minutes <= LONGEST_MIN else None
