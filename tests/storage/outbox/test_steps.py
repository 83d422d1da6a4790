"""What can be taken back and done again: one gesture at a time, whole, and on the disk in one piece."""

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.outbox import Draft, OpKind, OpState
from fleetdesk.domain.steps import Direction
from fleetdesk.storage.durable_sqlite import open_precious
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.rows import MIGRATIONS

NOW = 1_795_000_000.0


@pytest.fixture
def outbox(tmp_path):
    made = Outbox(tmp_path / "outbox.db")
    yield made
    made.close()


def edit(task, before, after):
    return Draft("m", task, OpKind.UPDATE, {"notes": after}, {"notes": before}, f"T{task}")


def named(gestures):
    return [[(step.task, step.after) for step in steps] for steps in gestures]


def lead_back(outbox, gesture, drafts, into, direction, discards=()):
    return outbox.steps.lead_back(gesture, discards, drafts, drafts, (into, direction), NOW)


def test_gestures_come_the_newest_first_with_their_steps_in_order(outbox):
    outbox.insert.add([edit("1", "a", "b"), edit("2", "a", "b")], NOW, gesture="g1")
    outbox.insert.add([edit("1", "b", "c")], NOW, gesture="g2")
    assert named(outbox.steps.gestures()) == [[("1", {"notes": "c"})], [("1", {"notes": "b"}), ("2", {"notes": "b"})]]


def test_a_gesture_that_is_forgotten_is_not_offered_again(outbox):
    outbox.insert.add([edit("1", "a", "b")], NOW, gesture="g1")
    outbox.steps.forget("g1")
    assert outbox.steps.gestures() == outbox.steps.gesture("g1") == []


def test_what_was_led_back_can_be_done_again_and_taken_back_once_more(outbox):
    outbox.insert.add([edit("1", "a", "b")], NOW, gesture="g1")
    lead_back(outbox, "g1", [edit("1", "b", "a")], "g2", Direction.TAKEN_BACK)
    assert outbox.steps.gestures() == []
    assert named(outbox.steps.gestures(Direction.TAKEN_BACK)) == [[("1", {"notes": "a"})]]
    lead_back(outbox, "g2", [edit("1", "a", "b")], "g3", Direction.DONE)
    assert named(outbox.steps.gestures()) == [[("1", {"notes": "b"})]]
    assert outbox.steps.gestures(Direction.TAKEN_BACK) == []


def test_after_something_new_nothing_is_done_again(outbox):
    outbox.insert.add([edit("1", "a", "b")], NOW, gesture="g1")
    lead_back(outbox, "g1", [edit("1", "b", "a")], "g2", Direction.TAKEN_BACK)
    outbox.insert.add([edit("2", "a", "b")], NOW, gesture="g3")
    assert outbox.steps.gestures(Direction.TAKEN_BACK) == []


def test_nothing_is_led_back_where_one_write_is_being_sent(outbox):
    first, second = outbox.insert.add([edit("1", "a", "b"), edit("2", "a", "b")], NOW, gesture="g1")
    outbox.transitions.sending(second.id, NOW)
    with pytest.raises(UsageError, match="being sent"):
        lead_back(outbox, "g1", [], "g2", Direction.TAKEN_BACK, discards=(first.id, second.id))
    assert outbox.queries.op(first.id).state is OpState.QUEUED
    assert len(outbox.steps.gestures()) == 1


def test_steps_of_an_older_file_are_gestures_of_their_own(tmp_path):
    path = tmp_path / "old.db"
    old = open_precious(path, MIGRATIONS[:3])
    for number in (1, 2):
        old.execute(
            "INSERT INTO step(account, task, label, kind, before, after, at) VALUES "
            f"('m', '{number}', 'T', 'task.update', '{{}}', '{{\"notes\":\"b\"}}', {NOW})"
        )
    old.close()
    made = Outbox(path)
    assert named(made.steps.gestures()) == [[("2", {"notes": "b"})], [("1", {"notes": "b"})]]
    made.close()
