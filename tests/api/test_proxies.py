"""A proxy is never used in silence, and never told with its password."""

import pytest

from fleetdesk.api import proxies
from fleetdesk.api.http import Ask, Http
from fleetdesk.base.errors import Unreachable

NAMES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "no_proxy", "NO_PROXY")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("http://mari:s3cret@proxy.example:3128/", "proxy.example:3128"),
        ("proxy.example:8080", "proxy.example:8080"),
        ("http://[::1", "an address that is none"),
        ("socks5://proxy.example", "proxy.example"),
    ],
)
def test_a_proxy_is_named_without_its_password(monkeypatch, address, place):
    monkeypatch.setenv("https_proxy", address)
    assert proxies.named() == (place,)
    assert "s3cret" not in proxies.hint()


def test_without_one_nothing_is_said():
    assert (proxies.named(), proxies.hint()) == ((), "")


async def test_a_server_that_cannot_be_reached_is_said_with_the_proxy_that_was_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    http = Http("http://127.0.0.1:9/", {})
    with pytest.raises(Unreachable, match=r"proxy\.example:3128"):
        await http.send(Ask("GET", "x", "x"))
    await http.close()
