"""The book: servers' copies and what waits, shown together; no list undoes what was read since it was asked for."""

from dataclasses import replace

import pytest

from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.task_store import TaskStore
from tests.task_lists import remove_unlisted

TASK = Task("m", 7, order_ref="O-7", status=TaskStatus.CREATED, notes="gate 1", address="Tamme 1")
OTHER = Task("m", 8, order_ref="O-8", status=TaskStatus.CREATED)


def take_list(task_store, tasks, since, *, everything=False):
    """A whole list of a server, as the store takes it over."""
    task_store.set_tasks(tasks, since)
    remove_unlisted(task_store, "m", [task.id for task in tasks], since, everything=everything)


@pytest.fixture
def task_store():
    made = TaskStore()
    take_list(made, [TASK, OTHER], made.mark())
    return made


def op(number=1, task="7", state=OpState.QUEUED, kind=OpKind.UPDATE, server_id=None, **fields):
    return Op(number, f"u{number}", "m", task, number, kind, state, fields, {}, "O-7", server_id=server_id)


def test_what_waits_is_laid_over_the_servers_copy(task_store):
    task_store.apply_op(op(notes="dock 3"))
    assert (task_store.shown["m/7"].notes, task_store.shown["m/7"].pending) == ("dock 3", ("notes",))
    assert task_store.server("m/7").notes == "gate 1"


def test_what_ended_is_taken_off(task_store):
    task_store.apply_op(op(notes="dock 3"))
    task_store.apply_op(op(notes="dock 3", state=OpState.CANCELLED))
    assert task_store.shown["m/7"] == TASK
    assert task_store.waiting == {}


def test_a_later_write_lies_over_an_earlier_one(task_store):
    task_store.apply_op(op(2, notes="b"))
    task_store.apply_op(op(1, notes="a"))
    assert task_store.shown["m/7"].notes == "b"


def test_a_new_task_is_shown_before_any_server_has_it_and_keeps_its_key(task_store):
    task_store.apply_op(op(1, "n1", kind=OpKind.CREATE, order_ref="FD-1", address="Tamme 9"))
    assert task_store.shown["m/n1"].address == "Tamme 9"
    task_store.set_task(Task("m", 99, local_id="n1", order_ref="FD-1", address="Tamme 9"))
    task_store.apply_op(op(1, "n1", OpState.DONE, OpKind.CREATE, server_id=99, order_ref="FD-1"))
    assert (task_store.shown["m/n1"].id, task_store.shown["m/n1"].pending) == (99, ())
    take_list(task_store, [TASK, OTHER, Task("m", 99, order_ref="FD-1")], task_store.mark())
    assert "m/99" not in task_store.shown
    assert task_store.shown["m/n1"].id == 99


def test_a_list_that_was_asked_for_before_a_task_was_read_changes_it_not(task_store):
    asked = task_store.mark()
    task_store.set_task(replace(TASK, notes="newer"))
    take_list(task_store, [OTHER], asked)
    assert task_store.shown["m/7"].notes == "newer"
    take_list(task_store, [OTHER], task_store.mark())
    assert "m/7" not in task_store.shown


def test_a_list_that_was_not_read_whole_takes_nobody_away(task_store):
    task_store.set_tasks([OTHER], task_store.mark())
    assert "m/7" in task_store.shown


def test_what_waits_stays_on_the_desk_when_its_task_leaves_the_list(task_store):
    task_store.apply_op(op(notes="dock 3"))
    take_list(task_store, [OTHER], task_store.mark())
    assert task_store.shown["m/7"].notes == "dock 3"


def test_finished_tasks_stay_only_while_they_are_wanted(task_store):
    task_store.keep_finished = True
    done = replace(TASK, status=TaskStatus.COMPLETED)
    take_list(task_store, [done, OTHER], task_store.mark(), everything=True)
    take_list(task_store, [OTHER], task_store.mark())
    assert task_store.shown["m/7"].finished
    assert set(task_store.unfinished) == {"m/8"}
    task_store.drop_finished(["m/7", "m/8"])
    assert set(task_store.shown) == {"m/7", "m/8"}
    task_store.keep_finished = False
    task_store.drop_finished(["m/7", "m/8"])
    assert set(task_store.shown) == {"m/8"}


def test_what_others_change_is_news_and_what_we_change_is_not(task_store):
    task_store.apply_op(op(notes="dock 3"))
    task_store.set_task(replace(TASK, notes="dock 3"))
    assert task_store.unseen == set()
    task_store.set_task(replace(TASK, notes="dock 3", address="Elsewhere"))
    assert task_store.unseen == {"m/7"}
    task_store.mark_seen(["m/7"])
    assert task_store.unseen == set()


def test_a_task_that_somebody_else_has_just_made_is_news(task_store):
    take_list(task_store, [TASK], task_store.mark())
    assert task_store.unseen == set()  # the first list is no news
    theirs = replace(TASK, id=9, order_ref="THEIRS")
    done = replace(TASK, id=10, order_ref="DONE", status=TaskStatus.COMPLETED)
    take_list(task_store, [TASK, theirs, done], task_store.mark())
    assert task_store.unseen == {"m/9"}  # a finished one was only not shown until now


def test_a_task_made_here_is_no_news(task_store):
    take_list(task_store, [TASK], task_store.mark())
    task_store.set_made_here("m", {11: "f00"})
    take_list(task_store, [TASK, replace(TASK, id=11, order_ref="OURS")], task_store.mark())
    assert "m/f00" in task_store.shown
    assert task_store.unseen == set()


def test_after_an_account_was_removed_its_first_list_is_no_news(task_store):
    take_list(task_store, [TASK], task_store.mark())
    task_store.drop("m")
    take_list(task_store, [TASK, OTHER], task_store.mark())
    assert task_store.unseen == set()


def test_what_was_not_looked_at_before_the_start_is_marked_again(task_store):
    take_list(task_store, [TASK], task_store.mark())
    assert task_store.mark_unseen(["m/7", "m/404"]).changed == ("m/7",)
    assert task_store.unseen_of("m") == ["m/7"]
    assert task_store.unseen_of("o") == []


def test_what_waits_is_counted_by_its_state(task_store):
    task_store.apply_op(op(1, notes="a"))
    task_store.apply_op(op(2, "8", OpState.DEAD, notes="b"))
    assert (task_store.in_state[OpState.QUEUED], task_store.in_state[OpState.DEAD], task_store.asking) == (1, 1, 1)
    task_store.apply_op(op(2, "8", OpState.CANCELLED, notes="b"))
    assert (task_store.in_state[OpState.DEAD], task_store.asking) == (0, 0)
