"""What the reference calls required, enumerated, unique or closed is refused with 400 and a reason."""

import json
from typing import Any

import httpx
import pytest

from tests.simulator.simulator_process import ACCEPT, Running

GOOD_TASK = {"lat": 59.437, "lon": 24.754, "start_time": "2025-01-20 08:00:00", "stop_time": "2025-01-20 17:00:00"}
PERIOD = ["2025-09-01 21:00:00", "2025-09-09 20:59:59"]
GOOD_REPORT = {"datetime": PERIOD, "type": "poi", "group": "vehicle"}
GOOD_POI = {"lat": 59.4, "lon": 24.7, "purpose": 0, "comment": ""}
CIRCLE = {"latlng": {"lat": 59.4, "lng": 24.8}, "radius": 300, "type": "circle"}


def refused(answer: httpx.Response, field: str | None = None, status: int = 400) -> None:
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error", "field"}
    assert field is None or answer.json()["field"] == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("object_id", None),
        ("object_id", ""),
        ("lat", "59.4"),
        ("lat", 91),
        ("lat", True),
        ("start_time", "2025-01-2008:00:00"),
        ("start_time", "2025-01-20T08:00:00Z"),
        ("start_time", "2025-02-30 08:00:00"),
        ("order_ref", ""),
        ("order_ref", 5),
        ("status", 6),
        ("status", True),
        ("status", "1"),
        ("active", 1),
        ("group_id", "a"),
        ("planned_km", float("inf")),
        ("task_notes", 3),
    ],
)
def test_a_task_with_a_wrong_field_is_refused(sim: Running, field: str, value: Any):
    body = {"object_id": sim.vehicle(), "order_ref": "STRICT-1", **GOOD_TASK, field: value}
    answer = sim.metrotec.post("tasks", content=json.dumps(body), headers={"Content-Type": "application/json"})
    refused(answer, None if value == float("inf") else field)


@pytest.mark.parametrize("field", ["object_id", "lat", "lon", "start_time", "stop_time", "order_ref"])
def test_a_task_without_a_required_field_is_refused(sim: Running, field: str):
    body = {"object_id": sim.vehicle(), "order_ref": "STRICT-2", **GOOD_TASK}
    del body[field]
    refused(sim.metrotec.post("tasks", json=body), field)


def test_order_ref_is_unique_on_creation_and_on_change(sim: Running):
    body = {"object_id": sim.vehicle(), **GOOD_TASK}
    sim.metrotec.post("tasks", json={**body, "order_ref": "UNIQUE-1"}).raise_for_status()
    other = sim.metrotec.post("tasks", json={**body, "order_ref": "UNIQUE-2"}).json()
    refused(sim.metrotec.post("tasks", json={**body, "order_ref": "UNIQUE-1"}), "order_ref")
    refused(sim.metrotec.put(f"tasks/{other['id']}", json={"order_ref": "UNIQUE-1"}), "order_ref")
    assert sim.metrotec.put(f"tasks/{other['id']}", json={"order_ref": "UNIQUE-2"}).status_code == 200


def test_a_stop_before_the_start_is_taken_for_the_reference_does_not_forbid_it(sim: Running):
    body = {"object_id": sim.vehicle(), "order_ref": "BACKWARDS", **GOOD_TASK, "stop_time": "2025-01-19 08:00:00"}
    assert sim.metrotec.post("tasks", json=body).status_code == 200


def test_unknown_ids_are_not_found(sim: Running):
    refused(sim.metrotec.put("tasks/999999", json={}), status=404)
    refused(sim.metrotec.get("routelog/NOBODY"), status=404)
    refused(sim.metrotec.get("vehicles/settings", params={"object_id": "NOBODY"}), status=404)
    refused(sim.metrotec.get("reports/999999"), status=404)
    refused(sim.vezma.get("Users/12345678-40f3-46f1-b916-2048ae8ea6ec"), status=404)
    refused(sim.vezma.get("Nothing"), status=404)


def test_malformed_json_is_refused_with_400(sim: Running):
    answer = sim.metrotec.post("tasks", content=b'{"lat": ', headers={"Content-Type": "application/json"})
    refused(answer)


@pytest.mark.parametrize(
    "coordinates",
    [
        "",
        "nonsense",
        "[[24,59],[25,59],[24,59]]",
        "[[24,59],[25,59],[25,60],[24,60]]",
        "[[24,59],[25,60],[25,59],[24,60],[24,59]]",
        "[[24,59],[24,59],[24,59],[24,59]]",
        "[[24,59,1],[25,59,1],[25,60,1],[24,59,1]]",
        "[[184,59],[185,59],[185,60],[184,59]]",
        "[[24,159],[25,159],[25,160],[24,159]]",
        '[["24","59"],["25","59"],["25","60"],["24","59"]]',
        "[[NaN,59],[25,59],[25,60],[NaN,59]]",
    ],
)
def test_an_incorrect_polygon_is_refused(sim: Running, coordinates: str):
    refused(sim.metrotec.get("vehicles/area", params={"coordinates": coordinates}), "coordinates")


@pytest.mark.parametrize(
    ("field", "value"),
    [("purpose", 4), ("name", "x" * 51), ("comment", "x" * 256), ("type", 0), ("type", 10), ("radius", 1.5)],
)
def test_a_place_with_a_wrong_field_is_refused(sim: Running, field: str, value: Any):
    refused(sim.metrotec.post("pois", json={**GOOD_POI, field: value}), field)


@pytest.mark.parametrize("purpose", [2, 3])
def test_a_router_or_beacon_needs_a_mac_address(sim: Running, purpose: int):
    refused(sim.metrotec.post("pois", json={**GOOD_POI, "purpose": purpose, "comment": "by the gate"}))
    good = {**GOOD_POI, "purpose": purpose, "comment": "AD-6A-9F-DA-13-7D"}
    assert sim.metrotec.post("pois", json=good).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("datetime", PERIOD[:1]),
        ("datetime", [*PERIOD, PERIOD[0]]),
        ("type", "trips"),
        ("group", "driver"),
        ("group_id", "much-too-long"),
        ("group_id", "ä"),
        ("type_id", "7"),
    ],
)
def test_a_report_with_a_wrong_field_is_refused(sim: Running, field: str, value: Any):
    refused(sim.metrotec.post("reports", json={**GOOD_REPORT, field: value}), field)


@pytest.mark.parametrize(("kind", "text"), [(2, "ON"), (6, "ON"), (4, "MAYBE"), (3, "ON"), (5, "")])
def test_a_wrong_vehicle_event_is_refused(sim: Running, kind: int, text: str):
    body = {"object_id": sim.vehicle(), "eventType": kind, "description": text}
    refused(sim.metrotec.post("vehicles/events", json=body))


def test_a_link_takes_events_1_and_2_only(sim: Running):
    body = {"object_id": sim.vehicle(), "zoneId": 48207, "events": [1, 3]}
    refused(sim.metrotec.post("vehicles/geozones", json=body), "events")
    refused(sim.metrotec.post("vehicles/geozones", json={**body, "events": [1], "zoneId": 1}), "zoneId", 404)


@pytest.mark.parametrize("geometry", [CIRCLE, "{}", '{"type": "circle"}', json.dumps({**CIRCLE, "radius": -1})])
def test_a_geozone_takes_a_circle_as_json_text_only(sim: Running, geometry: Any):
    refused(sim.metrotec.post("geozones", json={"name": "Zone", "geometry": geometry}), "geometry")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("trips", {"period_start": "2026-09-01 00:00:00", "period_stop": "2026-09-0200:00:00"}),
        ("worktime", {"datetime[]": ["2026-09-0100:00:00", "2026-09-02 00:00:00"]}),
        ("worktime", {"datetime[]": ["2026-09-01 00:00:00"]}),
        ("rides", {}),
        ("tasks", {"limit": "ten"}),
        ("tasks", {"all": "2"}),
        ("tachograph/totals", {"datetime[]": PERIOD}),
        ("files", {"pivot_type": "tasks"}),
    ],
)
def test_a_wrong_query_is_refused(sim: Running, path: str, query: dict):
    wanted = {**query, "vehicle_id": sim.vehicle()} if path == "trips" else query
    refused(sim.metrotec.get(path, params=wanted))


@pytest.mark.parametrize(
    "form",
    [
        {"pivot_type": "tasks", "pivot_id": "12001"},
        {"pivot_type": "route_tasks"},
        {"pivot_type": "route_tasks", "pivot_id": "12001", "file_type": "photo"},
        {"pivot_type": "route_tasks", "pivot_id": "12001", "hidden": "2"},
        {"pivot_type": "route_tasks", "pivot_id": "12001", "max_files": "0"},
        {"pivot_type": "route_tasks", "pivot_id": "12001", "auto_type": "bmp"},
    ],
)
def test_a_wrong_upload_is_refused(sim: Running, form: dict[str, str]):
    refused(sim.metrotec.post("files", data=form, files={"file": ("a.jpg", b"x", "image/jpeg")}))


def test_an_upload_without_a_file_or_to_no_task_is_refused(sim: Running):
    form = {"pivot_type": "route_tasks", "pivot_id": "999999"}
    refused(sim.metrotec.post("files", data={**form, "pivot_id": "12001"}), "file")
    refused(sim.metrotec.post("files", data=form, files={"file": ("a.jpg", b"x", "image/jpeg")}), status=404)


@pytest.mark.parametrize("missing", ["User-Agent", "Accept"])
def test_metrotec_wants_both_headers(sim: Running, missing: str):
    headers = {**ACCEPT, "Authorization": sim.metrotec.headers["Authorization"], missing: ""}
    refused(httpx.get(sim.greeting["metrotec_url"] + "vehicles", headers=headers))


def test_another_version_is_refused(sim: Running):
    refused(sim.metrotec.get("vehicles", headers={"Accept": "application/json; version=1.0.0"}))
    refused(sim.metrotec.get("vehicles", headers={"Accept": "application/json"}))


@pytest.mark.parametrize("header", [{"Authorization": ""}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}])
def test_a_bad_token_is_401_on_both(sim: Running, header: dict[str, str]):
    refused(httpx.get(sim.greeting["metrotec_url"] + "vehicles", headers={**ACCEPT, **header}), status=401)
    refused(httpx.get(sim.greeting["vezma_url"] + "Users", headers=header), status=401)


def test_vezma_takes_its_other_header(sim: Running):
    answer = httpx.get(sim.greeting["vezma_url"] + "Version", headers={"X-Auth-Token": sim.greeting["token"]})
    assert answer.status_code == 200
