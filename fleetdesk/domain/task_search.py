"""Tasks found by a part of their reference, address or time, the likeliest first. No Qt."""

from collections.abc import Iterable
from heapq import nsmallest
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import day_and_time
from fleetdesk.base.readable import NAME, readable
from fleetdesk.domain.tasks import Task

LEAST_LETTERS = 3
"""So many letters name a task that no other task's reference contains."""


def find_tasks(tasks: Iterable[Task], text: str, most: int) -> list[Task]:
    """Return at most so many tasks whose reference or address holds every typed word, unfinished ones first."""
    words = text.casefold().split()
    if not words:
        return []
    found = (task for task in tasks if all(word in _hay(task) for word in words))
    return nsmallest(most, found, key=lambda task: _rank(task, words[0]))


def named_task(tasks: Iterable[Task], text: str) -> Task | None:
    """Return the task that a typed text names: its whole reference, or a part that no other reference has."""
    wanted = text.casefold()
    if not wanted:
        return None
    part: list[Task] = []
    for task in tasks:
        names = task.name.casefold(), readable(task.name).casefold()
        if wanted in names:
            return task
        if len(wanted) >= LEAST_LETTERS and wanted in names[0]:
            part.append(task)
    return part[0] if len(part) == 1 else None


def offer_words(task: Task, zone: ZoneInfo) -> str:
    """Return a task as it is offered: its reference, its place and its time."""
    parts = task.name, task.address or "", day_and_time(task.start_at.astimezone(zone)) if task.start_at else ""
    return " · ".join(readable(part, NAME) for part in parts if part)


def _hay(task: Task) -> str:
    return f"{task.name} {task.address or ''}".casefold()


def _rank(task: Task, word: str) -> tuple[bool, bool, float, str]:
    name = task.name.casefold()
    start = task.start_at.timestamp() if task.start_at else float("inf")
    return task.finished, not (name.startswith(word) or name.endswith(word)), start, task.key
