"""The vendor's own document tells where operations live, whatever their paths are called."""

import json
import urllib.request

import pytest

from fleetdesk.api.binding import bind
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.api.openapi import described
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from fleetdesk.base.errors import UsageError

BASE = "https://api.example.com/api/"


def document(simulator, vendor):
    with urllib.request.urlopen(simulator.told[f"openapi_{vendor}"], timeout=10) as answer:
        return json.loads(answer.read())


def scrambled(spec):
    """The same document with other paths and other names for the ids in them."""
    paths = {}
    for number, (path, item) in enumerate(sorted(spec["paths"].items())):
        holes = "".join(f"/{{key{index}}}" for index in range(path.count("{")))
        paths[f"/v9/thing{number}{holes}"] = item
    return {**spec, "paths": paths}


def test_every_operation_is_found_by_what_it_takes_and_answers(simulator_process):
    spec = document(simulator_process, "metrotec")
    where = {
        (verb.upper(), path): item[verb].get("operationId", "") for path, item in spec["paths"].items() for verb in item
    }
    found = bind(OPERATIONS, described(spec), BASE)
    missing = {each.operation: each.why for each in found if each.change is None}
    assert not missing
    assert len(where) >= len(found)


def test_paths_do_not_matter(simulator_process):
    spec = document(simulator_process, "metrotec")
    kept = {each.operation: each.change["method"] for each in bind(OPERATIONS, described(spec), BASE) if each.change}
    moved = bind(OPERATIONS, described(scrambled(spec)), BASE)
    bound = {each.operation: each.change for each in moved if each.change}
    assert len(bound) >= len(OPERATIONS) - 2, {each.operation: each.why for each in moved if not each.change}
    assert all(change["path"].startswith("v9/thing") for change in bound.values())
    assert all(bound[name]["method"] == kept[name] for name in bound if name in kept)


def test_our_names_stand_in_the_path(simulator_process):
    spec = scrambled(document(simulator_process, "metrotec"))
    bound = {each.operation: each.change for each in bind(OPERATIONS, described(spec), BASE) if each.change}
    assert bound["tasks.update"]["path"].endswith("/{id}")
    assert bound["positions.get"]["path"].endswith("/{object_id}")


def test_vezma_too(simulator_process):
    found = bind(VEZMA, described(document(simulator_process, "vezma")), BASE)
    assert sum(each.change is not None for each in found) >= 14


def test_what_is_not_there_is_said():
    spec = {"openapi": "3.0.0", "paths": {"/ping": {"get": {"responses": {"200": {}}}}}}
    found = bind(OPERATIONS, described(spec), BASE)
    reasons = {each.operation: each.why for each in found if each.change is None}
    assert "nothing in the document" in reasons["tasks.create"]


@pytest.mark.parametrize("odd", [None, [], {"paths": []}, {"openapi": "3"}])
def test_other_documents_are_refused(odd):
    with pytest.raises(UsageError):
        described(odd)


def test_an_operation_that_takes_and_answers_nothing_is_like_none():
    spec = {"openapi": "3.0.0", "paths": {"/x": {"get": {"responses": {"200": {}}}}}}
    assert not [each.operation for each in bind(VEZMA, described(spec), BASE) if each.change]
