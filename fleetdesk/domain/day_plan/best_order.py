"""The order in which a vehicle does its tasks best, and the place in it for one more. No I/O.

Best is least late, then soonest done, then shortest. A task that is in progress stays first.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from fleetdesk.domain.day_plan.visits import DayPlan, Departure, follow, plan
from fleetdesk.domain.estimate import point
from fleetdesk.domain.roads import FindWay
from fleetdesk.domain.tasks import Task, TaskStatus, begins

MOST_EXACT = 8
"""So many tasks are tried in every order; more are improved step by step."""
MOST = 30
"""More tasks are left in the order that they have."""


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks as they are done without a better plan: what is in progress, then by their start."""
    return sorted(tasks, key=lambda task: (task.status is not TaskStatus.IN_PROGRESS, begins(task)))


def best_order(tasks: Sequence[Task], departure: Departure, ways: FindWay) -> DayPlan:
    """Return the best plan that was found for tasks in some order; the order itself where none is better."""
    placed = [task for task in tasks if point(task) is not None]
    fixed = [task for task in placed if task.status is TaskStatus.IN_PROGRESS]
    free = [task for task in placed if task.status is not TaskStatus.IN_PROGRESS]
    given = plan([*fixed, *free], departure, ways)
    if len(free) > MOST:
        return given
    return _Search(given, fixed, ways).best if len(free) <= MOST_EXACT else _improved(given, len(fixed), ways)


class _Search:
    """Tries all orders, and leaves each as soon as it cannot become better than the best one so far."""

    def __init__(self, given: DayPlan, fixed: Sequence[Task], ways: FindWay) -> None:
        self.best, self._ways = given, ways
        after, late = given.departure, timedelta()
        for task in fixed:
            visit, after = follow(task, after, ways)
            late += visit.late
        self._extend(list(fixed), after, late, [task for task in given.tasks if task not in fixed])

    def _extend(self, chosen: list[Task], departure: Departure, late: timedelta, rest: Sequence[Task]) -> None:
        if not rest:
            self._compare(chosen)
        for task in rest:
            visit, after = follow(task, departure, self._ways)
            if (late + visit.late, after.at) <= (self.best.late, self.best.ends):
                self._extend([*chosen, task], after, late + visit.late, [each for each in rest if each is not task])

    def _compare(self, chosen: Sequence[Task]) -> None:
        found = plan(chosen, self.best.departure, self._ways)
        if found.cost < self.best.cost:
            self.best = found


def _improved(given: DayPlan, fixed: int, ways: FindWay) -> DayPlan:
    """Return the plan after moving single tasks and turning stretches around, as long as that makes it better."""
    best = given
    while True:
        tried = (plan(order, given.departure, ways) for order in _neighbours(best.tasks, fixed))
        better = min(tried, key=lambda each: each.cost)
        if better.cost >= best.cost:
            return best
        best = better


def _neighbours(tasks: list[Task], fixed: int) -> Iterator[list[Task]]:
    for one in range(fixed, len(tasks)):
        others = tasks[:one] + tasks[one + 1 :]
        for place in range(fixed, len(tasks)):
            yield [*others[:place], tasks[one], *others[place:]]
        for end in range(one + 2, len(tasks) + 1):
            yield tasks[:one] + tasks[one:end][::-1] + tasks[end:]


def with_task(task: Task, tasks: Sequence[Task], departure: Departure, ways: FindWay) -> DayPlan:
    """Return the best plan that keeps the order of the tasks and takes one more with a place in between."""
    fixed = sum(each.status is TaskStatus.IN_PROGRESS for each in tasks)
    orders = ([*tasks[:place], task, *tasks[place:]] for place in range(fixed, len(tasks) + 1))
    return min((plan(order, departure, ways) for order in orders), key=lambda each: each.cost)
