"""A list that lost much is believed when a second one lacks the same, and it is said."""

import pytest

from fleetdesk.sync.weighing import Weighing


def rows(count, first=0):
    return set(range(first, first + count))


@pytest.fixture
def said():
    return []


@pytest.fixture
def weighing(said):
    return Weighing(said.append)


@pytest.mark.parametrize(
    ("known", "listed", "doubted"),
    [
        (0, 0, False),
        (1, 0, True),
        (21, 0, True),
        (21, 15, False),
        (21, 14, True),
        (8, 4, False),
        (8, 3, True),
        (100, 70, False),
        (100, 69, True),
        (10, 40, False),
        (4, 1, False),
    ],
)
def test_what_is_too_short_to_be_believed(weighing, known, listed, doubted):
    assert weighing.believes("m", "tasks", rows(known), rows(listed)) != doubted


def test_a_short_list_is_believed_the_second_time(weighing, said):
    assert not weighing.believes("m", "tasks", rows(21), rows(0))
    assert weighing.doubts("m", "tasks")
    assert weighing.believes("m", "tasks", rows(21), rows(2))
    assert not weighing.doubts("m", "tasks")
    assert said == [
        "m lists no tasks, where 21 were known. They stay until a second answer says the same.",
        "m says it again: it has 2 tasks now, where 21 were known.",
    ]


def test_a_list_of_others_is_not_believed_however_long_it_is(weighing, said):
    assert not weighing.believes("m", "tasks", rows(21), rows(30, first=100))
    assert "21 of them are missing" in said[0]
    assert weighing.believes("m", "tasks", rows(21), rows(30, first=100))


def test_a_second_list_that_lacks_others_confirms_nothing(weighing, said):
    assert not weighing.believes("m", "tasks", rows(20), rows(10))
    assert not weighing.believes("m", "tasks", rows(20), rows(10, first=10))
    assert weighing.believes("m", "tasks", rows(20), rows(11, first=10))


def test_a_whole_list_between_two_short_ones_ends_the_doubt(weighing, said):
    lists = [weighing.believes("m", "tasks", rows(21), rows(listed)) for listed in (0, 21, 0, 0)]
    assert lists == [False, True, False, True]


def test_each_account_and_each_list_is_doubted_by_itself(weighing, said):
    names = [("m", "tasks"), ("m", "units"), ("n", "tasks")]
    assert not any(weighing.believes(*name, rows(21), rows(0)) for name in names)


def test_a_few_rows_less_are_everyday(weighing, said):
    assert weighing.believes("m", "tasks", rows(21), rows(19))
    assert said == []


@pytest.mark.parametrize("listed", [1, 20, 21, 40])
def test_a_list_with_rows_that_cannot_be_read_takes_nothing_away_at_first(weighing, said, listed):
    """However long it is: what it lacks may be these rows."""
    found = rows(listed, first=1)
    assert not weighing.believes("m", "tasks", rows(21), found, unread=True)
    assert "rows that cannot be read, and " in said[0]
    assert weighing.believes("m", "tasks", rows(21), found, unread=True)
    assert weighing.believes("m", "tasks", found, found, unread=True)
    assert len(said) == 2
