"""Tasks by vehicle and reference: the same as walking all of them, whatever has become of them."""

import random
from dataclasses import replace

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Unit
from fleetdesk.sync.task_store import TaskStore
from tests.task_lists import remove_unlisted
from tests.walked import Walked

UNITS, REFS = ("1", "2", None), ("A", "B", None)


def task(number, dice):
    status = dice.choice(list(TaskStatus))
    return Task("m", number, unit=dice.choice(UNITS), order_ref=dice.choice(REFS), status=status)


def test_it_finds_what_walking_all_tasks_finds():
    dice, task_store = random.Random(5), TaskStore()
    task_store.keep_finished = True
    for _ in range(400):
        number = dice.randrange(30)
        if dice.random() < 0.2:
            left = [each.id for each in task_store.shown.values() if each.id != number]
            remove_unlisted(task_store, "m", left, task_store.mark(), everything=True)
        else:
            task_store.set_task(task(number, dice))
            task_store = again(task_store) if dice.random() < 0.05 else task_store
        shown = task_store.shown
        for unit in ("1", "2"):
            theirs = [key for key, each in shown.items() if each.unit == unit and not each.finished]
            assert {each.key for each in task_store.open_of(Unit("m", unit))} == set(theirs)
        for ref in ("A", "B"):
            named = {key for key, each in shown.items() if each.order_ref == ref}
            assert set(task_store.index.of_ref("m", ref)) == named


def again(task_store):
    """A store that has read the same tasks anew."""
    made = TaskStore()
    made.keep_finished = True
    made.set_tasks(list(task_store.shown.values()), made.mark())
    return made


def test_the_tasks_of_a_vehicle_are_found_without_walking_all():
    task_store = TaskStore()
    task_store.unfinished = Walked()
    task_store.set_tasks([Task("m", number, unit=str(number % 3)) for number in range(9)], task_store.mark())
    assert [each.id for each in task_store.open_of(Unit("m", "1"))] == [1, 4, 7]
    task_store.set_task(replace(task_store.shown["m/4"], unit="2"))
    assert [each.id for each in task_store.open_of(Unit("m", "1"))] == [1, 7]
    assert task_store.unfinished.walks == 0
