"""A server whose certificate is not to be trusted hears nothing: neither the request nor the secret with it.

The key of tests/data/tls is for these tests alone.
"""

import asyncio
import ssl
from contextlib import asynccontextmanager

import pytest

from fleetdesk.api.http import Ask, Http
from fleetdesk.base.errors import Unreachable, UsageError
from tests.conftest import ROOT

TLS = ROOT / "tests" / "data" / "tls"
SECRET = {"Authorization": "Bearer s3cret"}
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@asynccontextmanager
async def server(certificate):
    """A server that notes what it hears after the handshake; its port and its notes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / certificate, TLS / "key.pem")
    heard = []

    async def hear(reader, writer):
        heard.append(await reader.read(1000))
        writer.close()

    running = await asyncio.start_server(hear, "127.0.0.1", 0, ssl=context)
    async with running:
        yield running.sockets[0].getsockname()[1], heard


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_certificate_that_nobody_has_signed_is_refused_before_anything_is_said(host):
    async with server("certificate.pem") as (port, heard):
        http = Http(f"https://{host}:{port}/api/", SECRET)
        with pytest.raises(Unreachable, match="certificate is not to be trusted") as caught:
            await http.send(Ask("POST", "login", "login", json={"password": "s3cret"}))
        await http.close()
    assert not caught.value.maybe_done
    assert [each for each in heard if each] == []


async def test_a_server_that_speaks_no_tls_is_told_nothing():
    heard = []

    async def hear(reader, writer):
        heard.append(await reader.read(1000))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        writer.close()

    plain = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with plain:
        http = Http(f"https://127.0.0.1:{plain.sockets[0].getsockname()[1]}/", SECRET)
        with pytest.raises(Unreachable):
            await http.send(Ask("GET", "x", "x"))
        await http.close()
    assert not any(b"s3cret" in each for each in heard)


@pytest.mark.parametrize("url", ["http://fleet.example/api/", "http://localhost.fleet.example/", "HTTP://10.0.0.1/"])
def test_an_address_without_encryption_is_refused(url):
    with pytest.raises(UsageError, match="not encrypted"):
        Http(url, SECRET)
