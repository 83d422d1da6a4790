"""A key is made and taken apart in one place."""

import pytest

from fleetdesk.domain.keys import account_of, split_key, task_key, unit_key


@pytest.mark.parametrize("tail", ["7", "820 BHT", "a/b", "/", "", "Õ"])
def test_a_key_can_be_taken_apart_again(tail):
    for make in (unit_key, task_key):
        assert split_key(make("m", tail)) == ("m", tail)
        assert account_of(make("m", tail)) == "m"


def test_a_number_of_the_server_ends_a_key_as_text():
    assert task_key("m", 7) == "m/7"


@pytest.mark.parametrize("key", ["", "m"])
def test_what_is_no_key_has_no_end(key):
    assert split_key(key) == (key, "")
