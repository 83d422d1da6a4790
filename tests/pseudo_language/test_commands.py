"""The command line in the made-up language: sentences are in it, JSON for scripts is not."""

import json
import os
import subprocess
import sys

import pytest

from tests.forked import run_command
from tests.pseudo_language.catalogue import OPEN
from tests.pseudo_language.looking import unmarked

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("language")]


def run(words, environment, home):
    return subprocess.run(
        [sys.executable, "-m", "fleetdesk", *words],
        env={**environment, "FLEETDESK_HOME": str(home)},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "words",
    [
        ["account", "test", "nobody"],
        ["call", "positions.all"],
        ["tasks", "import", "nowhere.csv", "--timezone", "Nowhere/Town"],
        ["account", "add", "Haapsalu", "--provider", "metrotec", "--username", "u"],
    ],
)
def test_what_a_command_says_is_in_the_language(words, pseudo_environment, tmp_path):
    told = run(words, pseudo_environment, tmp_path)
    assert told.returncode in (1, 2, 3), told.stderr
    assert OPEN in told.stderr
    assert unmarked(told.stderr.removeprefix("fleetdesk: ").replace("Nowhere/Town", "").replace("nobody", "")) == ()


@pytest.mark.parametrize("words", [["outbox"], ["outbox", "holds"], ["account", "list"], ["doctor"]])
def test_json_is_the_same_in_every_language(words, pseudo_environment, tmp_path):
    english = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"}
    home = {"FLEETDESK_HOME": str(tmp_path)}
    told, again = run_command(words, english | home), run(words, pseudo_environment, tmp_path)
    assert OPEN not in told.stdout + again.stdout
    assert _steady(json.loads(told.stdout)) == _steady(json.loads(again.stdout))


def _steady(value):
    """Without what changes from run to run."""
    if isinstance(value, dict):
        return {key: _steady(each) for key, each in value.items() if "free" not in key}
    return value
