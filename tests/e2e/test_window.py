"""The window as a process, driven by its accessible names."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from fleetdesk.profile.settings import Tiles
from fleetdesk.profile.settings_file import SettingsFile
from tests.conftest import ROOT
from tests.e2e.test_commands import Shell
from tests.forked import run_module

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("window")]

FIXED = (
    "FleetDesk",
    "Vehicles",
    "Map",
    "Tasks",
    "Task",
    "Search vehicles",
    "Search tasks",
    "Select",
    "Draw polygon",
    "Draw rectangle",
    "Draw circle",
    "Lasso",
    "Clear area",
    "Fit fleet",
    "Connection",
    "Last update",
    "Outbox",
    "Outbox status",
    "New task",
    "Save task",
    "Discard changes",
    "Pick on map",
    "Nearest vehicles",
    "Vehicle",
    "Order reference",
    "Start",
    "Stop",
    "Address",
    "Latitude",
    "Longitude",
    "Description",
    "Details",
    "Notes",
    "Status",
    "Planned km",
)


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


def drive(shell, scenario):
    environment = {
        **os.environ,
        "FLEETDESK_HOME": str(shell.home / "fleetdesk"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    done = run_module("tests.e2e.drive", [shell.home, scenario], environment, timeout=90, kind="window")
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_every_fixed_name_is_there(shell):
    assert set(FIXED) <= set(drive(shell, "names")["names"])


def test_a_vehicle_is_found_by_keyboard(shell):
    seen = drive(shell, "search")
    assert seen["selected"] == [f"m/{seen['plate']}"]
    assert seen["now"] != "—"


def test_a_wrong_token_is_refused_in_words(shell):
    seen = drive(shell, "wrong_token")
    assert "Check user name, password or token" in seen["answer"]
    assert seen["accounts"] == ["m"]


def test_the_fleet_is_there_before_the_network(shell):
    drive(shell, "names")
    file = shell.home / "fleetdesk" / "settings" / "settings.toml"
    file.write_text(file.read_text().replace(shell.simulator.metrotec_url, "http://127.0.0.1:9/"))
    seen = drive(shell, "cached")
    assert seen["rows"] == 150
    assert any(age.endswith((" s", "min")) for age in seen["ages"])


def test_an_area_is_kept_by_name(shell):
    seen = drive(shell, "areas")
    assert seen["inside"] > 0
    assert seen["cleared"] is True
    assert seen["again"] > 0


def test_streets_that_cannot_be_shown_are_said_at_the_start(shell):
    file = shell.home / "fleetdesk" / "settings" / "settings.toml"
    kept = SettingsFile(file)
    kept.save(replace(kept.load(), tiles=Tiles("/dev/zero")), kept.load())
    assert drive(shell, "streets_that_cannot_be")["said"]


def test_the_layout_is_remembered(shell):
    assert drive(shell, "layout")["card_was_visible"] is True
    assert drive(shell, "layout")["card_was_visible"] is False


def test_a_terminated_desk_ends_in_order(shell):
    environment = {**os.environ, "FLEETDESK_HOME": str(shell.home / "fleetdesk"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "fleetdesk"]
    cache = shell.home / "fleetdesk" / "cache" / "cache.db"
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as desk:
        before = len(shell.simulator.control("requests?last=5000"))
        while len(shell.simulator.control("requests?last=5000")) < before + 3:
            assert desk.poll() is None
        desk.send_signal(signal.SIGTERM)
        assert desk.wait(30) == 0
        assert "fault" not in desk.stderr.read()
    assert cache.exists()
