"""SIGKILL at random moments and at named points of a real process: nothing lost, nothing doubled, nothing stuck."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

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


def test_an_outbox_that_takes_out_first_is_caught():
    told = kill(10, 1, "--mutant")
    assert told["lost"] + told["doubled"] > 0


DOCUMENT_KILLS = 10


def test_no_kill_loses_doubles_changes_or_holds_up_a_document(day_seed):
    told = kill(DOCUMENT_KILLS, day_seed, "--documents")
    assert told["kills"] == DOCUMENT_KILLS
    assert told["acknowledged"] > DOCUMENT_KILLS / 8
    assert (told["lost"], told["doubled"], told["stuck"], told["left_over"]) == (0, 0, 0, 0), told["why"]


def test_one_who_sends_documents_again_without_looking_is_caught():
    told = kill(10, 5000, "--documents", "--mutant")
    assert told["doubled"] > 0
