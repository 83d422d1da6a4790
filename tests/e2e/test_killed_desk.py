"""The whole window, killed the moment it calls a task saved: the next start brings it to the server, once."""

import json
import os
import signal
import sys

import pytest

from tests.day_seed import cases_of_the_day
from tests.e2e.test_commands import Shell
from tests.e2e.test_window import drive
from tests.forked import run_module

pytestmark = [
    pytest.mark.process,
    pytest.mark.xdist_group("window"),
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there"),
]
NETWORKS = ({"delay": 0.5}, {"cut": "after"}, {"cut": "before"}, {"status": 503})


@pytest.mark.parametrize("network", cases_of_the_day((None, *NETWORKS), 1), ids=str)
def test_a_task_that_was_called_saved_is_on_the_server_once(tmp_path, simulator, network):
    shell = Shell(tmp_path, simulator).with_metrotec()
    if network:
        simulator.control("faults", [{"operation": "tasks.create", "action": network}])
    told = killed(shell)
    assert told["says"] == "saved on this computer"
    seen = drive(shell, "emptied")
    assert seen["left"] == []
    assert told["ref"] in seen["refs"]
    assert [task["order_ref"] for task in simulator.control("tasks")].count(told["ref"]) == 1


def killed(shell):
    """Starts the desk, lets it save a task and die; what it said before."""
    environment = {
        **os.environ,
        "FLEETDESK_HOME": str(shell.home / "fleetdesk"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    done = run_module("tests.e2e.drive", [shell.home, "save_and_die"], environment, timeout=90, kind="window")
    assert done.returncode == -signal.SIGKILL, done.stderr[-3000:]
    return json.loads(done.stdout)
