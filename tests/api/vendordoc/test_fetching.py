"""A document from the web: found on every page, never with credentials, never on another host, never without end."""

import asyncio

import pytest

from fleetdesk.api.binding import bind
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.api.vendordoc import fetching
from fleetdesk.api.vendordoc.fetching import fetch
from fleetdesk.base.errors import FleetError, Refused, UsageError
from tests.api.vendordoc.made import LIVE_SPEC

OURS = "http://127.0.0.1:{port}"


class Web:
    """Pages by path on loopback; every request is kept."""

    def __init__(self, pages):
        self.pages, self.requests = pages, []

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.root = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def _serve(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.requests.append(head)
        status, headers, body = self.pages.get(head.split()[1], (404, "", b""))
        writer.write(
            f"HTTP/1.1 {status} X\r\n{headers}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
        )
        await writer.drain()
        writer.close()

    async def __aexit__(self, *_):
        self._server.close()
        await self._server.wait_closed()


def found(described):
    return {each.operation for each in bind(OPERATIONS, described, "http://127.0.0.1/api/") if each.change}


PAGE = (200, "Content-Type: text/html\r\n", b'<html><redoc spec-url="../spec.yaml?v=1"></redoc></html>')
SPEC = (200, "Content-Type: text/plain\r\n", LIVE_SPEC)


async def test_a_page_is_followed_to_its_document_once():
    async with Web({"/docs/": PAGE, "/spec.yaml?v=1": SPEC}) as web:
        assert found(await fetch(f"{web.root}/docs/#tag/x")) == {"positions.list"}
        assert not [head for head in web.requests if "authorization" in head.lower() or "cookie" in head.lower()]
    async with Web({"/docs/": PAGE, "/spec.yaml?v=1": PAGE}) as web:
        with pytest.raises(UsageError):
            await fetch(f"{web.root}/docs/")
        assert len(web.requests) == 2


async def test_no_other_host_is_asked_by_a_page_or_a_redirect():
    async with Web({"/spec.yaml?v=1": SPEC, "/": SPEC}) as other:
        page = PAGE[2].replace(b"../", other.root.encode() + b"/")
        moved = (302, f"Location: {other.root}/\r\n", b"")
        async with Web({"/docs": (200, "", page), "/moved": moved}) as web:
            with pytest.raises(UsageError, match="names one"):
                await fetch(f"{web.root}/docs")
            with pytest.raises(UsageError, match="another host"):
                await fetch(f"{web.root}/moved")
        assert other.requests == []


async def test_a_slash_added_is_followed_and_a_circle_ends():
    pages = {"/a": (301, "Location: /a/\r\n", b""), "/a/": SPEC, "/ring": (302, "Location: ring\r\n", b"")}
    async with Web(pages) as web:
        assert found(await fetch(f"{web.root}/a")) == {"positions.list"}
        with pytest.raises(UsageError, match="circle"):
            await fetch(f"{web.root}/ring")
        with pytest.raises(Refused):
            await fetch(f"{web.root}/none")


async def test_an_endless_document_is_not_read(monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST_BYTES", 1000)
    async with Web({"/big": (200, "", b"x" * 5000)}) as web:
        with pytest.raises(FleetError, match="larger"):
            await fetch(f"{web.root}/big")


@pytest.mark.parametrize("name", ["openapi.json", "docs", "docs.openapi", "docs.postman", "redoc", "swagger"])
async def test_what_the_simulator_publishes_is_understood(simulator, name):
    described = await fetch(simulator.openapi_metrotec.replace("openapi.json", name))
    bound = {each.operation: each.change for each in bind(OPERATIONS, described, simulator.metrotec_url) if each.change}
    wrong = {key: change["path"] for key, change in bound.items() if change["path"] != OPERATIONS[key].path}
    assert not wrong
    assert len(bound) >= len(OPERATIONS) - 2, set(OPERATIONS) - set(bound)
