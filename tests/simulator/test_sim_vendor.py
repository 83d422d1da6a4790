"""The vendor's own behaviour: lists, files, limits, tokens, quirks, and the other dispatcher."""

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.day_seed import cases_of_the_day
from tests.simulator.simulator_process import Running

TASK = {"lat": 59.4, "lon": 24.7, "start_time": "2025-01-20 08:00:00", "stop_time": "2025-01-20 17:00:00"}


def made_task(sim: Running, ref: str, **more: Any) -> dict[str, Any]:
    answer = sim.metrotec.post("tasks", json={"object_id": sim.vehicle(), **TASK, "order_ref": ref, **more})
    answer.raise_for_status()
    return answer.json()


def test_the_task_list_shows_active_ones_and_all_shows_all(sim: Running):
    active, every = sim.metrotec.get("tasks").json(), sim.metrotec.get("tasks", params={"all": 1}).json()
    assert {row["status"] for row in active} <= {1, 2}
    assert {row["status"] for row in every} == {1, 2, 3, 4, 5}
    assert sim.metrotec.get("tasks", params={"all": 0}).json() == sim.metrotec.get("tasks?all=").json() == active


def test_the_task_list_can_be_paged(sim: Running):
    every = sim.metrotec.get("tasks", params={"all": 1, "limit": -1}).json()
    pages = [sim.metrotec.get("tasks", params={"all": 1, "limit": 7, "offset": at}).json() for at in (0, 7)]
    assert pages[0] + pages[1] == every[:14]


def test_a_finished_task_leaves_the_active_list_with_its_time(sim: Running):
    task = made_task(sim, "FINISH-1")
    done = sim.metrotec.put(f"tasks/{task['id']}", json={"status": 3}).json()
    assert done["work_finished_at"]
    assert "FINISH-1" not in {row["order_ref"] for row in sim.metrotec.get("tasks").json()}


def test_a_write_moves_updated_at(sim: Running):
    task = made_task(sim, "STAMP-1")
    sim.control.post("clock", json={"shift": 5})
    assert (
        sim.metrotec.put(f"tasks/{task['id']}", json={"task_notes": "later"}).json()["updated_at"] > task["updated_at"]
    )


def test_edit_true_writes_the_audit_and_its_absence_does_not(sim: Running):
    task = made_task(sim, "AUDIT-1")
    sim.metrotec.put(f"tasks/{task['id']}", json={"task_notes": "a"})
    sim.metrotec.put(f"tasks/{task['id']}", json={"task_notes": "b", "edit": True})
    lines = [row for row in sim.control.get("audit").json() if row["task"] == task["id"]]
    assert [row["changes"] for row in lines] == [{"task_notes": {"from": "a", "to": "b"}}]


def test_the_other_dispatcher_creates_changes_and_deletes(sim: Running):
    created = {"object_id": sim.vehicle(), **TASK, "order_ref": "OTHER-1"}
    task = sim.control.post("edits", json={"create": created}).json()
    changed = sim.control.post("edits", json={"id": task["id"], "change": {"status": 5}}).json()
    assert (task["sender"], changed["status"]) == ("another.dispatcher", 5)
    sim.control.post("edits", json={"id": task["id"], "delete": True})
    assert sim.metrotec.put(f"tasks/{task['id']}", json={}).status_code == 404


@pytest.mark.parametrize("mime", ["image/jpeg", "application/pdf"])
def test_an_upload_is_kept_byte_for_byte(sim: Running, mime: str):
    task, data = made_task(sim, f"FILE-{mime}"), bytes(range(256)) * 300
    form = {"pivot_type": "route_tasks", "pivot_id": str(task["id"]), "file_type": "cmr"}
    row = sim.metrotec.post("files", data=form, files={"file": ("Saateleht õ.x", data, mime)}).json()
    kept = next(file for file in sim.control.get("files").json() if file["id"] == row["id"])
    listed = sim.metrotec.get("files", params={"pivot_type": "route_tasks", "pivot_id": task["id"]}).json()
    assert (row["mime"], row["file_type"], row["defined_name"]) == (mime, "cmr", "Saateleht õ.x")
    assert kept["sha256"] == hashlib.sha256(data).hexdigest()
    assert sim.control.get(f"files/{row['id']}/bytes").content == data
    assert listed == [row]


def test_max_files_refuses_one_more(sim: Running):
    task = made_task(sim, "MAX-1")
    form = {"pivot_type": "route_tasks", "pivot_id": str(task["id"]), "max_files": "1"}
    tries = [sim.metrotec.post("files", data=form, files={"file": ("a.png", b"x", "image/png")}) for _ in range(2)]
    assert [answer.status_code for answer in tries] == [200, 400]


def test_a_files_type_can_be_changed(sim: Running):
    number = sim.metrotec.get("files").json()[0]["id"]
    assert sim.metrotec.put(f"files/{number}", json={"file_type": "order"}).json()["file_type"] == "order"
    assert sim.metrotec.put("files/1", json={"file_type": "order"}).status_code == 404


def test_a_geozone_is_sent_as_text_and_comes_back_as_an_object(sim: Running):
    vehicle = sim.vehicle(2)
    text = '{"latlng":{"lat":59.457170251972315,"lng":24.840130805969242},"radius":603.832476916605,"type":"circle"}'
    zone = sim.metrotec.post("geozones", json={"name": "Haljas tee 25", "geometry": text}).json()
    link = sim.metrotec.post("vehicles/geozones", json={"object_id": vehicle, "zoneId": zone["id"], "events": [1, 2]})
    listed = next(row for row in sim.metrotec.get("geozones").json() if row["id"] == zone["id"])
    settings = sim.metrotec.get("vehicles/settings", params={"object_id": vehicle}).json()
    assert zone["geometry"]["radius"] == 603.832476916605
    assert listed["zObjects"] == [vehicle]
    assert link.json() in settings["zones"]


@pytest.mark.parametrize(
    ("quirk", "status", "body"), [("task", 200, None), ("empty", 200, b""), ("204", 204, b""), ("{}", 200, b"{}")]
)
def test_the_answer_to_a_change_can_be_any_of_the_possible_ones(sim: Running, quirk: str, status: int, body: Any):
    number = sim.metrotec.get("tasks").json()[0]["id"]
    sim.quirks(update_answer=quirk)
    answer = sim.metrotec.put(f"tasks/{number}", json={"task_notes": "x"})
    assert answer.status_code == status
    assert body is None or answer.content == body


def test_a_creation_can_answer_201(sim: Running):
    sim.quirks(create_status=201)
    answer = sim.metrotec.post("tasks", json={"object_id": sim.vehicle(), **TASK, "order_ref": "CREATED-1"})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("unit", "low", "high"),
    [("seconds", 3500, 3700), ("milliseconds", 3500, 3700), ("lifetime", 3600, 3600), ("zero", 0, 0)],
)
def test_expires_has_the_unit_asked_for(sim: Running, unit: str, low: float, high: float):
    sim.quirks(expires=unit)
    expires = sim.login()["expires"]
    left = {"seconds": expires - time.time(), "milliseconds": expires / 1000 - time.time()}.get(unit, expires)
    assert low <= left <= high


def test_a_token_dies_at_the_end_of_its_life(sim: Running):
    sim.quirks(token_life=0)
    sim.login()
    assert sim.metrotec.get("vehicles").status_code == 401


def test_the_181st_vezma_request_gets_429_with_retry_after(sim: Running):
    statuses = [sim.vezma.get("Version").status_code for _ in range(180)]
    refused = sim.vezma.get("Version")
    assert (set(statuses), refused.status_code) == ({200}, 429)
    assert 800 < int(refused.headers["retry-after"]) <= 901


def test_abuse_of_the_limit_ends_on_the_blacklist(sim: Running):
    sim.quirks(rate_limit=2, abuse_limit=3)
    assert [sim.vezma.get("Version").status_code for _ in range(8)] == [200] * 2 + [429] * 4 + [403] * 2
    sim.quirks(blacklist="silent")
    with pytest.raises(httpx.ReadTimeout):
        sim.vezma.get("Version", timeout=0.2)


def pages(sim: Running, path: str, key: str, count: int) -> list[dict[str, Any]]:
    rows, cursor = [], "-1"
    while cursor not in ("0", 0):
        page = sim.vezma.get(path, params={"count": count, "cursor": cursor}).json()
        rows, cursor = rows + page[key], page["nextCursor"]
    return rows


def test_vezma_pages_hold_every_trip_once_newest_first_and_end_in_the_text_0(sim: Running):
    sim.quirks(rate_limit=100_000)
    rows = pages(sim, "Trips", "tracks", 50)
    starts = [row["start"]["recordedOnUtc"] for row in rows]
    assert len({row["tid"] for row in rows}) == len(rows) > 500
    assert starts == sorted(starts, reverse=True)


def test_the_cursor_is_the_first_trip_of_the_next_page_and_may_end_in_a_number(sim: Running):
    sim.control.post("clock", json={"freeze": True})
    page = sim.vezma.get("Trips", params={"count": 2}).json()
    after = sim.vezma.get("Trips", params={"count": 2, "cursor": page["nextCursor"]}).json()
    assert after["tracks"][0]["tid"] == page["nextCursor"]
    sim.quirks(cursor_end="number", rate_limit=100_000)
    assert len(pages(sim, "Expenses", "expenses", 50)) > 50


def test_a_private_trip_hides_where_it_went(sim: Running):
    sim.quirks(rate_limit=100_000)
    row = next(row for row in pages(sim, "Trips", "tracks", 50) if row["isPrivate"] and not row["inProgress"])
    assert row["note"] == row["start"]["addressLong"] == "* Private trip"
    assert (row["start"]["lat"], row["end"]["lon"], row["start"]["odometer"], row["end"]["odometer"]) == (
        None,
        None,
        0,
        None,
    )


def test_a_trip_in_progress_has_no_end_yet(sim: Running):
    sim.control.post("clock", json={"time": "2026-11-23T10:00:00Z"})  # in the evening nobody may be on the way
    rows = [row for row in sim.vezma.get("Trips").json()["tracks"] if row["inProgress"]]
    assert rows
    assert all(row["end"] is None for row in rows)
    sim.quirks(open_trip_end="missing")
    assert not any("end" in row for row in sim.vezma.get("Trips").json()["tracks"] if row["inProgress"])


def test_a_user_without_a_position_is_a_row_of_nulls_or_no_row(sim: Running):
    row = next(row for row in sim.vezma.get("UsersPositions").json() if row["positionLat"] is None)
    assert (row["speed"], row["online"], row["onlineRecordedOnUtc"]) == (None, False, "2001-01-01T00:00:00Z")
    sim.quirks(null_positions=False)
    assert all(row["positionLat"] is not None for row in sim.vezma.get("UsersPositions").json())


def test_state_survives_a_restart_on_the_same_file(tmp_path):
    db = str(tmp_path / "vendor.db")
    first = Running("--vehicles", "10", "--db", db)
    task = made_task(first, "KEPT-1")
    assert first.stop() == 0
    second = Running("--vehicles", "10", "--db", db)
    kept = [row for row in second.metrotec.get("tasks").json() if row["order_ref"] == "KEPT-1"]
    second.stop()
    assert kept == [task]
    assert first.greeting["token"] == second.greeting["token"]


def test_null_is_refused_and_clears_only_where_the_quirk_says_so(sim: Running):
    task = made_task(sim, "NULL-1", task_notes="gate code")
    assert sim.metrotec.put(f"tasks/{task['id']}", json={"task_notes": None}).status_code == 400
    sim.quirks(null_clears=True)
    assert sim.metrotec.put(f"tasks/{task['id']}", json={"task_notes": None}).json()["task_notes"] is None
    assert sim.metrotec.put(f"tasks/{task['id']}", json={"order_ref": None}).status_code == 400


def test_drivers_do_their_tasks_only_if_asked_to(sim: Running):
    def statuses() -> dict[int, int]:
        return {row["id"]: row["status"] for row in sim.metrotec.get("tasks?all=1").json()}

    before = statuses()
    sim.control.post("clock", json={"shift": 3600})
    assert statuses() == before
    sim.quirks(drivers_act=True)
    sim.control.post("clock", json={"shift": 7200})
    changes = {(before[number], status) for number, status in statuses().items() if before[number] != status}
    assert {(1, 2), (2, 3)} & changes
    assert changes <= {(1, 2), (2, 3), (1, 3)}


def test_another_layout_has_other_paths_and_the_same_answers():
    sim = Running("--vehicles", "1", "--layout", "other", login="auth/token")
    body = {"object_id": sim.metrotec.get("objects").json()[0]["id"], **TASK, "order_ref": "OTHER-PATHS"}
    task = sim.metrotec.post("route_tasks", json=body).json()
    assert sim.metrotec.patch(f"route_tasks/{task['id']}", json={"status": 2}).json()["status"] == 2
    assert sim.metrotec.get("tasks").status_code == 404
    assert sim.stop() == 0


@pytest.mark.parametrize("vehicles", cases_of_the_day([1, 1000, 10_000], 1))
def test_few_or_ten_thousand_vehicles_start_and_answer(vehicles):
    sim = Running("--vehicles", str(vehicles))
    assert len(sim.metrotec.get("routelog/").json()) == vehicles
    assert sim.stop() == 0


def test_the_date_header_and_expires_follow_the_worlds_clock(sim: Running):
    sim.control.post("clock", json={"time": "2031-02-03T04:05:06Z", "freeze": True})
    assert sim.metrotec.get("vehicles").headers["date"] == "Mon, 03 Feb 2031 04:05:06 GMT"
    assert sim.login()["expires"] == 1927857906 + 3600


def test_of_many_creations_at_once_with_one_order_ref_exactly_one_holds(sim: Running):
    body = {"object_id": sim.vehicle(), **TASK, "order_ref": "RACE-1"}
    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(lambda _: sim.metrotec.post("tasks", json=body).status_code, range(36)))
    assert sorted(statuses) == [200] + [400] * 35
    assert sum(row["order_ref"] == "RACE-1" for row in sim.control.get("tasks").json()) == 1


def test_vezma_positions_are_the_truth_with_speed_times_10(sim: Running):
    sim.control.post("clock", json={"time": "2026-06-10T09:00:00Z", "freeze": True})
    truth = {row["uid"]: row for row in sim.control.get("truth/people").json()["people"]}
    shown = [row for row in sim.vezma.get("UsersPositions").json() if row["positionLat"] is not None]
    assert any(row["speed"] > 300 for row in shown)
    for row in shown:
        true = truth[row["uid"]]
        assert (row["positionLon"], row["positionLat"]) == (true["lon"], true["lat"])
        assert abs(row["speed"] - true["speed"] * 10) <= 5
