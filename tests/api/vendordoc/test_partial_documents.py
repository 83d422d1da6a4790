"""A document that leaves most out: what is in it is found for what it is, and no neighbour takes its place."""

import json
import random
import re
import urllib.request

import pytest

from fleetdesk.api.binding import bind
from fleetdesk.api.metrotec.operations import OPERATIONS as METROTEC
from fleetdesk.api.openapi import described
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from tests.conftest import DATA

TABLES = {"metrotec": METROTEC, "vezma": VEZMA}
BASE = "https://fleet.example.com/api/"


def by_examples(vendor):
    """Paths that say nothing, with the reference's own examples as the only answers."""
    paths, meant = {}, {}
    for number, row in enumerate(TABLES[vendor].values()):
        file = DATA / vendor / f"{row.name}.answer.json"
        if not file.is_file():
            continue
        path = f"/t{number}" + "".join(f"/{{x-{each.name}}}" for each in row.parameters if each.place == "path")
        body = {each.name: "x" for each in row.parameters if each.place in ("json", "form")}
        query = [{"name": each.name, "in": "query"} for each in row.parameters if each.place == "query"]
        answer = {"content": {"application/json": {"example": json.loads(file.read_text(encoding="utf-8"))}}}
        request = {"requestBody": {"content": {"application/json": {"example": body}}}} if body else {}
        paths[path] = {row.method.lower(): {"parameters": query, "responses": {"200": answer}, **request}}
        meant[path] = row.name
    return paths, meant


def found(paths, table):
    """Operation and the first part of the path it was bound to."""
    return {
        each.operation: each.change["path"].split("/")[0]
        for each in bind(table, described({"paths": paths}), BASE)
        if each.change
    }


@pytest.mark.parametrize("vendor", ["metrotec", "vezma"])
def test_by_the_examples_alone(vendor):
    paths, meant = by_examples(vendor)
    firsts = {path: path.split("/")[1] for path in paths}
    assert found(paths, TABLES[vendor]) == {meant[path]: firsts[path] for path in paths}
    for one in paths:
        assert found({one: paths[one]}, TABLES[vendor]) == {meant[one]: firsts[one]}
        rest = {path: item for path, item in paths.items() if path != one}
        assert found(rest, TABLES[vendor]) == {meant[path]: firsts[path] for path in rest}


@pytest.mark.parametrize("vendor", ["metrotec", "vezma"])
@pytest.mark.parametrize("seed", range(25))
def test_any_part_of_the_simulators_document(simulator, vendor, seed):
    with urllib.request.urlopen(simulator.told[f"openapi_{vendor}"], timeout=10) as answer:
        spec = json.loads(answer.read())
    choice = random.Random(seed)
    whole = [(path, verb, row) for path, item in spec["paths"].items() for verb, row in item.items()]
    paths, meant = {}, {}
    for number, (path, verb, row) in enumerate(choice.sample(whole, choice.choice([1, 2, 3, 5, 9]))):
        meant[f"t{number}"] = row["operationId"]
        holes = "".join(f"/{{k{each}}}" for each in range(len(re.findall("{", path))))
        paths[f"/t{number}{holes}"] = {
            verb: {key: row[key] for key in ("parameters", "requestBody", "responses") if key in row}
        }
    bound = bind(TABLES[vendor], described({"paths": paths, "components": spec["components"]}), BASE)
    for each in bound:
        assert each.change is None or meant[each.change["path"].split("/")[0]] == each.operation
    assert {each.operation for each in bound if each.change} >= set(meant.values()) - {"version"}


STRANGERS = {
    "/alarmlog": (["datetime[]", "object_id", "AlertGroup[]", "offset", "limit"], None),
    "/users": (["page"], [{"id": 1, "name": "x", "email": "x", "user_id": 1}]),
    "/categories": ([], [{"id": 1, "alias": "x", "categoryName": "x"}]),
    "/stops": (
        ["period_start", "period_stop", "vehicle_id"],
        [{"ID": 1, "objectID": "x", "startTime": "x", "stopTime": "x"}],
    ),
    "/pets": (["limit"], [{"id": 1, "name": "x", "status": "sold", "type": "cat"}]),
    "/ping": ([], {"status": "ok"}),
    "/me": ([], {"id": 1, "name": "x"}),
    "/words": ([], ["a", "b"]),
}


@pytest.mark.parametrize("path", STRANGERS)
def test_what_is_none_of_ours_is_left_alone(path):
    names, answer = STRANGERS[path]
    media = {} if answer is None else {"content": {"application/json": {"example": answer}}}
    row = {"parameters": [{"name": name, "in": "query"} for name in names], "responses": {"200": media}}
    assert found({path: {"get": row}}, METROTEC) == {}
    assert found({path: {"get": row}}, VEZMA) == {}
