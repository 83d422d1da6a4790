"""Tasks through the window as a process, by its accessible names; and two programs on one set of files."""

import json
import os

import pytest

from tests.e2e.test_commands import Shell
from tests.e2e.test_import import orders, row
from tests.e2e.test_window import drive
from tests.forked import start_module

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("window")]


@pytest.fixture
def shell(tmp_path, simulator):
    return Shell(tmp_path, simulator).with_metrotec()


class Running:
    """A desk that goes on while the test does something else; until() waits for a line it says."""

    def __init__(self, shell, scenario):
        environment = {**os.environ, "FLEETDESK_HOME": str(shell.home / "fleetdesk"), "QT_QPA_PLATFORM": "offscreen"}
        reader, writer = os.pipe()
        self._said, self._told = os.fdopen(reader, encoding="utf-8"), shell.home / f"{scenario}.json"
        words = [shell.home, scenario]
        with self._told.open("wb") as out, os.fdopen(writer, "wb") as err:
            self._process = start_module("tests.e2e.drive", words, environment, out=out, err=err, kind="window")

    def until(self, word):
        for line in self._said:
            if line.strip() == word:
                return
        raise AssertionError(f"it ended before it said {word}")

    def seen(self):
        with self._said:
            err = self._said.read()
        assert self._process.wait(90) == 0, err[-3000:]
        return json.loads(self._told.read_text(encoding="utf-8"))


def on_server(shell, ref):
    return [task for task in shell.simulator.control("tasks") if task["order_ref"] == ref]


def test_a_task_is_made_by_its_names_and_reaches_the_server(shell):
    seen = drive(shell, "task_by_keyboard")
    assert seen["status"] == "Outbox: all confirmed"
    (task,) = on_server(shell, "BY-NAME-1")
    wanted = {
        "object_id": seen["plate"],
        "start_time": "2030-11-26 06:00:00",
        "stop_time": "2030-11-26 10:00:00",
        "lat": 59.437,
        "lon": 24.754,
        "task_address": "Tamme 1",
        "task_description": "2 pallets",
        "order_details": "Acme OÜ",
        "task_notes": "ring first",
        "planned_km": 12.5,
        "status": 1,
    }
    assert {name: task[name] for name in wanted} == wanted
    assert seen["task"]["id"] == task["id"]


def test_a_second_start_raises_the_first(shell):
    first = Running(shell, "raised")
    first.until("ready")
    second = shell.run()
    assert second.returncode == 0
    assert "runs already" in second.stderr
    assert first.seen()["raised"]


def test_a_command_leaves_the_sending_to_the_desk_that_runs(shell):
    plate = next(each["plate"] for each in shell.data("call", "vehicles.list") if each["plate"])
    desk = Running(shell, "imported")
    desk.until("ready")
    told = shell.data("tasks", "import", orders(shell, row(plate, ref="WHILE-1")))
    assert told == {"confirmed": 1, "asking": 0, "waiting": 0}
    (task,) = on_server(shell, "WHILE-1")
    assert desk.seen()["id"] == task["id"]
