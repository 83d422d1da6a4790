"""Writes of an import, followed without looking at all of them for each that changes."""

from dataclasses import replace

from fleetdesk.domain.importing.followed import FollowedWrites
from fleetdesk.domain.outbox import Op, OpCode, OpKind, OpState


def op(number, state=OpState.QUEUED, code=""):
    return Op(number, f"u{number}", "m", f"n{number}", 1, OpKind.CREATE, state, {}, {}, code=code)


def followed(*waiting, count=4):
    return FollowedWrites(range(1, count + 1), {str(each.id): each for each in waiting})


def test_what_does_not_wait_any_more_is_done():
    made = followed(op(2), op(3))
    assert (made.count, made.done, made.is_over) == (4, 2, False)
    made.note("2", None)
    made.note("3", None)
    assert (made.done, made.is_over) == (4, True)


def test_what_asks_and_what_is_kept_is_counted_as_it_stands_last():
    made = followed(op(1), op(2, OpState.BLOCKED, OpCode.UNASSIGNED))
    assert (made.asking, made.kept, made.is_over) == (0, 1, False)
    made.note("1", replace(op(1), state=OpState.DEAD))
    assert (made.asking, made.kept, made.is_over) == (1, 1, True)
    made.note("1", op(1))
    assert (made.asking, made.is_over) == (0, False)


def test_others_are_left_alone():
    made = followed(op(1))
    made.note("99", op(99))
    assert (made.count, made.done) == (4, 3)


def test_each_write_is_looked_up_once_and_then_only_what_is_told():
    looked = []

    class Waiting(dict):
        def get(self, number, default=None):
            looked.append(number)
            return super().get(number, default)

    FollowedWrites(range(1000), Waiting()).note("7", None)
    assert len(looked) == 1000
