"""The book: servers' copies and what waits, shown together; no list undoes what was read since it was asked for."""

from dataclasses import replace

import pytest

from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.task_store import TaskStore

TASK = Task("m", 7, order_ref="O-7", status=TaskStatus.CREATED, notes="gate 1", address="Tamme 1")
OTHER = Task("m", 8, order_ref="O-8", status=TaskStatus.CREATED)


@pytest.fixture
def book():
    made = TaskStore()
    made.take_list("m", [TASK, OTHER], made.mark(), whole=True, everything=False)
    return made


def op(number=1, task="7", state=OpState.QUEUED, kind=OpKind.UPDATE, server_id=None, **fields):
    return Op(number, f"u{number}", "m", task, number, kind, state, fields, {}, "O-7", server_id=server_id)


def test_what_waits_is_laid_over_the_servers_copy(book):
    book.take_op(op(notes="dock 3"))
    assert (book.shown["m/7"].notes, book.shown["m/7"].pending) == ("dock 3", ("notes",))
    assert book.server("m/7").notes == "gate 1"


def test_what_ended_is_taken_off(book):
    book.take_op(op(notes="dock 3"))
    book.take_op(op(notes="dock 3", state=OpState.CANCELLED))
    assert book.shown["m/7"] == TASK
    assert book.waiting == {}


def test_a_later_write_lies_over_an_earlier_one(book):
    book.take_op(op(2, notes="b"))
    book.take_op(op(1, notes="a"))
    assert book.shown["m/7"].notes == "b"


def test_a_new_task_is_shown_before_any_server_has_it_and_keeps_its_key(book):
    book.take_op(op(1, "n1", kind=OpKind.CREATE, order_ref="FD-1", address="Tamme 9"))
    assert book.shown["m/n1"].address == "Tamme 9"
    book.take(Task("m", 99, local_id="n1", order_ref="FD-1", address="Tamme 9"))
    book.take_op(op(1, "n1", OpState.DONE, OpKind.CREATE, server_id=99, order_ref="FD-1"))
    assert (book.shown["m/n1"].id, book.shown["m/n1"].pending) == (99, ())
    book.take_list("m", [TASK, OTHER, Task("m", 99, order_ref="FD-1")], book.mark(), whole=True, everything=False)
    assert "m/99" not in book.shown
    assert book.shown["m/n1"].id == 99


def test_a_list_that_was_asked_for_before_a_task_was_read_changes_it_not(book):
    asked = book.mark()
    book.take(replace(TASK, notes="newer"))
    book.take_list("m", [OTHER], asked, whole=True, everything=False)
    assert book.shown["m/7"].notes == "newer"
    book.take_list("m", [OTHER], book.mark(), whole=True, everything=False)
    assert "m/7" not in book.shown


def test_a_list_that_was_not_read_whole_takes_nobody_away(book):
    book.take_list("m", [OTHER], book.mark(), whole=False, everything=False)
    assert "m/7" in book.shown


def test_what_waits_stays_on_the_desk_when_its_task_leaves_the_list(book):
    book.take_op(op(notes="dock 3"))
    book.take_list("m", [OTHER], book.mark(), whole=True, everything=False)
    assert book.shown["m/7"].notes == "dock 3"


def test_finished_tasks_stay_only_while_they_are_wanted(book):
    book.keep_finished = True
    done = replace(TASK, status=TaskStatus.COMPLETED)
    book.take_list("m", [done, OTHER], book.mark(), whole=True, everything=True)
    book.take_list("m", [OTHER], book.mark(), whole=True, everything=False)
    assert book.shown["m/7"].finished
    assert set(book.unfinished) == {"m/8"}
    book.show_finished(False)
    assert set(book.shown) == {"m/8"}


def test_what_others_change_is_news_and_what_we_change_is_not(book):
    book.take_op(op(notes="dock 3"))
    book.take(replace(TASK, notes="dock 3"))
    assert book.unseen == set()
    book.take(replace(TASK, notes="dock 3", address="Elsewhere"))
    assert book.unseen == {"m/7"}
    book.seen(["m/7"])
    assert book.unseen == set()


def test_what_waits_is_counted_by_its_state(book):
    book.take_op(op(1, notes="a"))
    book.take_op(op(2, "8", OpState.DEAD, notes="b"))
    assert (book.in_state[OpState.QUEUED], book.in_state[OpState.DEAD], book.asking) == (1, 1, 1)
    book.take_op(op(2, "8", OpState.CANCELLED, notes="b"))
    assert (book.in_state[OpState.DEAD], book.asking) == (0, 0)
