"""Paths come to lie below the account's own address, and never anywhere else."""

import pytest

from fleetdesk.api.openapi import described
from fleetdesk.api.vendordoc.places import written_for
from tests.api.vendordoc.made import BASE, POSITION, answering, array, bound, openapi, properties, reasons

LIVE = answering(array(POSITION))
ONE = answering({"type": "object", "properties": properties(POSITION)})
LOGIN = {
    "post": answering(
        {"properties": properties(["jwt", "expires"])},
        requestBody={"content": {"application/json": {"schema": {"properties": properties(["username", "password"])}}}},
    )
}


def where(path, base="https://fleet.example.com/api/", **more):
    return bound(openapi({path: {"get": LIVE}}, **more), base).get("positions.list")


def server(*urls):
    return {"servers": [{"url": url} for url in urls]}


@pytest.mark.parametrize(
    ("path", "more", "expected"),
    [
        ("/live", {}, "live"),
        ("live", {}, "live"),
        ("/api/live", {}, "live"),
        ("/live/", {}, "live/"),
        ("/live", server("https://fleet.example.com/api"), "live"),
        ("/live", server("/api"), "live"),
        ("/live", server("https://fleet.example.com/api/v2"), "v2/live"),
        ("/api/live", server("/api"), "live"),
        ("/api/live", server("https://fleet.example.com"), "live"),
        ("/live", server("https://FLEET.example.com:443/api/"), "live"),
        ("/live", server("http://fleet.example.com/api"), "live"),
        ("/live", server("//fleet.example.com/api"), "live"),
        ("/live", server("https://test.example.com/x", "https://fleet.example.com/api/"), "live"),
        (
            "/live",
            {
                "servers": [
                    {
                        "url": "https://{name}.example.com/{v}",
                        "variables": {"name": {"default": "fleet"}, "v": {"default": "api", "enum": ["api"]}},
                    }
                ]
            },
            "live",
        ),
        ("/live", {"servers": [{"url": "{scheme}://fleet.example.com/api"}]}, "live"),
        ("/live", {"host": "fleet.example.com", "basePath": "/api"}, "live"),
        ("/live", {"basePath": "/api/v3"}, "v3/live"),
        ("/live", server("https://test.example.com/other"), "live"),
        ("/api/live", server("https://test.example.com"), "live"),
        ("/v1/live", server("https://test.example.com/api"), "v1/live"),
        ("/live?format=json", {}, "live"),
        ("/live#now", {}, "live"),
        ("https://fleet.example.com/api/live", {}, "live"),
        # Another place on the account's own host is no place of the account.
        ("/live", server("https://fleet.example.com/public"), None),
        ("/live", server("https://fleet.example.com"), None),
    ],
)
def test_servers_and_paths_together(path, more, expected):
    assert where(path, **more) == expected


def test_an_account_behind_another_prefix():
    base = "http://127.0.0.1:18733/metrotec/api/"
    assert where("/api/live", base, **server("https://fleet.example.com")) == "live"
    assert where("/live", base, **server("https://fleet.example.com/api/")) == "live"
    assert where("/metrotec/api/live", base, **server("http://127.0.0.1:9/metrotec/api")) == "live"


def test_a_path_outside_costs_only_itself():
    paths = {f"/api/thing{n}": {"get": {"responses": {}}} for n in range(6)} | {"/health": {"get": ONE | {}}}
    spec = openapi({**paths, "/api/live": {"get": LIVE}, "/api/enter": LOGIN, "/up/live/{id}": {"get": ONE}})
    assert bound(spec) == {"positions.list": "live", "auth.login": "enter"}
    assert "outside the account's address" in reasons(spec)["positions.get"]


@pytest.mark.parametrize(
    "path",
    [
        "https://stranger.example/login",
        "http://stranger.example/api/login",
        "//stranger.example/login",
        "https://fleet.example.com@stranger.example/api/login",
        "https://fleet.example.com.stranger.example/api/login",
        "https://fleet.example.com:8443/api/login",
        "\\\\stranger.example\\login",
        "/\\stranger.example/login",
        "/../../login",
        "/api/../../login",
        "/%2e%2e/login",
        "/a\r\nHost: stranger.example",
        "https://[::1/login",
        "https://127.1/login",
        "///stranger.example/login",
    ],
)
def test_no_other_host_and_no_climbing(path):
    found = bound(openapi({path: LOGIN, "/live": {"get": LIVE}}))
    assert found.get("auth.login") in (None, "stranger.example/login")  # a path of one's own host called so is a path
    assert found["positions.list"] == "live"


def test_the_sentence_names_the_other_host():
    spec = openapi({"https://stranger.example/login": LOGIN, "/live": {"get": LIVE}})
    assert "another host (stranger.example)" in reasons(spec)["auth.login"]


def test_an_operation_of_its_own_on_another_host_stays_there():
    spec = openapi({"/enter": {"servers": [{"url": "https://id.example.org"}], **LOGIN}, "/live": {"get": LIVE}})
    assert bound(spec) == {"positions.list": "live"}
    assert "another host (id.example.org)" in reasons(spec)["auth.login"]


def test_whose_host_a_document_is_written_for():
    def host(**more):
        return written_for(described(openapi({"/live": {"get": LIVE}, "/enter": LOGIN}, **more)), BASE)

    assert host(**server("https://test.example.com/x")) == "test.example.com"
    assert host(**server("https://fleet.example.com/api")) is None
    assert host() is None
