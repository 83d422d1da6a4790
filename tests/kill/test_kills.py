"""SIGKILL at random moments and at named points of a real process: nothing lost, nothing doubled, nothing stuck."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.day_seed import cases_of_the_day

KILLS = 12

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform == "win32", reason="no fork there"),
]


def kill(*words):
    command = [sys.executable, "-m", "tests.kill", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=590)
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_no_kill_loses_doubles_or_holds_up_a_write(day_seed):
    told = kill(KILLS, day_seed)
    assert told["kills"] == KILLS
    assert told["acknowledged"] > KILLS / 2
    assert (told["lost"], told["doubled"], told["stuck"]) == (0, 0, 0), told["why"]


DOCUMENT_KILLS = 10


def test_no_kill_loses_doubles_changes_or_holds_up_a_document(day_seed):
    told = kill(DOCUMENT_KILLS, day_seed, "--documents")
    assert told["kills"] == DOCUMENT_KILLS
    assert told["acknowledged"] > DOCUMENT_KILLS / 8
    assert (told["lost"], told["doubled"], told["stuck"], told["left_over"]) == (0, 0, 0, 0), told["why"]


CREATION_KILLS = 10


def test_no_kill_loses_doubles_or_holds_up_a_creation(day_seed):
    told = kill(CREATION_KILLS, day_seed, "--creations")
    assert told["kills"] == CREATION_KILLS
    assert told["acknowledged"] > CREATION_KILLS / 2
    assert (told["lost"], told["doubled"], told["stuck"]) == (0, 0, 0), told["why"]


CARELESS = {
    "takes writes out first": (1,),
    "sends documents again without looking": (5000, "--documents"),
    "takes creations out first": (1, "--creations"),
}


@pytest.mark.parametrize("how", cases_of_the_day(list(CARELESS), 1))
def test_a_careless_outbox_is_caught(how):
    told = kill(10, *CARELESS[how], "--mutant")
    assert told["lost"] + told["doubled"] > 0
