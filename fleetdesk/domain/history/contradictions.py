"""What cannot be true of a task at once: what the server says of it, what was promised, and where the vehicle was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fleetdesk.domain.history.task_fact import TaskFact
from fleetdesk.domain.tasks import Task, TaskStatus

FAR_M = 1000.0
"""Who is farther from a place than this was not there, however the address was placed."""
KNOWN = 0.9
"""What never happened is said only where the way is known for so great a part of the time."""
FORGOTTEN_S = 1800.0
"""So long after it has left, a task that is not finished was forgotten."""
FARTHER, FARTHER_KM = 1.3, 5.0
"""A way is called longer than planned if it is by this factor and by so many kilometres."""


class Contradiction(StrEnum):
    """What contradicts what."""

    NEVER_NEAR = "never near"
    FINISHED_AWAY = "finished away"
    ENTERED_AWAY = "entered away"
    NOT_MARKED = "not marked"
    FINISHED_BEFORE_BEGUN = "finished before begun"
    LEFT_BEFORE_ENTERED = "left before entered"
    FARTHER = "farther"


@dataclass(frozen=True, slots=True)
class Contradicting:
    """One contradiction; where it has them, its distance in metres, and two moments in seconds since 1970."""

    kind: Contradiction
    metres: float = 0.0
    begins: float = 0.0
    ends: float = 0.0


def contradictions(task: Task, fact: TaskFact | None, now: datetime) -> list[Contradicting]:
    """Return what contradicts each other, the worst first; without a fact by the server's own times alone."""
    found = list(_of_track(task, fact, now.timestamp())) if fact is not None else []
    return [*found, *_of_server(task), *_of_way(task, fact)]


def _of_track(task: Task, fact: TaskFact, now: float) -> Iterator[Contradicting]:
    nearest, done = fact.nearest, task.status is TaskStatus.COMPLETED
    away = done and nearest is not None and nearest.metres > FAR_M and fact.known >= KNOWN
    if away and nearest is not None:
        yield Contradicting(Contradiction.NEVER_NEAR, nearest.metres)
    if done and not away and fact.finished_m is not None and fact.finished_m > FAR_M:
        yield Contradicting(Contradiction.FINISHED_AWAY, fact.finished_m, _seconds(task.work_finished_at))
    if fact.entered_m is not None and fact.entered_m > FAR_M:
        yield Contradicting(Contradiction.ENTERED_AWAY, fact.entered_m, _seconds(task.entered_at))
    last = fact.stays[-1] if fact.stays else None
    if last is not None and last.left and not task.finished and now - last.ends > FORGOTTEN_S:
        yield Contradicting(Contradiction.NOT_MARKED, 0.0, last.begins, last.ends)


def _of_server(task: Task) -> Iterator[Contradicting]:
    pairs = (
        (Contradiction.FINISHED_BEFORE_BEGUN, task.work_started_at, task.work_finished_at),
        (Contradiction.LEFT_BEFORE_ENTERED, task.entered_at, task.left_at),
    )
    for kind, first, second in pairs:
        if first is not None and second is not None and second < first:
            yield Contradicting(kind, 0.0, first.timestamp(), second.timestamp())


def _of_way(task: Task, fact: TaskFact | None) -> Iterator[Contradicting]:
    planned = task.planned_km
    driven = driven_km(task, fact)
    if planned and driven is not None and driven > planned * FARTHER and driven - planned > FARTHER_KM:
        yield Contradicting(Contradiction.FARTHER, (driven - planned) * 1000)


def driven_km(task: Task, fact: TaskFact | None) -> float | None:
    """Return the kilometres that were driven for a task, as the server says, else as the track tells."""
    if task.distance_km is not None:
        return task.distance_km
    return fact.driven_km if fact is not None else None


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment is not None else 0.0
