"""Commands that open no window run where Qt does not, and those that ask for no area start without geometry."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.process
TABLE = "Vehicle;Order;Start;Stop;Lat;Lon\n;QT-1;27.11.2027 08:00;27.11.2027 10:00;59.437;24.754\n"
WITHOUT_QT = """
import os, sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "qasync", *os.environ.get("MISSING", "").split()):
            raise ImportError("libEGL.so.1: cannot open shared object file: " + name)
sys.meta_path.insert(0, Missing())
from fleetdesk.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def shell(simulator, tmp_path):
    (tmp_path / "password").write_text(simulator.password)

    def run(*words, missing=""):
        return subprocess.run(
            [sys.executable, "-c", WITHOUT_QT, *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={"FLEETDESK_HOME": str(tmp_path / "home"), "PATH": "", "MISSING": missing},
            timeout=60,
        )

    done = run(
        "account",
        "add",
        "main",
        "--provider",
        "metrotec",
        "--url",
        simulator.metrotec_url,
        "--username",
        simulator.username,
        "--password-file",
        str(tmp_path / "password"),
        "--secret-store",
        "file",
    )
    assert done.returncode == 0, done.stderr
    return run


@pytest.mark.parametrize(
    "words", [("--version",), ("account", "list"), ("account", "test", "main"), ("outbox",), ("call", "positions.list")]
)
def test_a_command_without_a_window_needs_no_qt_and_no_geometry(shell, words):
    done = shell(*words, missing="numpy shapely")
    assert done.returncode == 0, done.stderr


def test_the_simulator_needs_no_qt(shell):
    done = shell("simulator", "--help")
    assert done.returncode == 0, done.stderr


def test_the_doctor_runs_without_qt(shell):
    done = shell("doctor")
    assert json.loads(done.stdout)["accounts"][0]["name"] == "main"


def test_tasks_are_imported_without_qt(shell, tmp_path):
    table = tmp_path / "tasks.csv"
    table.write_text(TABLE)
    done = shell("tasks", "import", str(table), "--dry-run", "--accept-warnings")
    assert "QT-1" in done.stdout, done.stderr


def test_a_track_is_written_without_qt(shell):
    done = shell("track", "--help")
    assert "--from" in done.stdout, done.stderr
    done = shell("track", "NOBODY", "--from", "2026-01-01", "--to", "2026-01-02")
    assert (done.returncode, "has no vehicle NOBODY" in done.stderr) == (2, True), done.stderr


def test_stays_are_told_without_qt(shell):
    done = shell("visits", "none.geojson", "--from", "2026-01-01", "--to", "2026-01-02")
    assert (done.returncode, "none.geojson" in done.stderr) == (2, True), done.stderr
