"""Scripted faults do what they say on the wire, and the vendor's own state is what a client would find afterwards."""

import json
import time
from typing import Any

import httpx
import pytest

from tests.simulator.simulator_process import Running


def task_body(sim: Running, ref: str) -> dict[str, Any]:
    body: dict[str, Any] = {"object_id": sim.vehicle(), "lat": 59.4, "lon": 24.7, "order_ref": ref}
    return {**body, "start_time": "2025-01-20 08:00:00", "stop_time": "2025-01-20 17:00:00"}


def refs(sim: Running) -> list[str]:
    return [row["order_ref"] for row in sim.control.get("tasks").json()]


def test_a_status_is_played_once_and_then_never(sim: Running):
    sim.fault(operation="positions.list", action={"status": 503, "headers": {"Retry-After": "7"}})
    first, second = sim.metrotec.get("routelog/"), sim.metrotec.get("routelog/")
    assert (first.status_code, first.headers["retry-after"], second.status_code) == (503, "7", 200)


def test_the_nth_request_is_hit(sim: Running):
    sim.fault(operation="positions.list", nth=3, action={"status": 500})
    assert [sim.metrotec.get("routelog/").status_code for _ in range(4)] == [200, 200, 500, 200]


def test_cut_before_the_commit_leaves_no_task(sim: Running):
    body = task_body(sim, "CUT-BEFORE")
    sim.fault(operation="tasks.create", action={"cut": "before"})
    with pytest.raises(httpx.TransportError):
        sim.metrotec.post("tasks", json=body)
    assert "CUT-BEFORE" not in refs(sim)


def test_cut_after_the_commit_leaves_exactly_one_task(sim: Running):
    body = task_body(sim, "CUT-AFTER")
    sim.fault(operation="tasks.create", action={"cut": "after"})
    with pytest.raises(httpx.TransportError):
        sim.metrotec.post("tasks", json=body)
    assert refs(sim).count("CUT-AFTER") == 1


def test_a_500_after_the_commit_leaves_the_task(sim: Running):
    body = task_body(sim, "AFTER-500")
    sim.fault(operation="tasks.create", action={"status": 500, "after": True})
    assert sim.metrotec.post("tasks", json=body).status_code == 500
    assert "AFTER-500" in refs(sim)


def test_a_hang_outlasts_the_client(sim: Running):
    sim.fault(path="/routelog/", action={"hang": True})
    with pytest.raises(httpx.ReadTimeout):
        sim.metrotec.get("routelog/", timeout=0.3)


def test_a_delay_is_waited(sim: Running):
    sim.fault(path="/routelog/", action={"delay": 0.3})
    began = time.monotonic()
    assert sim.metrotec.get("routelog/").status_code == 200
    assert time.monotonic() - began >= 0.3


def test_a_body_shorter_than_its_length_is_a_broken_answer(sim: Running):
    sim.fault(operation="positions.list", action={"truncate": 500})
    with pytest.raises(httpx.RemoteProtocolError):
        sim.metrotec.get("routelog/")


def test_json_cut_short_comes_with_a_correct_length(sim: Running):
    sim.fault(operation="positions.list", action={"truncate": 0.5, "declare": "short"})
    answer = sim.metrotec.get("routelog/")
    with pytest.raises(json.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize(
    ("action", "status", "kind", "part"),
    [
        ({"html": True}, 200, "text/html", b"Sign in"),
        ({"garbage": True}, 200, "application/json", b"\xff\xfe"),
        ({"content_type": "text/plain"}, 200, "text/plain", b"objectID"),
        ({"body": "nothing", "status": 502, "content_type": "text/html"}, 502, "text/html", b"nothing"),
        ({"redirect": "http://portal.invalid/"}, 302, None, b""),
    ],
)
def test_wrong_answers_are_played(sim: Running, action: dict, status: int, kind: str | None, part: bytes):
    sim.fault(operation="positions.list", action=action)
    answer = sim.metrotec.get("routelog/", follow_redirects=False)
    assert (answer.status_code, answer.headers.get("content-type")) == (status, kind)
    assert part in answer.content


def test_a_drip_sends_the_whole_answer_slowly(sim: Running):
    sim.fault(operation="vezma.version", action={"drip": {"bytes": 4, "every": 0.02}})
    began = time.monotonic()
    assert sim.vezma.get("Version").json() == {"version": "1.0"}
    assert time.monotonic() - began > 0.08


def test_a_list_can_lose_rows_and_gain_others(sim: Running):
    sim.fault(operation="positions.list", action={"keep_rows": 3, "append": [{"objectID": 5}, None]})
    assert len(sim.metrotec.get("routelog/").json()) == 5


def test_huge_and_packed_answers_are_as_long_as_asked(sim: Running):
    sim.fault(operation="positions.list", action={"huge": 3_000_000})
    assert len(sim.metrotec.get("routelog/").content) == 3_000_002
    sim.fault(operation="positions.list", action={"gzip_bomb": 3_000_000})
    assert len(sim.metrotec.get("routelog/").content) == 3_000_002


def test_an_expired_token_is_refused_until_the_next_login(sim: Running):
    sim.fault(operation="positions.list", action={"expire_token": True})
    assert sim.metrotec.get("routelog/").status_code == 401
    sim.login()
    assert sim.metrotec.get("routelog/").status_code == 200


def test_a_fault_that_cannot_be_is_refused(sim: Running):
    assert sim.control.post("faults", json={"action": {"explode": True}}).status_code == 400
    assert sim.control.post("faults", json={"action": {"hang": True}, "hour": 3}).status_code == 400


def test_the_log_has_every_request_with_its_status(sim: Running):
    sim.fault(operation="positions.list", action={"status": 418})
    sim.metrotec.get("routelog/")
    last = sim.control.get("requests", params={"last": 1}).json()[0]
    wanted = {"operation": "positions.list", "method": "GET", "path": "/routelog/", "status": 418, "fault": True}
    assert wanted.items() <= last.items()
    assert last["headers"]["user-agent"] == "FleetDesk-tests/1"


def test_a_slowly_read_upload_arrives_whole(sim: Running):
    number = sim.metrotec.get("tasks").json()[0]["id"]
    sim.fault(operation="files.upload", action={"slow_upload": 0.05})
    form, data = {"pivot_type": "route_tasks", "pivot_id": str(number)}, b"x" * 400_000
    began = time.monotonic()
    row = sim.metrotec.post("files", data=form, files={"file": ("big.bin", data, "image/png")}).json()
    assert time.monotonic() - began > 0.1
    assert sim.control.get(f"files/{row['id']}/bytes").content == data


def test_a_connection_cut_during_an_upload_leaves_no_file(sim: Running):
    number, before = sim.metrotec.get("tasks").json()[0]["id"], len(sim.control.get("files").json())
    sim.fault(operation="files.upload", action={"cut": "before"})
    form = {"pivot_type": "route_tasks", "pivot_id": str(number)}
    with pytest.raises(httpx.TransportError):
        sim.metrotec.post("files", data=form, files={"file": ("big.bin", b"x" * 5_000_000, "image/png")})
    assert len(sim.control.get("files").json()) == before
