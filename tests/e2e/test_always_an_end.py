"""Quit ends the desk, whatever never answers; and the rest works meanwhile."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from fleetdesk.settings import Account
from fleetdesk.settings_file import SettingsFile
from tests.conftest import ROOT
from tests.e2e.test_commands import Shell

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("window")]
LATEST_S = 60  # a desk that does not end by itself never does


@pytest.fixture
def shell(tmp_path, simulator):
    made = Shell(tmp_path, simulator)
    made.add_metrotec()
    return made


def start(shell, scenario):
    environment = {**os.environ, "FLEETDESK_HOME": str(shell.home / "fleetdesk"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.e2e.drive", str(shell.home), scenario]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LATEST_S)


def add_account_in_keyring(shell):
    path = shell.home / "fleetdesk" / "settings" / "settings.toml"
    file = SettingsFile(path)
    before = file.load()
    slow = Account("slow", "metrotec", shell.simulator.metrotec_url, "me", "keyring")
    file.save(replace(before, accounts=(slow, *before.accounts)), before)


def test_a_keyring_that_never_answers_keeps_no_other_account_and_no_quit_waiting(shell):
    add_account_in_keyring(shell)
    done = start(shell, "quit_beside_a_dead_keyring")
    assert "ready" in done.stderr.split()
    assert done.returncode == 0, done.stderr[-2000:]
    log = "".join(each.read_text() for each in (shell.home / "fleetdesk" / "logs").glob("*.log*"))
    assert "ended before all had answered" in log
