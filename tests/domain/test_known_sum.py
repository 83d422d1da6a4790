"""Sums of what is known alone."""

from fleetdesk.domain.known_sum import known_sum


def test_what_is_unknown_is_left_out():
    assert known_sum([2, None, 3]) == 5


def test_a_sum_of_nothing_known_is_unknown():
    assert known_sum([None, None]) is None


def test_a_known_zero_is_a_sum():
    assert known_sum([0.0, None]) == 0.0
