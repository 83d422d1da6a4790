"""Every answer has the keys, the order of keys and the JSON types of the reference's own example."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.simulator_process import Running

DATA = Path(__file__).parents[1] / "data"
DAY = "datetime[]"
COMPACT = {"period_start": "2026-09-0100:00:00", "period_stop": "2026-09-0923:59:59"}
SPACED = {DAY: ["2026-09-01 00:00:00", "2026-09-09 23:59:59"]}
NOW = "2026-09-10T10:00:00Z"

# Where the example's own type is not the only one: text that is null elsewhere, whole numbers that may have a fraction.
NUMBERS = (int, float)


def example(api: str, name: str, kind: str = "answer") -> Any:
    return json.loads((DATA / api / f"{name}.{kind}.json").read_text(encoding="utf-8"))


def same_kind(shown: Any, wanted: Any, at: str, open_ends: tuple[str, ...]) -> None:
    if wanted is None or shown is None or at.rsplit(".", 1)[-1] in open_ends:
        return
    if isinstance(wanted, dict):
        assert list(shown) == list(wanted), at
        for key, value in wanted.items():
            same_kind(shown[key], value, f"{at}.{key}", open_ends)
    elif isinstance(wanted, list):
        assert isinstance(shown, list), at
        for value in shown if wanted else []:
            same_kind(value, wanted[0], f"{at}[]", open_ends)
    elif isinstance(wanted, bool | str):
        assert type(shown) is type(wanted), (at, shown)
    else:
        assert isinstance(shown, NUMBERS), (at, shown)
        assert not isinstance(shown, bool), at


READS = [
    ("tasks.list", "tasks?all=1", {}),
    ("positions.list", "routelog/", {}),
    ("positions.get", "routelog/{vehicle}", {}),
    ("vehicles.list", "vehicles", {}),
    ("vehicles.settings", "vehicles/settings", {"object_id": "{vehicle}"}),
    ("history.trips", "trips", {**COMPACT, "vehicle_id": "{vehicle}"}),
    ("history.inputs", "inputs", {**COMPACT, "vehicle_id": "{vehicle}"}),
    ("history.refuels", "refuels", {**COMPACT, "vehicle_id": "{vehicle}"}),
    ("history.track", "track", {"start_from": "2026-09-0900:00:00", "vehicle_id": "{vehicle}"}),
    ("worktime.list", "worktime", SPACED),
    ("worktime.periods", "worktime/{vehicle}", SPACED),
    ("worktime.rides", "rides", SPACED),
    ("pois.list", "pois", {}),
    ("drivers.list", "drivers", {"object_id": "{vehicle}", "startUse": "2026-09-0100:00:00"}),
    ("drivers.bookings", "bookings", SPACED),
    ("drivers.waybills", "waybills", {}),
    ("tanks.list", "tanks", {}),
    ("tanks.get", "tanks/FTrans", {}),
    ("tacho.totals", "tachograph/totals", {**SPACED, "object_id": "{truck}"}),
    ("tacho.activities", "tachograph/activities", {**SPACED, "object_id": "{truck}"}),
    ("tacho.vehicles", "tachograph/vehicles", {}),
    ("tacho.drivers", "tachograph/drivers", {"offset": "-1"}),
    ("geozones.list", "geozones", {}),
    ("files.list", "files", {}),
]


@pytest.fixture
def named(sim: Running) -> dict[str, str]:
    sim.control.post("clock", json={"time": NOW})
    rows = sim.metrotec.get("vehicles").json()
    return {
        "{vehicle}": next(row["id"] for row in rows if not row["isDDD"]),
        "{truck}": next(row["id"] for row in rows if row["isDDD"]),
    }


def filled(value: Any, named: dict[str, str]) -> Any:
    for mark, text in named.items():
        value = value.replace(mark, text) if isinstance(value, str) else value
    return value


@pytest.mark.parametrize(("name", "path", "query"), READS, ids=[row[0] for row in READS])
def test_a_read_is_shaped_like_its_example(sim: Running, named: dict[str, str], name: str, path: str, query: dict):
    answer = sim.metrotec.get(filled(path, named), params={k: filled(v, named) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    assert answer.json(), "an empty answer proves nothing"
    # next_maintenance_km is "" in the example and a number where it is known; categoryName is null or text.
    same_kind(answer.json(), example("metrotec", name), name, ("next_maintenance_km",))


WRITES = [
    ("tasks.create", "POST", "tasks", {"object_id": "{vehicle}", "order_ref": "SHAPE-1"}),
    ("vehicles.link_geozone", "POST", "vehicles/geozones", {"object_id": "{vehicle}", "zoneId": 48207}),
    ("vehicles.create_event", "POST", "vehicles/events", {"object_id": "{vehicle}"}),
    ("reports.create", "POST", "reports", {}),
    ("geozones.create", "POST", "geozones", {}),
]


@pytest.mark.parametrize(("name", "verb", "path", "over"), WRITES, ids=[row[0] for row in WRITES])
def test_the_reference_request_is_taken_and_answered_as_shown(
    sim: Running, named: dict[str, str], name: str, verb: str, path: str, over: dict
):
    body = {**example("metrotec", name, "request"), **{k: filled(v, named) for k, v in over.items()}}
    answer = sim.metrotec.request(verb, path, json=body)
    assert answer.status_code == 200, answer.text
    same_kind(answer.json(), example("metrotec", name), name, ())


def test_the_reference_place_is_taken(sim: Running):
    answer = sim.metrotec.post("pois", json=example("metrotec", "pois.create", "request"))
    assert list(answer.json()) == list(example("metrotec", "pois.list")[0])


def test_a_report_ends_with_visits_shaped_like_the_example(sim: Running, named: dict[str, str]):
    made = sim.metrotec.post("reports", json=example("metrotec", "reports.create", "request")).json()
    assert sim.metrotec.get(f"reports/{made['id']}").json() == []
    wanted = {"datetime": SPACED[DAY], "type": "poi", "group": "vehicle"}
    made = sim.metrotec.post("reports", json=wanted).json()
    sim.control.post("clock", json={"shift": 5})
    shown = {row["id"]: row for row in sim.metrotec.get("reports").json()}
    rows = sim.metrotec.get(f"reports/{made['id']}").json()
    assert shown[made["id"]]["status"] == 2
    assert rows
    same_kind(rows, example("metrotec", "reports.data"), "reports.data", ())


VEZMA = [
    ("users.list", "Users"),
    ("positions.list", "UsersPositions"),
    ("vehicles.list", "Vehicles"),
    ("vehicles.get", "Vehicles/3"),
    ("services.list", "VehicleServices"),
    ("places.list", "Places"),
    ("places.get", "Places/3"),
    ("purposes.list", "Purposes"),
    ("expenses.categories", "ExpenseCategories"),
]


@pytest.mark.parametrize(("name", "path"), VEZMA, ids=[row[0] for row in VEZMA])
def test_a_vezma_read_is_shaped_like_its_example(sim: Running, name: str, path: str):
    answer = sim.vezma.get(path)
    assert answer.json()
    same_kind(answer.json(), example("vezma", name), name, ())


def test_vezma_trips_are_shaped_like_the_example(sim: Running):
    rows = sim.vezma.get("Trips").json()["tracks"]
    ended = next(row for row in rows if not row["inProgress"] and not row["isPrivate"])
    same_kind(ended, example("vezma", "trips.get"), "track", ())
    same_kind(sim.vezma.get(f"Trips/{ended['tid']}").json(), ended, "track", ())


def test_vezma_expenses_of_each_kind_are_shaped_like_the_examples(sim: Running):
    shown = {row["expenseType"]: row for row in example("vezma", "expenses.list")["expenses"]}
    rows, cursor = [], "-1"
    while cursor != "0" and len({row["expenseType"] for row in rows}) < 3:
        page = sim.vezma.get("Expenses", params={"cursor": cursor}).json()
        rows, cursor = rows + page["expenses"], page["nextCursor"]
    assert {row["expenseType"] for row in rows} == {"General", "FuelUp", "Service"}
    for row in rows:
        same_kind(row, shown[row["expenseType"]], row["expenseType"], ())
