"""The walking skeleton: the greeting, signing in, positions, the area question, tasks."""

import json
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from tests.simulator.simulator_process import Running

TALLINN = [[24.0, 59.0], [25.5, 59.0], [25.5, 59.7], [24.0, 59.7], [24.0, 59.0]]


def test_the_greeting_names_every_address_and_secret(sim: Running):
    wanted = {"metrotec_url", "vezma_url", "username", "password", "token", "api_key"}
    assert wanted | {"control_url", "openapi_metrotec", "openapi_vezma"} == set(sim.greeting)


@pytest.mark.parametrize("more", [(), ("--until-input-ends",)])
def test_it_ends_with_code_0_on_sigterm_and_prints_nothing_more(more):
    command, pipe = [sys.executable, "-m", "fleetdesk.simulator", "--vehicles", "10", *more], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("{")
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=20)  # its input is open until then
        assert (code, process.stdout.read(), process.stderr.read()) == (0, "", "")


def test_it_ends_with_whoever_started_it_where_that_is_wanted():
    command = [sys.executable, "-m", "fleetdesk.simulator", "--vehicles", "10", "--until-input-ends"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().startswith("{")
        process.stdin.close()  # as the system does it for one that was killed
        assert process.wait(timeout=20) == 0


def test_it_ends_though_a_request_hangs():
    sim = Running("--vehicles", "10")
    sim.fault(action={"hang": True}, count=-1)
    port = httpx.URL(sim.greeting["vezma_url"]).port
    with socket.create_connection(("127.0.0.1", port or 0)) as waiting:
        waiting.sendall(b"GET /vezma/api/v1/Version HTTP/1.1\r\nHost: x\r\n\r\n")
        assert sim.control.get("state").status_code == 200
        assert sim.stop() == 0


def test_a_wrong_password_is_refused_with_401(sim: Running):
    answer = sim.metrotec.post("login", json={"username": "dispatcher", "password": "wrong"})
    assert answer.status_code == 401


def test_every_vehicle_has_a_position(sim: Running):
    ids = [row["id"] for row in sim.metrotec.get("vehicles").json()]
    assert [row["objectID"] for row in sim.metrotec.get("routelog/").json()] == ids
    assert len(ids) == 200


def test_the_area_answer_is_the_worlds_truth_at_a_frozen_instant(sim: Running):
    sim.control.post("clock", json={"freeze": True})
    asked = {"coordinates": json.dumps(TALLINN)}
    server = sim.metrotec.get("vehicles/area", params=asked).json()
    assert server == sim.control.get("truth/in_area", params=asked).json()
    assert len(server) > 10


def test_positions_agree_with_the_truth_at_a_frozen_instant(sim: Running):
    sim.control.post("clock", json={"freeze": True})
    rows = sim.metrotec.get("routelog/").json()
    truth = sim.control.get("truth/positions").json()["positions"]
    shown = {row["objectID"]: (row["Xpos"], row["Ypos"]) for row in rows}
    assert all(shown[row["object_id"]] == (row["lon"] or 0.0, row["lat"] or 0.0) for row in truth)


def test_the_truth_is_told_of_a_moment_of_the_past_too(sim: Running):
    now = sim.control.post("clock", json={"freeze": True}).json()["world_seconds"]
    sim.control.post("clock", json={"shift": 3600})
    before, later = (sim.control.get(f"truth/positions{query}").json()["positions"] for query in (f"?at={now}", ""))
    assert max(row["at"] for row in before if row["at"] is not None) <= now
    assert [row["object_id"] for row in before] == [row["object_id"] for row in later]
    assert before != later


def test_a_task_is_created_listed_and_changed(sim: Running):
    wanted = {
        "object_id": sim.vehicle(),
        "lat": 59.437,
        "lon": 24.754,
        "start_time": "2025-01-20 08:00:00",
        "stop_time": "2025-01-20 17:00:00",
        "order_ref": "SKELETON-1",
    }
    made = sim.metrotec.post("tasks", json=wanted).json()
    changed = sim.metrotec.put(f"tasks/{made['id']}", json={"status": 2, "edit": True}).json()
    listed = [row for row in sim.metrotec.get("tasks").json() if row["order_ref"] == "SKELETON-1"]
    assert changed["work_started_at"]
    assert listed == [changed]
