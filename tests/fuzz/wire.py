"""A server on loopback that answers in bytes: what was recorded, and for one operation what a case wants."""

import asyncio
import contextlib

from fleetdesk.simulator.operations import Table

HOW = {"metrotec": "/api", "vezma": "/api/v1"}


def framed(body, content_type="application/json", status=200):
    """A sound answer, after which the connection stays open."""
    return b"HTTP/1.1 %d x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (
        status,
        content_type.encode(),
        len(body),
        body,
    )


class Wire:
    """Tells operations apart by their paths; `case` is (vendor, operation, bytes, whether the connection closes)."""

    def __init__(self, sound):
        self.sound = {name: framed(body) for name, body in sound.items()}
        self.case = (None, None, b"", False)
        self._table = Table()
        self._found = {}
        self._writers = set()
        self._rest = asyncio.Event()
        self._rest.set()

    async def open(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1")
        port = self._server.sockets[0].getsockname()[1]
        return {vendor: f"http://127.0.0.1:{port}{base}/" for vendor, base in HOW.items()}

    async def rest(self):
        """Returns when what closes is closed, so that the next request does not run into it."""
        await self._rest.wait()

    async def close(self):
        self._server.close()
        for each in tuple(self._writers):
            each.close()
        await self._server.wait_closed()

    async def _serve(self, reader, writer):
        self._writers.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while not writer.is_closing():
                method, path = await _request(reader)
                answer, closes = self._answer(method, path)
                if closes:
                    self._rest.clear()
                writer.write(answer)
                await writer.drain()
                if closes:
                    break
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        self._writers.discard(writer)
        self._rest.set()

    def _answer(self, method, path):
        vendor, name = self._operation(method, path)
        if (vendor, name) == self.case[:2]:
            return self.case[2:]
        return self.sound[vendor, name], False

    def _operation(self, method, path):
        if (method, path) not in self._found:
            vendor = "vezma" if path.startswith(HOW["vezma"] + "/") else "metrotec"
            found = self._table.find(vendor, method, path.removeprefix(HOW[vendor]))
            self._found[method, path] = (vendor, found.name)
        return self._found[method, path]


async def _request(reader):
    """Verb and path of a request, read to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    verb, target, _ = head.split(" ", 2)
    fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        await reader.readuntil(b"\r\n0\r\n\r\n")
    else:
        await reader.readexactly(int(fields.get("content-length", 0)))
    return verb, target.partition("?")[0]
