"""What vendors publish, as their tools write it: each is read, and each field that tells counts."""

import codecs
import json

import pytest
import yaml

from fleetdesk.api.vendordoc.reading import Elsewhere, read
from fleetdesk.base.errors import UsageError
from tests.api.vendordoc.made import (
    FILE,
    POSITION,
    VISIT,
    answering,
    array,
    bound,
    bound_bytes,
    collection,
    item,
    openapi,
    properties,
    reasons,
    row,
    scribe_page,
)

LIVE = answering(array(POSITION))
ONE = answering({"type": "object", "properties": properties(POSITION)})
POSITIONS = {"positions.list": "live"}
SPEC = openapi({"/live": {"get": LIVE}})


def query(*names):
    return [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names]


@pytest.mark.parametrize("hole", ["{object-id}", "{vehicle.id}", "{id?}", ":id", ":object-id", "<id>", "<str:plate>",
                                  "%7Bid%7D", "{+path}", "{unit}/last", "{unit}.json"])  # fmt: skip
def test_an_id_in_a_path_whatever_it_is_called(hole):
    ours = hole.replace("/last", "").replace(".json", "")
    assert bound(openapi({f"/live/{hole}": {"get": ONE}})) == {
        "positions.get": f"live/{hole}".replace(ours, "{object_id}")
    }


def test_a_version_that_has_one_value_is_no_id():
    version = {"name": "version", "in": "path", "required": True, "schema": {"type": "string", "default": "1.0"}}
    assert bound(openapi({"/v{version}/live": {"parameters": [version], "get": LIVE}})) == {
        "positions.list": "v1.0/live"
    }


@pytest.mark.parametrize("name", ["Position row", "Position/row", "Position~row", "Позиция", "Position%row"])
def test_a_reference_is_a_uri_and_a_pointer(name):
    from urllib.parse import quote

    pointer = quote(name.replace("~", "~0").replace("/", "~1"), safe="~")
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{pointer}"}}
    schemas = {name: {"type": "object", "properties": properties(POSITION)}}
    assert bound(openapi({"/live": {"get": answering(rows)}}, components={"schemas": schemas})) == POSITIONS


def referring():
    """References at every place where they may stand."""
    answer = LIVE["responses"]["200"]
    at = "#/components"
    yield openapi({"/live": {"$ref": f"{at}/pathItems/p"}}, components={"pathItems": {"p": {"get": LIVE}}})
    yield openapi({"/live": {"get": {"responses": {"200": {"$ref": f"{at}/responses/r"}}}}},
                  components={"responses": {"r": answer}})  # fmt: skip
    yield openapi({"/live": {"get": answering({"$ref": f"{at}/schemas/a"})}},
                  components={"schemas": {"a": {"$ref": f"{at}/schemas/b"}, "b": array(POSITION)}})  # fmt: skip
    yield openapi({"/live": {"get": answering({"allOf": [{"$ref": f"{at}/schemas/a"}, {"description": "x"}]})}},
                  components={"schemas": {"a": array(POSITION)}})  # fmt: skip
    yield openapi({"/live": {"get": answering({"oneOf": [{"type": "null"}, {"$ref": f"{at}/schemas/a"}]})}},
                  components={"schemas": {"a": array(POSITION)}})  # fmt: skip
    old = "#/paths/~1old/delete/responses/200/content/application~1json/schema"
    yield openapi({"/live": {"get": answering({"$ref": old})}, "/old": {"delete": LIVE}})
    items = {"allOf": [{"$ref": f"{at}/schemas/a"}, {"properties": properties(POSITION[8:])}]}
    yield openapi({"/live": {"get": answering({"type": "array", "items": items})}},
                  components={"schemas": {"a": {"properties": properties(POSITION[:8])}}})  # fmt: skip
    yield openapi({"/live": {"get": {"responses": {"200": {"content": {"application/json": {
        "schema": {"type": "array"}, "examples": {"e": {"$ref": f"{at}/examples/e"}}}}}}}}},
        components={"examples": {"e": {"value": [row(POSITION)]}}})  # fmt: skip

    for reference, key, name in (("#position", "$anchor", "position"), ("https://x.example/p", "$id", "https://x.example/p"),
                                 ("Position", "title", "Position")):  # fmt: skip
        rows = {"type": "array", "items": {"$ref": reference}}
        schemas = {"Position": {key: name, "properties": properties(POSITION)}}
        yield openapi({"/live": {"get": answering(rows)}}, components={"schemas": schemas})


@pytest.mark.parametrize("spec", list(referring()), ids=range(11))
def test_references_are_followed_everywhere(spec):
    assert bound(spec) == POSITIONS


def test_parameters_and_bodies_by_reference():
    spec = openapi(
        {"/papers": {"parameters": [{"$ref": "#/components/parameters/k"}], "get": answering(
            array(FILE), parameters=query("pivot_id"))},
         "/enter": {"post": answering({"properties": properties(["jwt", "expires"])},
                                      requestBody={"$ref": "#/components/requestBodies/login"})}},
        components={"parameters": {"k": query("pivot_type")[0]}, "requestBodies": {"login": {"content": {
            "application/json": {"schema": {"properties": properties(["username", "password"])}}}}}},
    )  # fmt: skip
    assert bound(spec) == {"files.list": "papers", "auth.login": "enter"}


def rings():
    at = "#/components/schemas/"
    yield {"F": {"anyOf": [{"$ref": f"{at}F"}] * 6}}
    yield {"F": {"$ref": f"{at}G"}, "G": {"$ref": f"{at}F"}}
    yield {"F": {"properties": {"child": {"$ref": f"{at}F"}}, "allOf": [{"$ref": f"{at}F"}, {"$ref": f"{at}F"}]}}
    yield {"F": {"type": "array", "items": {"$ref": f"{at}F"}}}
    yield {f"F{i or ''}": {"oneOf": [{"$ref": f"{at}F{(i + step) % 40 or ''}"} for step in range(1, 9)]}
           for i in range(40)}  # fmt: skip


@pytest.mark.parametrize("schemas", list(rings()), ids=range(5))
def test_rings_of_references_end(schemas):
    spec = openapi({"/x": {"get": answering({"$ref": "#/components/schemas/F"})}}, components={"schemas": schemas})
    told = openapi({**spec["paths"], "/live": {"get": LIVE}}, components=spec["components"])
    assert bound(told) == POSITIONS


def test_yaml_that_holds_itself_ends():
    rows = "&a {type: array, items: &b {anyOf: [*a, *b, *b, *b]}}"
    spec = (
        f"openapi: 3.0.0\npaths: {{/x: {{get: {{responses: {{200: {{content: {{a/json: {{schema: {rows}}}}}}}}}}}}}}}"
    )
    with pytest.raises(UsageError, match="does not say"):
        bound(spec.encode())


def test_the_json_is_taken_wherever_it_stands():
    content = {"text/html": {"schema": {"type": "string"}}, "text/csv": {"schema": {"type": "string"}},
               "application/hal+json": {"schema": array(POSITION)}}  # fmt: skip
    assert bound(openapi({"/live": {"get": {"responses": {"200": {"content": content}}}}})) == POSITIONS


@pytest.mark.parametrize("status", ["200", "2XX", "default", "201"])
def test_any_good_answer(status):
    assert bound(openapi({"/live": {"get": {"responses": {
        "401": {"description": "no"}, status: LIVE["responses"]["200"]}}}})) == POSITIONS  # fmt: skip


def examples():
    rows, schema = [row(POSITION)], {"type": "array", "items": {"type": "object"}}
    yield {"application/json": {"example": rows}}
    yield {"application/json": {"example": json.dumps(rows)}}
    yield {"application/json": {"examples": {"some": {"summary": "x", "value": rows}}}}
    yield {"application/json": {"schema": {**schema, "example": rows}}}
    yield {"application/json": {"schema": {**schema, "examples": [rows]}}}
    yield {"application/json": {"schema": {"type": "array", "items": {"type": "object", "example": rows[0]}}}}
    yield {"application/json": {"schema": {"oneOf": [{"description": "", "type": "array", "example": rows}]}}}


@pytest.mark.parametrize("content", list(examples()), ids=range(7))
def test_examples_count(content):
    assert bound(openapi({"/live": {"get": {"responses": {"200": {"content": content}}}}})) == POSITIONS


def test_swagger_2():
    spec = {"swagger": "2.0", "host": "fleet.example.com", "basePath": "/api/v2", "paths": {
        "/live": {"get": {"responses": {"200": {"schema": {"type": "array", "items": {"$ref": "#/definitions/P"}}}}}},
        "/signin": {"post": {"parameters": [{"in": "body", "name": "b", "schema": {"$ref": "#/definitions/L"}}],
                             "responses": {"200": {"examples": {"application/json": {"jwt": "x", "expires": 0}}}}}},
        "/papers": {"post": {"consumes": ["multipart/form-data"], "parameters": [
            {"in": "formData", "name": name, "type": "string"} for name in
            ("file", "pivot_type", "pivot_id", "max_files", "hidden", "file_type", "auto_crop", "auto_type")],
            "responses": {"200": {"schema": {"properties": properties(FILE)}}}}}},
        "definitions": {"P": {"properties": properties(POSITION)},
                        "L": {"properties": properties(["username", "password"])}}}  # fmt: skip
    spec["schemes"] = ["http", "https"]
    assert bound(spec) == {"positions.list": "v2/live", "auth.login": "v2/signin", "files.upload": "v2/papers"}


def test_nothing_is_bound_because_it_is_the_only_one_left():
    assert bound(openapi({"/live": {"get": answering(array(POSITION))}})) == POSITIONS
    stops = answering(array(["ID", "objectID", "startTime", "stopTime", "address", "driver", "cost", "zone"]),
                      parameters=query("period_start", "period_stop", "vehicle_id"))  # fmt: skip
    assert bound(openapi({"/stops": {"get": stops}})) == {}


def test_one_place_of_theirs_is_never_two_of_ours():
    span = {
        "responses": {"200": {"description": "ok"}},
        "parameters": query("period_start", "period_stop", "vehicle_id"),
    }
    spec = openapi({"/things": {"get": span}})
    assert bound(spec) == {}
    assert "may as well be" in reasons(spec)["history.trips"]
    assert bound(openapi({"/fuel/refuels": {"get": span}})) == {"history.refuels": "fuel/refuels"}


def test_a_delete_is_never_an_update():
    task = answering(
        {"properties": properties(["id", "object_id", "order_ref", "lat", "lon", "start_time", "stop_time"])}
    )
    assert bound(openapi({"/tasks/{id}": {"delete": task}})) == {}


def test_the_newer_of_two_alike_is_the_one_that_is_not_deprecated():
    assert bound(openapi({"/v1/live": {"get": {**LIVE, "deprecated": True}}, "/v2/live": {"get": LIVE}})) == {
        "positions.list": "v2/live"
    }


@pytest.mark.parametrize("odd", [None, [], "x", 7, {"a": None}, [None], [7], {"get": 5}, {"$ref": 7}, True])
@pytest.mark.parametrize("key", ["parameters", "responses", "requestBody", "tags", "servers", "operationId"])
def test_what_has_another_type_is_as_if_it_were_not_there(key, odd):
    others = openapi({"/odd": {key: odd, "get": {**LIVE, key: odd}}, "/live": {"get": LIVE}, "/none": odd})
    assert bound({**others, key: odd}).get("positions.list") in ("live", "odd", None)
    assert bound(openapi({"/live": {"parameters": None, "get": {**LIVE, "parameters": None}}})) == POSITIONS


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(SPEC, indent="\t").encode(), codecs.BOM_UTF8 + json.dumps(SPEC).encode(),
        json.dumps(SPEC).encode("utf-16"), yaml.safe_dump(SPEC).encode(), b"---\n" + yaml.safe_dump(SPEC).encode(),
        codecs.BOM_UTF8 + yaml.safe_dump(SPEC).encode(), b"\r\n\r\n" + json.dumps(SPEC, indent=2).encode(),
        json.dumps(SPEC).replace("}}", "},}").encode(),
        json.dumps(SPEC).replace('"t"', '"J\xfcri"').encode("latin-1"), b"# by hand\n" + json.dumps(SPEC).encode(),
    ],
    ids=["tabs", "mark", "utf-16", "yaml", "yaml-start", "yaml-mark", "blank-lines", "commas", "latin-1", "comment"],
)  # fmt: skip
def test_the_content_decides(content):
    assert bound(content) == POSITIONS


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"{", "line 1"), (b"a: [b\nc", "neither JSON nor YAML"), (b"[1, 2]", "no paths"),
     (b"7", "no paths"),
     (b'{"swaggerVersion": "1.2"}', "too old"), (b"<html><body>Hello</body></html>", "web page"),
     (b"[" * 100_000, "nested"), (b"!!python/object:os.system {}", "neither"), (b"\0\0", "neither")],
)  # fmt: skip
def test_other_files_are_refused_in_a_sentence(content, words):
    with pytest.raises(UsageError, match=words):
        read(content, "spec")


def test_a_saved_redoc_page():
    state = {"menu": {"activeItemIdx": -1}, "spec": {"data": SPEC}, "searchIndex": {}}
    page = (
        f"<!DOCTYPE html><html><head></head><body><script>var x = {{a: 1}}; const __redoc_state = {json.dumps(state)};"
    )
    page += "\n var container = document.getElementById('redoc');</script></body></html>"
    assert bound(page.encode()) == POSITIONS


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><script>onload = () => {{ SwaggerUIBundle({{ spec: {0}, dom_id: '#ui' }}) }}</script>",
        '<html><script>var options = {{"swaggerDoc": {0}, "customOptions": {{}}}};</script></html>',
        '<html><script id="swagger-data" type="application/json">{{"spec":{0}}}</script></html>',
        '<html><script id="api-reference" type="application/json">{0}</script></html>',
        '<html><head></head><body><pre style="word-wrap: break-word;">{0}</pre></body></html>',
    ],
)
def test_pages_with_the_document_inside(page):
    assert bound(page.format(json.dumps(SPEC)).encode()) == POSITIONS
    assert bound(page.format(json.dumps(SPEC).replace("/", "\\/")).encode()) == POSITIONS


def test_a_document_in_an_attribute_and_yaml_in_a_page():
    told = json.dumps(SPEC).replace('"', "&quot;")
    assert bound(f'<html><body><rapi-doc data-spec="{told}"></rapi-doc></body></html>'.encode()) == POSITIONS
    assert bound(f"<html><body><pre>{yaml.safe_dump(SPEC, sort_keys=False)}</pre></body></html>".encode()) == POSITIONS


@pytest.mark.parametrize(
    "page",
    ['<html><redoc spec-url="/docs/openapi.yaml"></redoc></html>',
     "<html><script>SwaggerUIBundle({url: '/docs/openapi.yaml'})</script>",
     "<html><script>Redoc.init('/docs/openapi.yaml', {}, null)</script>",
     '<html><a href="/docs/openapi.yaml">View OpenAPI spec</a>',
     '<html><script id="api-reference" data-url="/docs/openapi.yaml"></script>',
     "<html><link href='/swagger-ui.css'><script>urls: [{\"url\": \"/docs/openapi.yaml\", \"name\": \"v1\"}]</script>"],
)  # fmt: skip
def test_a_page_that_names_its_document(page):
    with pytest.raises(Elsewhere) as said:
        read(page.encode(), "page.html")
    assert said.value.address == "/docs/openapi.yaml"


def test_scribes_openapi():
    parameters = [
        {"in": "query", "name": name, "example": "x", "required": False, "schema": {"type": "string", "example": "x"}}
        for name in ("pivot_type", "pivot_id")
    ]
    answer = {"type": "array", "example": [row(FILE)], "items": {"type": "object", "properties": properties(FILE[:2])}}
    span = {"in": "query", "name": "datetime[]", "schema": {"type": "array", "items": {"type": "string"}}}
    spec = openapi(
        {"/api/files": {"get": {"operationId": "list", "parameters": parameters, **answering(answer)}},
         "/api/worktime/all": {"get": answering({"type": "array", "example": [row(VISIT)]}, parameters=[span])},
         "/api/vehicles/hours/{id}": {"parameters": [{"in": "path", "name": "id", "schema": {"type": "string"}}], "get":
             answering({"type": "array", "example": [row(["id", "object_id", "start", "stop", "type_id", "status"])]},
                       parameters=[span])}},
        servers=[{"url": "https://fleet.example.com"}], security=[{"default": []}],
    )  # fmt: skip
    wanted = {"files.list": "files", "worktime.list": "worktime/all", "worktime.periods": "vehicles/hours/{id}"}
    assert bound(spec) == wanted
    assert bound(yaml.safe_dump(spec).encode()) == wanted


def test_a_page_of_scribe():
    page = scribe_page([
        ("GET", "api/files", [("query", "pivot_type"), ("query", "pivot_id")], 200, [row(FILE)]),
        ("GET", "api/worktime", [("query", "datetime[0]"), ("query", "datetime[1]")], 200, [row(VISIT)]),
        ("GET", "api/rides/old", [("query", "datetime.0")], 401, {"message": "Unauthenticated."}),
        ("POST", "api/files", [("body", name) for name in ("file", "pivot_type", "pivot_id", "max_files", "hidden",
                                                          "file_type", "auto_crop", "auto_type")], 200, row(FILE)),
        ("PUT", "api/files/{id}", [("url", "id"), ("body", "file_type")], 200, row(FILE)),
    ])  # fmt: skip
    assert bound(page) == {"files.list": "files", "files.upload": "files", "files.set_type": "files/{id}",
                           "worktime.list": "worktime", "worktime.rides": "rides/old"}  # fmt: skip


def test_a_postman_collection():
    body = {"mode": "raw", "raw": json.dumps({"username": "u", "password": "p"})}
    form = {"mode": "formdata", "formdata": [{"key": key} for key in ("file", "pivot_type", "pivot_id", "max_files",
            "hidden", "file_type", "auto_crop", "auto_type")]}  # fmt: skip
    found = bound(collection(
        item("GET", "{{baseUrl}}/live", [row(POSITION)]), item("GET", "{{baseUrl}}/live/:object_id", row(POSITION)),
        item("POST", "{{baseUrl}}/signin", {"jwt": "x", "expires": 1}, body=body),
        item("POST", "{{baseUrl}}/files", row(FILE), body=form),
        item("PUT", "{{baseUrl}}/files/12345", row(FILE), body={
            "mode": "urlencoded", "urlencoded": [{"key": "file_type", "value": "cmr"}]}),
        item("GET", "{{baseUrl}}/files?pivot_type=route_tasks&pivot_id=1", [row(FILE)]),
        item("GET", "{{baseUrl}}/work?datetime%5B0%5D=a&datetime%5B1%5D=b", [row(VISIT)]),
        variable=[{"key": "baseUrl", "value": "https://fleet.example.com/api"}],
    ))  # fmt: skip
    assert found == {"positions.list": "live", "positions.get": "live/{object_id}", "auth.login": "signin",
                     "files.upload": "files", "files.set_type": "files/{id}", "files.list": "files",
                     "worktime.list": "work"}  # fmt: skip


def test_scribes_postman_collection():
    url = {"host": "{{baseUrl}}", "path": "api/files", "query": [{"key": "pivot_type", "value": "x"},
           {"key": "pivot_id", "value": "1", "disabled": True}],
           "raw": "{{baseUrl}}/api/files?pivot_type=x"}  # fmt: skip
    one = {
        "name": "Files",
        "request": {"url": url, "method": "GET"},
        "response": [{"code": 200, "body": json.dumps([row(FILE)])}],
    }
    base = [{"id": "baseUrl", "key": "baseUrl", "type": "string", "value": "https://fleet.example.com"}]
    assert bound(collection(one, variable=base)) == {"files.list": "files"}
    assert bound({"collection": collection(one)}) == {"files.list": "files"}


@pytest.mark.parametrize(
    "odd", [None, 5, "x", {}, [], [None], {"raw": None}, {"path": 7}, {"path": [None, {"value": "a"}]}]
)
def test_collections_that_are_odd(odd):
    strange = {"request": {"url": odd, "method": odd, "body": odd}, "response": odd}
    assert (
        bound(collection(strange, item("GET", "https://fleet.example.com/api/live", [row(POSITION)]), odd)) == POSITIONS
    )


def test_time_as_the_document_shows_it():
    from fleetdesk.api.binding import bind
    from fleetdesk.api.metrotec.operations import OPERATIONS

    given = [{"name": name, "in": "query", "schema": {"type": "string"}, "example": "2026-01-31 21:59:59"}
             for name in ("period_start", "period_stop", "vehicle_id")]  # fmt: skip
    names = [
        "ID",
        "objectID",
        "startTime",
        "stopTime",
        "routeLengthKM",
        "fuelBeforeL",
        "fuelAfterL",
        "maxTime",
        "fuelAddress",
    ]
    spec = openapi({"/refills": {"get": answering(array(names), parameters=given)}})
    for content in (json.dumps(spec), yaml.safe_dump(spec).replace("'2026-01-31 21:59:59'", "2026-01-31 21:59:59")):
        found = {each.operation: each.change for each in bind(OPERATIONS, read(content.encode(), "s"), "https://x/")}
        assert found["history.refuels"]["time"] == "spaced"


def test_the_table_of_vezma_too():
    from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA

    users = answering(array(["uid", "fullName", "email", "phoneNumber", "isAdministrator", "createdOnUtc"]))
    assert bound_bytes(json.dumps(openapi({"/People": {"get": users}})).encode(), table=VEZMA) == {
        "users.list": "People"
    }


def test_a_read_of_which_only_the_path_is_told_is_known_by_that():
    unsigned = {"responses": {"401": {"content": {"application/json": {"example": {"message": "Unauthenticated."}}}}}}
    settings = {**unsigned, "parameters": query("object_id")}
    hours = {**unsigned, "parameters": query("datetime[]")}
    spec = openapi({"/v2/vehicles": {"get": unsigned}, "/v2/vehicles/settings": {"get": settings},
                    "/v2/cars": {"get": unsigned}, "/v2/pois": {"post": unsigned},
                    "/v2/worktime": {"get": hours}})  # fmt: skip
    assert bound(spec) == {"vehicles.list": "v2/vehicles", "vehicles.settings": "v2/vehicles/settings",
                           "worktime.list": "v2/worktime"}  # fmt: skip


def test_plain_text_is_believed_to_be_json_where_nothing_else_is():
    plain = {"text/plain": {"schema": array(POSITION)}, "text/html": {"schema": {"type": "string"}}}
    assert bound(openapi({"/live": {"get": {"responses": {"200": {"content": plain}}}}})) == POSITIONS


def test_the_document_among_several_in_one_file():
    assert bound(b"---\ntitle: t\n---\n" + yaml.safe_dump(SPEC).encode()) == POSITIONS
