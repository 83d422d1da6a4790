"""The world: alive at any hour, smooth, the same for the same seed, and in agreement with itself."""

import json
import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.simulator.simulator_process import Running

START = "2026-06-10T{hour:02d}:30:00Z"
PAIR = "datetime[]"


def rows_at(sim: Running, time: str) -> list[dict[str, Any]]:
    sim.control.post("clock", json={"time": time, "freeze": True})
    return sim.metrotec.get("routelog/").json()


def metres(a: dict[str, Any], b: dict[str, Any]) -> float:
    dx = (b["Xpos"] - a["Xpos"]) * 111_320 * math.cos(math.radians(a["Ypos"]))
    return math.hypot(dx, (b["Ypos"] - a["Ypos"]) * 111_320)


@pytest.mark.parametrize("hour", range(0, 24, 4))
def test_about_half_of_the_fleet_moves_at_any_hour(sim: Running, hour: int):
    moving = [row for row in rows_at(sim, START.format(hour=hour)) if row["Speed"] > 0]
    assert 70 <= len(moving) <= 130


def test_consecutive_polls_move_as_far_as_the_speed_says(sim: Running):
    sim.quirks(hostile=False)
    sim.control.post("clock", json={"time": "2026-06-10T09:00:00Z", "freeze": True})
    polls = []
    for _ in range(20):
        polls.append({row["objectID"]: row for row in sim.metrotec.get("routelog/").json()})
        sim.control.post("clock", json={"shift": 4, "freeze": True})
    checked = 0
    for before, after in pairwise(polls):
        for name, row in after.items():
            old = before[name]
            if "1" in (row["NoGPSFix"], old["NoGPSFix"]) or not old["Speed"] or not row["Speed"]:
                continue
            far = (old["Speed"] + row["Speed"]) / 2 / 3.6 * 4
            # A sharp corner is shorter as the crow flies.
            assert metres(old, row) <= far + 8
            checked += metres(old, row) >= far * 0.9 - 8
    assert checked > 1500


def test_positions_lie_in_estonia_but_for_the_ones_that_are_wrong_on_purpose(sim: Running):
    rows = [row for row in rows_at(sim, START.format(hour=10)) if row["Xpos"]]
    outside = [row for row in rows if not (21.7 < row["Xpos"] < 28.3 and 57.4 < row["Ypos"] < 59.8)]
    assert len(outside) == 1
    assert 57 < outside[0]["Xpos"] < 60
    assert [row["Ypos"] for row in rows if row["GMTime"].startswith("2001")]
    sim.quirks(hostile=False)
    rows = [row for row in rows_at(sim, START.format(hour=10)) if row["Xpos"]]
    assert all(57.4 < row["Ypos"] < 59.8 for row in rows)


def test_some_never_reported_some_are_silent_some_names_are_hostile(sim: Running):
    rows = rows_at(sim, START.format(hour=10))
    aliases = {row["alias"] for row in sim.metrotec.get("vehicles").json()}
    assert sum(row["Xpos"] == 0 == row["Ypos"] for row in rows) == 2
    assert any("2002" < row["GMTime"] < "2026-06-10T08" for row in rows)
    assert "<img src=x onerror=alert(1)>" in aliases


def test_the_server_tells_only_of_arrivals_that_a_device_told_it():
    """A vehicle that is silent since before its task was done has come nowhere, as far as its server knows."""
    sim = Running("--vehicles", "200", "--time", "2026-11-29T07:00:00Z", "--speed", "0")
    sim.quirks(hostile=False)
    tasks = [row for row in sim.metrotec.get("tasks?all=1").json() if row["status"] == 3]
    last = {row["objectID"]: row["GMTime"] for row in sim.metrotec.get("routelog/").json()}
    assert any(row["work_finished_at"] > last[row["object_id"]] for row in tasks)
    assert any(row["geozone_entered_at"] for row in tasks)
    assert all(row["geozone_entered_at"] <= last[row["object_id"]] for row in tasks if row["geozone_entered_at"])
    assert sim.stop() == 0


def test_the_same_seed_makes_the_same_world_and_another_one_another():
    def positions(seed: str) -> str:
        sim = Running("--vehicles", "30", "--seed", seed, "--time", "2026-06-10T09:00:00Z", "--speed", "0")
        text = sim.metrotec.get("routelog/").text
        sim.stop()
        return text

    assert positions("5") == positions("5") != positions("6")


def busy_vehicle(sim: Running, truck: bool) -> str:
    rows = sim.metrotec.get("vehicles").json()
    return next(row["id"] for row in rows[8:] if bool(row["isDDD"]) is truck)


@pytest.mark.parametrize("truck", [False, True])
def test_a_vehicles_past_agrees_with_itself(sim: Running, truck: bool):
    sim.control.post("clock", json={"time": "2026-06-12T12:00:00Z", "freeze": True})
    name = busy_vehicle(sim, truck)
    period = {"period_start": "2026-06-0800:00:00", "period_stop": "2026-06-1200:00:00", "vehicle_id": name}
    pair = {PAIR: ["2026-06-08 00:00:00", "2026-06-12 00:00:00"]}
    trips = sim.metrotec.get("trips", params=period).json()
    track = sim.metrotec.get("track", params={"start_from": period["period_start"], "vehicle_id": name}).json()
    rides = {row["key"]: row["rides"] for row in sim.metrotec.get("rides", params=pair).json()}
    on = [row for row in sim.metrotec.get("inputs", params=period).json() if row["input"] == 1]
    assert rides[name] == len(trips) == len(on) > 3
    for before, after in pairwise(trips):
        assert before["stopTime"] == after["previousStopTime"]
        assert before["AddressAtEndPoint"] == after["AddressAtStartingPoint"]
    trip = trips[1]
    driven = [p for p in track if trip["startTime"] <= p["GMTime"] <= trip["stopTime"]]
    length = sum(
        metres({"Xpos": a["lon"], "Ypos": a["lat"]}, {"Xpos": b["lon"], "Ypos": b["lat"]}) for a, b in pairwise(driven)
    )
    assert length / 1000 == pytest.approx(trip["routeLengthKM"], rel=0.12, abs=0.6)


def test_refuels_fill_the_tank_that_the_track_shows(sim: Running):
    sim.control.post("clock", json={"time": "2026-06-12T12:00:00Z", "freeze": True})
    name = busy_vehicle(sim, truck=False)
    period = {"period_start": "2026-06-0800:00:00", "period_stop": "2026-06-1200:00:00", "vehicle_id": name}
    refuels = sim.metrotec.get("refuels", params=period).json()
    track = sim.metrotec.get("track", params={"start_from": period["period_start"], "vehicle_id": name}).json()
    assert refuels
    for row in refuels:
        before = [p["fuel"] for p in track if p["GMTime"] <= row["startTime"]][-1]
        after = next(p["fuel"] for p in track if p["GMTime"] >= row["stopTime"])
        assert abs(before - row["fuelBeforeL"]) <= 3
        assert row["fuelAfterL"] - after <= 3


def test_tachograph_totals_are_the_sum_of_activities_and_obey_the_rules(sim: Running):
    sim.control.post("clock", json={"time": "2026-06-12T12:00:00Z", "freeze": True})
    start, stop = datetime(2026, 6, 8), datetime(2026, 6, 11)  # noqa: DTZ001 - the vendor's times are naive
    asked = {"object_id": busy_vehicle(sim, truck=True), PAIR: [str(start), str(stop)]}
    totals = sim.metrotec.get("tachograph/totals", params=asked).json()
    rows = sim.metrotec.get("tachograph/activities", params=asked).json()
    driven = 0.0
    seconds = dict.fromkeys("012367", 0.0)
    for row in rows:
        begin = datetime.fromisoformat(row["time"])
        end = min(begin + timedelta(seconds=row["running_time"]), stop)
        seconds[str(row["status"])] += max(0.0, (end - max(begin, start)).total_seconds())
        rests = row["status"] == 0 and row["running_time"] >= 2700
        driven = 0.0 if rests else driven + (row["running_time"] if row["status"] == 3 else 0)
        assert driven <= 4.5 * 3600
    assert sum(totals[code] for code in "012367") == pytest.approx(3 * 86400, abs=5)
    assert all(totals[code] == pytest.approx(seconds[code], abs=len(rows) + 5) for code in seconds)


def test_work_time_is_the_sum_of_its_periods(sim: Running):
    sim.control.post("clock", json={"time": "2026-06-12T12:00:00Z", "freeze": True})
    pair = {PAIR: ["2026-06-01 00:00:00", "2026-06-12 00:00:00"]}
    low, high = (int(datetime.fromisoformat(text + "+00:00").timestamp()) for text in pair[PAIR])
    name = busy_vehicle(sim, truck=False)
    total = next(row["work"] for row in sim.metrotec.get("worktime", params=pair).json() if row["id"] == name)
    parts = [row for row in sim.metrotec.get(f"worktime/{name}", params=pair).json() if row["status"] == "work"]
    inside = [min(row["stopTimestamp"], high) - max(row["startTimestamp"], low) for row in parts]
    assert total == pytest.approx(sum(inside), abs=len(parts) + 1)
    assert total > 100_000


def test_a_closed_area_holds_the_same_vehicles_while_the_world_stands(sim: Running):
    sim.control.post("clock", json={"time": "2026-06-10T09:00:00Z", "freeze": True})
    ring = [[26.4, 58.2], [27.1, 58.2], [27.1, 58.6], [26.4, 58.6], [26.4, 58.2]]
    asked = {"coordinates": json.dumps(ring)}
    first = sim.metrotec.get("vehicles/area", params=asked).json()
    assert first == sim.metrotec.get("vehicles/area", params=asked).json()
    assert first == sim.control.get("truth/in_area", params=asked).json()
    assert first


@pytest.mark.parametrize(("month", "hours"), [("01", 2), ("07", 3)])
def test_the_communication_time_is_local_though_it_ends_in_z(sim: Running, month: str, hours: int):
    row = rows_at(sim, f"2026-{month}-10T10:00:00Z")[1]
    fixed, heard = (datetime.fromisoformat(row[key]) for key in ("GMTime", "LastCommunicationLocalTime"))
    assert heard - fixed == timedelta(hours=hours, seconds=4)


def test_lorries_keep_to_90_and_nobody_flies(sim: Running):
    lorries = {row["id"] for row in sim.metrotec.get("vehicles").json() if row["isDDD"]}
    rows = rows_at(sim, START.format(hour=8)) + rows_at(sim, START.format(hour=14))
    assert max(row["Speed"] for row in rows if row["objectID"] in lorries) <= 90
    assert max(row["Speed"] for row in rows) <= 100


def test_the_truth_of_a_period_agrees_with_what_the_vendor_lists(sim: Running):
    sim.control.post("clock", json={"time": "2026-06-12T12:00:00Z", "freeze": True})
    name = busy_vehicle(sim, truck=False)
    period = {"period_start": "2026-06-0800:00:00", "period_stop": "2026-06-1200:00:00", "vehicle_id": name}
    trips = sim.metrotec.get("trips", params=period).json()
    begins, ends = (
        datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() - 1
        for text in (trips[0]["startTime"], trips[-1]["stopTime"])
    )
    query: dict[str, str | float] = {"object_id": name, "begins": begins, "ends": ends + 2}
    truth = sim.control.get("truth/past", params=query).json()
    assert truth["trips"] == len(trips)
    assert truth["metres"] / 1000 == pytest.approx(sum(trip["routeLengthKM"] for trip in trips), abs=0.1)
    assert truth["driving"] == pytest.approx(sum(trip["drivingTimeSeconds"] for trip in trips), abs=len(trips) + 2)
    assert truth["driving"] + truth["idling"] + truth["standing"] == pytest.approx(ends + 2 - begins)
