"""Death at every step of real code against the real simulator: nothing lost, nothing doubled, nothing stuck."""

import random
import tempfile
from pathlib import Path

import pytest

from fleetdesk.storage.outbox.outbox import Outbox
from tests.crash.mutants import KeepUntil200, PopFirst, careless
from tests.crash.scenario import FATES, enumerate_crashes
from tests.crash.world import Server

DEATHS = 200
HURTING = ["lost", "500after", "lost", "500after", "lost", "lost"]

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def server():
    return Server()


@pytest.fixture
def folder(tmp_path):
    """In memory where there is such a place: the machine does not die here (tests/power), and files die a lot."""
    if not Path("/dev/shm").is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as made:
        yield Path(made)


def scripts(seed):
    dice = random.Random(seed)
    yield []
    while True:
        yield [dice.choice(FATES) for _ in range(6)]


def test_no_death_loses_doubles_or_holds_up_a_write(folder, server, day_seed):
    tally = enumerate_crashes(folder, server, scripts(day_seed), Outbox, DEATHS)
    assert tally == {"deaths": DEATHS, "lost": 0, "doubled": 0, "stuck": 0}


def test_an_outbox_that_takes_out_first_is_caught(folder, server):
    tally = enumerate_crashes(folder, server, [[], HURTING], careless(PopFirst), 150)
    assert tally["lost"] > 10
    assert tally["doubled"] > 10


def test_an_outbox_that_keeps_until_a_good_answer_is_caught(folder, server):
    tally = enumerate_crashes(folder, server, [[], HURTING], careless(KeepUntil200), 150)
    assert tally["lost"] == 0
    assert tally["doubled"] > 10
