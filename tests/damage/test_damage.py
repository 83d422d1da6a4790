"""A small run of `make damage`, and a starter that drops silently what it cannot read, which must be caught."""

import contextlib

import pytest

from fleetdesk.base import log
from tests.damage import home
from tests.damage.spoiling import MARK
from tests.damage.trial import trials
from tests.day_seed import cases_of_the_day

CASES = 120


@pytest.fixture(autouse=True)
def no_log_file():
    """The last start has its log open."""
    yield
    log.start(None)


def test_it_starts_says_what_it_lost_and_loses_nothing_else(tmp_path, day_seed):
    tally, wrong = trials(tmp_path, CASES, day_seed)
    assert wrong == []
    assert tally["said"] > CASES / 3


def silent(folder):
    """As the real start, but nobody hears what it says."""
    found = home.start(folder)
    found.notices = []
    return found


def careless(folder):
    """Takes away what it cannot read, in place of putting it aside."""
    found = home.start(folder)
    for each in folder.glob("*.unreadable.*"):
        each.unlink()
    return found


def forgetful(folder):
    """Writes the tray anew with what it knows."""
    found = home.start(folder)
    with contextlib.suppress(OSError):
        for each in folder.glob("*.json"):
            each.write_bytes(each.read_bytes().replace(MARK.encode(), b"x"))
    return found


CARELESS = [
    (silent, "gone without a word"),
    (careless, "nowhere any more"),
    (forgetful, "an unknown field cost itself"),
]


@pytest.mark.parametrize(("starter", "says"), cases_of_the_day(CARELESS, 1))
def test_a_careless_start_is_caught(tmp_path, starter, says):
    _, wrong = trials(tmp_path, 60, 7, starter)
    assert any(says in each for each in wrong)
