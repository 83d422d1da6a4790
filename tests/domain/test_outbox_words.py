"""Every state of a write has its words."""

import pytest

from fleetdesk.domain.outbox import WORDS, Op, OpCode, OpKind, OpState, state_words, what
from fleetdesk.domain.tasks import TaskStatus


def op(state, kind=OpKind.UPDATE, code="", **fields):
    return Op(1, "u", "m", "7", 1, kind, state, fields, {}, label="ORDER-7", code=code)


@pytest.mark.parametrize("state", OpState)
def test_every_state_has_words(state):
    assert state_words(op(state)) == WORDS[state]


def test_a_paused_write_says_so():
    assert state_words(op(OpState.BLOCKED, code=OpCode.PAUSED)) == "paused"


@pytest.mark.parametrize("status", [TaskStatus.IN_PROGRESS, "in_progress"])
def test_a_change_of_status_names_it_as_the_list_does(status):
    assert what(op(OpState.QUEUED, OpKind.STATUS, status=status)) == "ORDER-7: status in progress"
