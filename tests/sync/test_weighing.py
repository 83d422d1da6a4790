"""A list that lost much is believed the second time, and it is said."""

import pytest

from fleetdesk.sync.weighing import Weighing, is_short


@pytest.mark.parametrize(
    ("known", "listed", "short"),
    [
        (0, 0, False), (1, 0, True), (21, 0, True), (21, 15, False), (21, 14, True), (8, 4, False), (8, 3, True),
        (100, 70, False), (100, 69, True), (10, 40, False), (4, 1, False),
    ],
)  # fmt: skip
def test_what_is_too_short_to_be_believed(known, listed, short):
    assert is_short(known, listed) == short


@pytest.fixture
def said():
    return []


@pytest.fixture
def weighing(said):
    return Weighing(said.append)


def test_a_short_list_is_believed_the_second_time(weighing, said):
    assert not weighing.believes("m", "tasks", 21, 0)
    assert weighing.doubts("m", "tasks")
    assert weighing.believes("m", "tasks", 21, 2)
    assert not weighing.doubts("m", "tasks")
    assert said == [
        "m lists no tasks, where 21 were known. They stay until a second answer says the same.",
        "m says it again: it has 2 tasks now, where 21 were known.",
    ]


def test_a_whole_list_between_two_short_ones_ends_the_doubt(weighing, said):
    assert [weighing.believes("m", "tasks", 21, listed) for listed in (0, 21, 0, 0)] == [False, True, False, True]


def test_each_account_and_each_list_is_doubted_by_itself(weighing, said):
    names = [("m", "tasks"), ("m", "vehicles"), ("n", "tasks")]
    assert not any(weighing.believes(*name, 21, 0) for name in names)


def test_a_few_rows_less_are_everyday(weighing, said):
    assert weighing.believes("m", "tasks", 21, 19)
    assert said == []


@pytest.mark.parametrize("listed", [1, 20, 21, 40])
def test_a_list_with_rows_that_cannot_be_read_takes_nothing_away_at_first(weighing, said, listed):
    """However long it is: what it lacks may be these rows."""
    assert not weighing.believes("m", "tasks", 21, listed, lacking=1)
    assert "rows that cannot be read, and 1 of those known are missing" in said[0]
    assert weighing.believes("m", "tasks", 21, listed, lacking=1)
    assert weighing.believes("m", "tasks", listed, listed)
    assert len(said) == 2
