"""Every answer that the reference texts show is read whole."""

import json

import pytest

from fleetdesk.api.metrotec.operations import OPERATIONS as METROTEC
from fleetdesk.api.metrotec.positions import read_positions
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from fleetdesk.base.jsonable import jsonable
from tests.conftest import DATA, example

TABLES = {"metrotec": METROTEC, "vezma": VEZMA}
ANSWERS = [
    (vendor, path.name.removesuffix(".json"))
    for vendor in TABLES
    for path in sorted((DATA / vendor).glob("*.answer.json"))
]


def operation_of(vendor, name):
    return TABLES[vendor][name.removesuffix(".answer").removesuffix(".last")]


def read(vendor, name):
    operation, raw = operation_of(vendor, name), example(vendor, name)
    if operation.record is None:
        return None
    rows = raw.get(operation.items) if operation.items else raw
    return operation.record.read_all(rows if isinstance(rows, list) else [rows], "a")


@pytest.mark.parametrize(("vendor", "name"), ANSWERS)
def test_no_row_of_the_reference_is_dropped(vendor, name):
    rows = read(vendor, name)
    assert rows is None or (rows.values and not rows.dropped)


@pytest.mark.parametrize(("vendor", "name"), ANSWERS)
def test_what_is_read_is_plain_json(vendor, name):
    rows = read(vendor, name)
    assert json.dumps(jsonable(rows.values if rows else []), allow_nan=False)


def test_a_task():
    task = jsonable(read("metrotec", "tasks.list.answer").values[0])
    assert task["unit"] == "ABC123"
    assert task["status"] == "created"
    assert task["status_code"] == 1
    assert task["start_at"] == "2025-01-20T08:00:00Z"
    assert task["start"] is None
    assert task["active"] is True
    assert task["pending"] == []


def test_a_position():
    body = json.dumps(example("metrotec", "positions.list.answer")).encode()
    rows = read_positions(body, "a")
    assert not rows.dropped
    position = jsonable(rows.values[0])
    assert (position["lat"], position["lon"], position["speed_kmh"]) == (0.1, 0.1, 0)
    assert position["heading_deg"] is None
    assert position["fixed_at"] == "2019-08-24T14:15:22Z"


def test_a_tank():
    tank = jsonable(read("metrotec", "tanks.get.answer").values[0])
    assert (tank["lat"], tank["lon"]) == (59.3960766, 24.6066633)
    assert tank["heading_deg"] == 357
    assert tank["fills_up_at"] == "2022-03-15T21:25:00Z"
    assert tank["received_at"] == "2019-08-30T08:56:15Z"
    assert tank["has_fix"] is True


def test_people_without_a_position_have_none():
    first, second = (jsonable(each) for each in read("vezma", "positions.list.answer").values)
    assert first["speed_kmh"] == 45.5
    assert (second["lat"], second["lon"], second["speed_kmh"], second["received_at"]) == (None, None, None, None)


def test_a_private_trip():
    public, private = read("vezma", "trips.list.answer").values
    assert public.distance_km == 123
    assert public.unit == "3"
    assert private.private
    assert private.start_lat is None


def test_one_bad_row_costs_only_itself():
    good = example("metrotec", "positions.list.answer")[0]
    body = json.dumps([good, {"objectID": None}, {**good, "objectID": "B", "Xpos": {"odd": 1}}, "x", good]).encode()
    rows = read_positions(body, "a")
    assert [each.unit for each in rows.values] == [good["objectID"]] * 2
    assert len(rows.dropped) == 3


def test_zero_zero_is_no_place():
    row = {**example("metrotec", "positions.list.answer")[0], "Xpos": 0, "Ypos": 0}
    position = read_positions(json.dumps([row]).encode(), "a").values[0]
    assert position.lat is None
    assert position.lon is None
