"""Quit ends the desk, whatever never answers; and the rest works meanwhile."""

import os
from dataclasses import replace

import pytest

from fleetdesk.profile.settings import Account
from fleetdesk.profile.settings_file import SettingsFile
from tests.e2e.test_commands import Shell
from tests.forked import run_module

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("window")]
LATEST_S = 60  # a desk that does not end by itself never does


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


def start(shell, scenario):
    environment = {**os.environ, "FLEETDESK_HOME": str(shell.home / "fleetdesk"), "QT_QPA_PLATFORM": "offscreen"}
    return run_module("tests.e2e.drive", [shell.home, scenario], environment, timeout=LATEST_S, kind="window")


def add_accounts_in_keyring(shell, count):
    path = shell.home / "fleetdesk" / "settings" / "settings.toml"
    file = SettingsFile(path)
    before = file.load()
    slow = [
        Account(f"slow {number}", "metrotec", shell.simulator.metrotec_url, "me", "keyring") for number in range(count)
    ]
    file.save(replace(before, accounts=(*slow, *before.accounts)), before)


def ends_after_ready(shell, scenario):
    """What the log says, once the healthy account was live and Quit has ended the desk."""
    done = start(shell, scenario)
    assert "ready" in done.stderr.split(), done.stderr[-2000:]
    assert done.returncode == 0, done.stderr[-2000:]
    return "".join(each.read_text() for each in (shell.home / "fleetdesk" / "logs").glob("*.log*"))


def test_twelve_keyrings_that_never_answer_keep_no_other_account_and_no_quit_waiting(shell):
    add_accounts_in_keyring(shell, 12)
    assert "ended before all had answered" not in ends_after_ready(shell, "quit_beside_a_dead_keyring")


def test_a_disk_that_never_answers_keeps_no_quit_waiting(shell):
    assert "ended before all had answered" in ends_after_ready(shell, "quit_beside_a_dead_disk")


def test_twelve_keyrings_that_die_keep_no_other_account_waiting(shell):
    add_accounts_in_keyring(shell, 12)
    log = ends_after_ready(shell, "quit_beside_a_dying_keyring")
    assert log.count("threads answer") == 1
