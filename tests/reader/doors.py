"""A process that waits for ever, and tells when it has begun and when it has ended."""

import asyncio
import contextlib
import sys

import pytest


@pytest.fixture
async def door():
    """A process that knocks here and then waits for ever: its command, and the queue of those that knocked."""
    knocked = asyncio.Queue()
    server = await asyncio.start_server(lambda reader, writer: knocked.put_nowait((reader, writer)), "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    knock = f"import socket; socket.create_connection(('127.0.0.1', {port})).recv(1)"
    yield (sys.executable, "-c", knock), knocked
    while not knocked.empty():
        knocked.get_nowait()[1].close()
    server.close()
    await server.wait_closed()


async def gone(caller):
    """Returns when the process behind this connection has ended."""
    reader, writer = caller
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()
